import type { TestSubgraph } from '@union-graph/testing';
import { fundId } from './books.ts';

/** The id of a row by its number. */
export const rowId = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const id = (number: number): string => `'${rowId(number)}'`;
const hash = (letter: string): string => `'${letter.repeat(64)}'`;
const DAY = `'2013-10-01'`;
const PLACE = `'/city/110105/'`;

const COVER = `
  insert into mutual_aid_plan values (${id(1)}, 'MA-2013', '计划', '2013-01-01', '2013-12-31');
  insert into mutual_aid_benefit values (${id(1)}, 'HOME_FIRE', 1000, 300000, '{}', '{FIRE_REPORT}');
  insert into card_event select card::uuid, 1, 'activated', ${DAY}, ${id(101)}, ${PLACE}, null from (values (${id(2)}), (${id(5)})) as held (card);
  insert into coverage values
    (${id(3)}, ${id(2)}, 1, ${id(1)}, ${id(101)}, '2013-01-01', '2013-12-31', 'ACTIVE', ${PLACE}, 1),
    (${id(4)}, ${id(5)}, 1, ${id(1)}, ${id(102)}, '2013-01-01', '2013-12-31', 'ACTIVE', ${PLACE}, 1);
  insert into mutual_aid_claim (id, claim_no, coverage_id, member_id, event, event_on, loss_fen, account_masked, payable_fen, status,
    submitted_by, submitted_at, assessed_by, approved_by, rejected_by, reason, scope_path, version)
    select ('00000000-0000-7000-8000-00000000001' || at)::uuid, 'HB-' || at, ${id(3)}, ${id(101)}, 'HOME_FIRE', date '2013-09-01' + at, 100, '****', 10,
      status, 's', ${DAY}, assessed, approved, rejected, rejected, ${PLACE}, 1
    from (values (1, 'SUBMITTED', null, null, null), (2, 'ASSESSED', 'a', null, null), (3, 'APPROVED', 'a', 'b', null), (4, 'REJECTED', 'a', null, 'c'))
      as claim (at, status, assessed, approved, rejected);
  insert into mutual_aid_claim_document values (${id(11)}, ${hash('a')}, 'FIRE_REPORT', '认定书', 'ref', 's', ${DAY});
`;

const FILES = `
  insert into household values (${id(21)}, ${id(101)}, '110105', '一号院', ${PLACE}, 1), (${id(22)}, ${id(102)}, '110105', null, ${PLACE}, 1),
    (${id(23)}, ${id(103)}, '110105', null, ${PLACE}, 1);
  insert into hardship_file (id, file_no, head_member_id, household_id, category, causes, per_capita_monthly_fen, line_fen, status, opened_on, opened_by,
    active_from, active_to, exit_reason, review_due_on, approved_by, approved_at, scope_path, version)
    select ('00000000-0000-7000-8000-00000000003' || at)::uuid, 'KN-' || at, ('00000000-0000-7000-8000-00000000010' || at)::uuid,
      ('00000000-0000-7000-8000-00000000002' || at)::uuid, 'SUBSISTENCE', '{OTHER}', 100, 58000, status, ${DAY}, ${id(109)}, ${DAY},
      case status when 'EXITED' then ${DAY}::date end, case status when 'EXITED' then 'DEATH' end, '2014-10-01', 'x', ${DAY}, ${PLACE}, 1
    from (values (1, 'ACTIVE'), (2, 'ACTIVE'), (3, 'EXITED')) as file (at, status);
  insert into household_member (id, household_id, member_id, name_zh, relation, identity_hash, birth_date, monthly_income_fen) values
    (${id(41)}, ${id(21)}, ${id(101)}, null, 'SELF', ${hash('a')}, '1970-01-01', 300), (${id(42)}, ${id(21)}, null, '孩子', 'CHILD', ${hash('b')}, '2003-01-01', 0),
    (${id(43)}, ${id(22)}, ${id(102)}, null, 'SELF', ${hash('c')}, '1971-01-01', 300);
  insert into member_identity values (${id(101)}, identity_proof(${hash('a')}), 1);
  insert into home_visit values (${id(51)}, ${id(31)}, array[${id(111)}, ${id(112)}]::uuid[], ${DAY}, '属实', 's');
  insert into income_evidence values (${id(52)}, ${id(31)}, ${id(41)}, 300, 'ref', 's', ${DAY});
  insert into public_notice values (${id(53)}, ${id(31)}, ${DAY}, '2013-10-14', '李**', 'SUBSISTENCE');
  insert into objection (id, notice_id, person_id, reason, at, version) values (${id(54)}, ${id(53)}, ${id(113)}, '有房', ${DAY}, 1),
    (${id(55)}, ${id(53)}, ${id(114)}, '有车', ${DAY}, 1);
`;

const AID = `
  insert into aid_scheme (id, code, name_zh, fund_id, cap_fen, per_cycle, valid_from) values (${id(61)}, 'MEDICAL', '医疗', '${fundId(1)}', 1000, 1, '2013-01-01');
  insert into aid_cycle values (${id(62)}, ${id(61)}, '2013-01-01', '2013-06-30', 'OPEN', 1), (${id(63)}, ${id(61)}, '2013-07-01', '2013-12-31', 'OPEN', 1);
  insert into budget values (${id(64)}, '${fundId(1)}', 2013, 'AID', 1000, 0, 0, 1), (${id(65)}, '${fundId(1)}', 2013, 'PROJECTS', 9000, 0, 0, 1);
  insert into aid_application (id, file_id, member_id, cycle_id, household_id, requested_fen, approved_fen, status, applied_at, applied_by, reviewed_by,
    approved_by, reason, note, loss_kind, loss_on, budget_id, scope_path, version) values
    (${id(66)}, ${id(31)}, ${id(101)}, ${id(62)}, ${id(21)}, 100, null, 'SUBMITTED', ${DAY}, 'a', null, null, '治病', '可', 'HOME_FIRE', ${DAY}, null, ${PLACE}, 1),
    (${id(67)}, ${id(31)}, ${id(101)}, ${id(62)}, ${id(21)}, 100, 100, 'PAYABLE', ${DAY}, 'a', 'r', 'p', '治病', null, null, null, ${id(64)}, ${PLACE}, 1);
  insert into paid_loss (id, member_id, kind, happened_on, book, source_type, source_id)
    values (${id(68)}, ${id(101)}, 'HOME_FIRE', ${DAY}, 'FOUNDATION', 'AidApplication', ${id(67)});
  insert into budget_allocation values (${id(69)}, ${id(115)}, 2013, 'JOINT_UNION_RUNNING', 300000, 1);
  insert into union_standing (union_id, kind, has_ended, seen_version) values (${id(115)}, 'COMMUNITY_JOINT_UNION', false, 1);
`;

const PROJECTS = `
  insert into service_project (id, code, name_zh, kind, target_group, fund_id, budget_fen, status, runs_from, runs_to, version, ngo_id, budget_id) values
    (${id(71)}, 'P-1', '项目', 'INCUBATED', 'OTHER', '${fundId(1)}', 1000, 'APPLIED', null, null, 1, null, null),
    (${id(72)}, 'P-2', '项目', 'INCUBATED', 'OTHER', '${fundId(1)}', 1000, 'IN_PROGRESS', '2013-01-01', '2013-12-31', 1, ${id(121)}, ${id(65)});
  insert into service_project_district values (${id(71)}, '110105'), (${id(72)}, '110105');
  insert into project_application values (${id(73)}, ${id(71)}, ${id(121)}, '方案', 900, 'SUBMITTED', 's', ${DAY}, 1),
    (${id(74)}, ${id(72)}, ${id(121)}, '方案', 900, 'CHOSEN', 's', ${DAY}, 1), (${id(75)}, ${id(72)}, ${id(122)}, '方案', 900, 'NOT_CHOSEN', 's', ${DAY}, 1);
  insert into project_evaluation values (${id(76)}, ${id(73)}, ${id(116)}, 80, null, '可', ${DAY}), (${id(77)}, ${id(73)}, ${id(117)}, 70, null, '可', ${DAY});
  insert into project_agreement values (${id(78)}, ${id(72)}, '2013-01-01', '2013-01-01', '2013-12-31', 1000);
  insert into project_milestone (id, project_id, seq, title, due_at, status, version) values (${id(79)}, ${id(72)}, 1, '启动', '2013-03-31', 'PENDING', 1),
    (${id(80)}, ${id(72)}, 2, '结项', '2013-12-31', 'PENDING', 1);
  insert into project_instalment values (${id(81)}, ${id(78)}, ${id(72)}, ${id(79)}, 600, 'PLANNED', 1), (${id(82)}, ${id(78)}, ${id(72)}, ${id(80)}, 400, 'PLANNED', 1);
  insert into project_report (id, project_id, kind, from_day, to_day, direct_cumulative, text, submitted_at, submitted_by)
    values (${id(83)}, ${id(72)}, 'PROGRESS', '2013-01-01', '2013-03-31', 100, '报告', ${DAY}, 's');
  insert into project_count values (${id(72)}, '2013-01-01', '110105', '社区', 100);
  insert into project_beneficiary values (${id(72)}, 2013, '${'a'.repeat(43)}', '2013-01-01');
`;

/** A row or two in each table of cover, hardship files, aid and projects; all in one transaction, as agreements want it. */
export const buildCases = ({ sql }: Pick<TestSubgraph, 'sql'>) => sql(COVER + FILES + AID + PROJECTS);
