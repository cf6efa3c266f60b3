import { newId } from '@union-graph/subgraph';
import { staff, testConformance } from '@union-graph/testing';
import { warmthFund } from './subgraph.ts';

const FUND = '01900000-0000-7000-8000-000000000001';
const BANK = '01900000-0000-7000-8000-000000011002';
const INCOME = '01900000-0000-7000-8000-000000014101';

testConformance(warmthFund, {
  seed: async ({ sql }) => {
    await sql(`
      with entry as (
        insert into journal_entry (id, book, posted_at, memo, posted_by)
        select gen_random_uuid(), 'FOUNDATION', '2013-10-19T02:00:00Z', '捐赠 ' || n, 'test'
          from generate_series(1, 60) n returning id, book
      )
      insert into posting (entry_id, account_id, book, side, amount_fen)
      select entry.id, line.account::uuid, entry.book, line.side, 100
      from entry cross join (values ('${BANK}', 'DEBIT'), ('${INCOME}', 'CREDIT')) as line (account, side)`);
    await sql(`
      insert into payout_source (subgraph, type, id, fund_id, member_id, amount_fen, state, scope_path, approved_at, revision)
        select 'training', 'SubsidyApplication', n::text, '${FUND}', gen_random_uuid(), 100, 'APPROVED', '/city/110105/', now(), 1
          from generate_series(1, 60) n;
      insert into disbursement (id, fund_id, source_subgraph, source_type, source_id, source_revision, payee_kind,
          member_id, account_masked, amount_fen, status, created_by, created_at, scope_path, version)
        select gen_random_uuid(), fund_id, subgraph, type, id, 1, 'MEMBER', member_id, '京卡', 100, 'REQUESTED',
          'service:warmth-fund', '2013-10-19T02:00:00Z', scope_path, 1 from payout_source`);
    await sql(`
      with money as (
        insert into budget values (gen_random_uuid(), '${FUND}', 2013, 'PROJECTS', 100000, 0, 0, 1) returning id
      ), project as (
        insert into service_project (id, code, name_zh, kind, target_group, fund_id, budget_fen, status, runs_from, runs_to, version,
            ngo_id, budget_id)
          select gen_random_uuid(), 'P-' || n, '项目', 'INCUBATED', 'OTHER', '${FUND}', 100, 'IN_PROGRESS', '2013-01-01', '2014-01-01', 1,
            gen_random_uuid(), money.id from money, generate_series(1, 60) n returning id, ngo_id
      ), district as (
        insert into service_project_district select id, '110105' from project
      ), organisation as (
        insert into project_organisation select id, ngo_id from project
      ), application as (
        insert into project_application select gen_random_uuid(), id, ngo_id, '方案', 100, 'CHOSEN', 'x', '2013-01-01', 1 from project
          returning id
      ), evaluation as (
        insert into project_evaluation select gen_random_uuid(), id, gen_random_uuid(), 80, null, '可行', '2013-01-02' from application
      ), agreement as (
        insert into project_agreement select gen_random_uuid(), id, '2013-01-01', '2013-01-01', '2014-01-01', 100 from project
          returning id, project_id
      ), milestone as (
        insert into project_milestone select gen_random_uuid(), id, 1, '启动', '2013-02-01', 'PENDING', null, null, null, 1 from project
          returning id, project_id
      ), instalment as (
        insert into project_instalment select gen_random_uuid(), a.id, a.project_id, m.id, 100, 'PLANNED', 1
          from agreement a join milestone m using (project_id)
      )
      insert into project_report select gen_random_uuid(), id, 'PROGRESS', '2013-01-01', '2013-03-31', 0, null, '报告', '2013-04-01', 'x'
        from project`);
    await sql(
      `insert into project_count select project_id, '2013-01-01', district_code, '社区', 20 from service_project_district`,
    );
  },
  // Whose covers are, the events of their cards say; proofs and visits are of a household, whose head follows.
  stays: [
    'mutual_aid_claim_document',
    'public_notice',
    'known_member',
    'member_identity',
    'project_application_person',
    'coverage',
    'card_event',
    'income_evidence',
    'home_visit',
  ],
  viewer: staff(newId(), 'AUDITOR'),
  list: `query ($first: Int!) {
    journal(book: FOUNDATION, first: $first) {
      totalCount
      nodes { memo reverses { id } postings { side amountFen account { code availableFen fund { nameZh balanceFen } } } }
    }
    disbursements(first: $first) {
      nodes {
        status
        payee { member { coverage { status plan { code } } aidApplications(first: 2) { nodes { status } } } }
        fund { balanceFen }
      }
    }
    serviceProjects(first: $first) {
      nodes {
        status
        budgetFen
        ngo { receivedFen projects { code } }
        districts { code }
        agreement { totalFen instalments { status milestone { title status } disbursement { status } } }
        milestones { title }
        reports { text }
        beneficiaries(period: { from: "2013-01-01", to: "2013-12-31" }) { direct byDistrict { count } byGroup { count } }
        applications { ngo { id } evaluations { score } }
      }
    }
  }`,
  count: ({ journal, disbursements, serviceProjects }) =>
    Math.min(journal.nodes.length, disbursements.nodes.length, serviceProjects.nodes.length),
});
