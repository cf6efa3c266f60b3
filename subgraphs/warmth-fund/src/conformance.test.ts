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
    await sql(`insert into disbursement (id, fund_id, source_subgraph, source_type, source_id, payee_kind,
        member_id, account_masked, amount_fen, status, created_by, created_at, scope_path, version)
      select gen_random_uuid(), '${FUND}', 'training', 'SubsidyApplication', n::text, 'MEMBER', gen_random_uuid(), '京卡', 100, 'REQUESTED',
        'service:warmth-fund', '2013-10-19T02:00:00Z', '/city/110105/', 1 from generate_series(1, 60) n`);
  },
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
  }`,
  count: ({ journal, disbursements }) => Math.min(journal.nodes.length, disbursements.nodes.length),
});
