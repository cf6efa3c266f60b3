import { rowId } from './caseRows.ts';
import { change, other } from './guards.ts';

// For each guard of the database on cover, claims, hardship files, aid and projects a statement that only this guard refuses.

const row = (table: string, number: number, set: string): string => change(table, set, `id = '${rowId(number)}'`);
const claim = (number: number, set: string): string => row('mutual_aid_claim', number, set);
const file = (number: number, set: string): string => row('hardship_file', number, set);
const person = (number: number, set: string): string => row('household_member', number, set);
const aid = (number: number, set: string): string => row('aid_application', number, set);
const project = (number: number, set: string): string => row('service_project', number, set);
/** Adds a row like one that is there, but for its id and what is named. */
const again = (table: string, where: string, more = ''): string =>
  `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid()${more && `, ${more}`}))).* from ${table} t
    where ${where} limit 1`;
const long = (length: number): string => `repeat('长', ${length})`;

const COVER: Readonly<Record<string, string>> = {
  mutual_aid_plan_code: again('mutual_aid_plan', 'true', `'period_from', '2014-01-01', 'period_to', '2014-12-31'`),
  mutual_aid_plan_one_at_a_time: again('mutual_aid_plan', 'true', `'code', 'MA-X'`),
  mutual_aid_plan_period: change('mutual_aid_plan', "period_to = '2012-12-31'"),
  mutual_aid_benefit_cap: change('mutual_aid_benefit', 'cap_fen = 0'),
  mutual_aid_benefit_code: change('mutual_aid_benefit', "code = 'OTHER'"),
  mutual_aid_benefit_rate: change('mutual_aid_benefit', 'rate_bp = 10001'),
  card_event_kind: change('card_event', "kind = 'other'"),
  card_event_version: change('card_event', 'version = -1'),
  coverage_days: row('coverage', 3, "to_day = '2012-12-31'"),
  coverage_once: again('coverage', `id = '${rowId(3)}'`, `'status', 'ENDED'`),
  coverage_one_active: again('coverage', `id = '${rowId(3)}'`, `'opened_version', 9`),
  coverage_status: row('coverage', 3, "status = 'LOST'"),
  mutual_aid_claim_appealed: claim(14, "status = 'APPEALED'"),
  mutual_aid_claim_approved: claim(12, "status = 'APPROVED'"),
  mutual_aid_claim_assessed: claim(11, "status = 'ASSESSED'"),
  mutual_aid_claim_duties_apart: claim(13, 'approved_by = assessed_by'),
  mutual_aid_claim_event: claim(11, "event = 'OTHER'"),
  mutual_aid_claim_grade: claim(11, 'disability_grade = 11'),
  mutual_aid_claim_loss: claim(11, 'loss_fen = 0'),
  mutual_aid_claim_no: claim(11, "claim_no = 'HB-2'"),
  mutual_aid_claim_once: claim(11, "event_on = '2013-09-03'"),
  mutual_aid_claim_payable: claim(11, 'payable_fen = -1'),
  mutual_aid_claim_rejected: claim(14, 'reason = null'),
  mutual_aid_claim_status: claim(11, "status = 'LOST'"),
  mutual_aid_claim_document_hash: change('mutual_aid_claim_document', "sha256 = 'x'"),
};

const FILES: Readonly<Record<string, string>> = {
  household_address: row('household', 21, `address = ${long(201)}`),
  hardship_file_active: file(31, 'active_from = null'),
  hardship_file_approved: file(31, 'approved_by = opened_by::text'),
  hardship_file_category: file(31, "category = 'OTHER'"),
  hardship_file_evidence: file(31, `evidence_ref = ${long(201)}`),
  hardship_file_exit: file(33, "exit_reason = 'OTHER'"),
  hardship_file_exited: file(31, "status = 'EXITED'"),
  hardship_file_household_known: file(31, 'household_id = null'),
  hardship_file_income: file(31, 'per_capita_monthly_fen = -1'),
  hardship_file_known: file(31, 'line_fen = null'),
  hardship_file_line: file(31, 'line_fen = 0'),
  hardship_file_no: file(31, "file_no = 'KN-2'"),
  hardship_file_one_household: file(31, `household_id = '${rowId(22)}'`),
  hardship_file_one_open: file(31, `head_member_id = '${rowId(102)}'`),
  hardship_file_request: file(31, 'request_version = 1'),
  hardship_file_review: file(31, 'review_due_on = null'),
  hardship_file_status: file(31, "status = 'LOST'"),
  member_identity_proof: change('member_identity', "identity_proof = 'x'"),
  household_member_hash: person(41, "identity_hash = 'x'"),
  household_member_head: person(42, "relation = 'SELF'"),
  household_member_health: person(41, "health = 'OTHER'"),
  household_member_income: person(41, 'monthly_income_fen = -1'),
  household_member_named: person(41, "name_zh = '李建国'"),
  household_member_once: person(
    42,
    `held = false, identity_proof = ${other('household_member', 'identity_proof', "relation = 'SELF' and household_id = '00000000-0000-7000-8000-000000000021'")}`,
  ),
  household_member_one_head: person(42, `name_zh = null, member_id = '${rowId(104)}', relation = 'SELF'`),
  household_member_one_open: person(42, `identity_proof = identity_proof(repeat('c', 64))`),
  household_member_one_open_record: person(42, `name_zh = null, member_id = '${rowId(102)}'`),
  household_member_relation: person(42, "relation = 'FRIEND'"),
  household_member_school: person(42, `school_name = ${long(101)}`),
  home_visit_findings: change('home_visit', "findings = ''"),
  home_visit_visitors: change('home_visit', 'visitor_ids = visitor_ids[1:1]'),
  income_evidence_document: change('income_evidence', "document = ''"),
  income_evidence_income: change('income_evidence', 'monthly_income_fen = -1'),
  public_notice_category: change('public_notice', "category = 'OTHER'"),
  public_notice_days: change('public_notice', 'to_day = from_day'),
  public_notice_masked: change('public_notice', "masked_name = '李建国'"),
  public_notice_once: again('public_notice', 'true'),
  objection_decided: row('objection', 54, "outcome = 'UPHELD'"),
  objection_decided_by_another: row(
    'objection',
    54,
    "outcome = 'UPHELD', decision = '属实', decided_by = person_id::text, decided_at = '2013-10-02'",
  ),
  objection_once: row('objection', 54, `person_id = '${rowId(114)}'`),
  objection_outcome: row('objection', 54, "outcome = 'OTHER', decision = '属实', decided_by = 'x', decided_at = '2013-10-02'"),
  objection_reason: row('objection', 54, "reason = ''"),
};

const AID: Readonly<Record<string, string>> = {
  aid_scheme_cap: change('aid_scheme', 'cap_fen = 0'),
  aid_scheme_code_known: change('aid_scheme', "code = 'OTHER'"),
  aid_scheme_days: change('aid_scheme', "valid_to = '2012-12-31'"),
  aid_scheme_in_force_once: again('aid_scheme', 'true'),
  aid_scheme_income: change('aid_scheme', 'max_per_capita_bp = 0'),
  aid_scheme_per_cycle: change('aid_scheme', 'per_cycle = 0'),
  aid_cycle_apart: row('aid_cycle', 62, "to_day = '2013-07-01'"),
  aid_cycle_days: row('aid_cycle', 62, "to_day = '2012-12-31'"),
  aid_cycle_status: row('aid_cycle', 62, "status = 'LOST'"),
  aid_application_approved: aid(66, "status = 'APPROVED'"),
  aid_application_approved_amount: aid(66, 'approved_fen = 0'),
  aid_application_budgeted: aid(66, `budget_id = '${rowId(64)}'`),
  aid_application_duties_apart: aid(67, 'approved_by = reviewed_by'),
  aid_application_loss: aid(66, 'loss_on = null'),
  aid_application_loss_kind: aid(66, "loss_kind = 'LOST'"),
  aid_application_note: aid(66, "note = ''"),
  aid_application_reason: aid(66, "reason = ''"),
  aid_application_requested: aid(66, 'requested_fen = 0'),
  aid_application_status: aid(66, "status = 'LOST'"),
  aid_application_per_cycle: aid(66, "status = 'APPROVED', approved_fen = 100"),
  paid_loss_kind: change('paid_loss', "kind = 'LOST'"),
  paid_loss_once: again('paid_loss', 'true'),
  paid_loss_one_book: again('paid_loss', 'true', `'book', 'MUTUAL_AID', 'source_id', gen_random_uuid()`),
  paid_loss_one_claim: `insert into paid_loss (id, member_id, kind, happened_on, book, source_type, source_id)
    select gen_random_uuid(), '01900000-0000-7000-8000-00000000f1fe', 'HOME_FIRE', '2013-01-01', 'MUTUAL_AID', 'MutualAidClaim', gen_random_uuid()
    from generate_series(1, 2)`,
  budget_allocation_amount: change('budget_allocation', 'amount_fen = 0'),
  budget_allocation_once: again('budget_allocation', 'true'),
  budget_allocation_purpose: change('budget_allocation', "purpose = 'OTHER'"),
  budget_allocation_year: change('budget_allocation', 'year = 1999'),
};

const PROJECTS: Readonly<Record<string, string>> = {
  service_project_awarded: project(72, 'ngo_id = null'),
  service_project_budget: project(71, 'budget_fen = 0'),
  service_project_code: project(71, "code = 'P-2'"),
  service_project_decided: project(71, "decided_by = 'x'"),
  service_project_days: project(72, "runs_to = '2012-12-31'"),
  service_project_group: project(71, "target_group = 'LOST'"),
  service_project_kind: project(71, "kind = 'LOST'"),
  service_project_returned: project(72, 'returned_fen = 1'),
  service_project_runs: project(72, 'runs_to = null'),
  service_project_status: project(72, "status = 'LOST'"),
  service_project_district_code: change('service_project_district', "district_code = '120101'"),
  project_application_once: again('project_application', `id = '${rowId(73)}'`),
  project_application_one_chosen: row('project_application', 75, "status = 'CHOSEN'"),
  project_application_proposal: row('project_application', 73, "proposal = ''"),
  project_application_requested: row('project_application', 73, 'requested_fen = 0'),
  project_application_status: row('project_application', 73, "status = 'LOST'"),
  project_application_within_call: again(
    'project_application',
    `id = '${rowId(73)}'`,
    `'ngo_id', gen_random_uuid(), 'requested_fen', 1001`,
  ),
  project_evaluation_once: row('project_evaluation', 76, `evaluator_id = '${rowId(117)}'`),
  project_evaluation_score: row('project_evaluation', 76, 'score = 101'),
  project_evaluation_score_or_conflict: row('project_evaluation', 76, "conflict = '亲属'"),
  project_agreement_days: change('project_agreement', "to_day = '2012-12-31'"),
  project_agreement_once: again('project_agreement', 'true'),
  project_agreement_total: change('project_agreement', 'total_fen = 0'),
  project_agreement_sum: again('project_agreement', 'true', `'project_id', '${rowId(71)}'`),
  project_milestone_accepted: row('project_milestone', 79, "status = 'ACCEPTED'"),
  project_milestone_seq: row('project_milestone', 79, 'seq = 2'),
  project_milestone_seq_positive: row('project_milestone', 79, 'seq = 0'),
  project_milestone_status: row('project_milestone', 79, "status = 'LOST'"),
  project_milestone_title: row('project_milestone', 79, "title = ''"),
  project_instalment_amount: row('project_instalment', 81, 'amount_fen = 0'),
  project_instalment_once: row('project_instalment', 81, `milestone_id = '${rowId(80)}'`),
  project_instalment_status: row('project_instalment', 81, "status = 'LOST'"),
  project_report_days: change('project_report', "to_day = '2012-12-31'"),
  project_report_direct: change('project_report', 'direct_cumulative = -1'),
  project_report_indirect: change('project_report', 'indirect_count = -1'),
  project_report_kind: change('project_report', "kind = 'LOST'"),
  project_report_text: change('project_report', "text = ''"),
  project_count_direct: change('project_count', 'direct_count = 0'),
  project_count_group: change('project_count', `group_name = ${long(41)}`),
  project_beneficiary_hash: change('project_beneficiary', "pseudonym_hash = 'x'"),
  project_beneficiary_quarter: change('project_beneficiary', "quarter = '2013-02-01'"),
};

export const CASE_GUARDS: Readonly<Record<string, string>> = { ...COVER, ...FILES, ...AID, ...PROJECTS };
