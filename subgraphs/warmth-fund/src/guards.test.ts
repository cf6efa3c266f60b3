import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { faultsOfBooks } from '../test/books.ts';
import { CASE_GUARDS } from '../test/caseGuards.ts';
import { buildCases } from '../test/caseRows.ts';
import { buildMoney, GUARDS } from '../test/guards.ts';
import { warmthFund } from './subgraph.ts';

/** The tables that money is kept in. */
const MONEY = [
  ...['ledger_account', 'journal_entry', 'posting', 'disbursement', 'pending_transfer', 'payout_source', 'budget'],
  ...['period_closing', 'book_transfer', 'donation', 'payment_batch', 'payment_batch_line', 'bank_statement'],
  ...['bank_statement_line', 'service_cost_application', 'service_cost_receipt'],
];

/** The tables of cover and claims, hardship files, aid, running money and projects. */
const CASES = [
  ...['mutual_aid_plan', 'mutual_aid_benefit', 'card_event', 'coverage', 'mutual_aid_claim', 'mutual_aid_claim_document'],
  ...[
    'household',
    'household_member',
    'member_identity',
    'hardship_file',
    'home_visit',
    'income_evidence',
    'public_notice',
    'objection',
  ],
  ...['aid_scheme', 'aid_cycle', 'aid_application', 'paid_loss', 'budget_allocation', 'union_standing'],
  ...['service_project', 'service_project_district', 'project_organisation', 'project_application', 'project_application_person'],
  ...['project_application_partner', 'project_evaluation', 'project_agreement', 'project_milestone', 'project_instalment'],
  ...['project_report', 'project_count', 'project_beneficiary', 'sponsorship_part'],
];

/** Tables of what every subgraph has, and two that nothing but keys guards. */
const SHARED =
  /^(audit_.*|event_.*|job.*|idempotency|rule_number.*|member_merge.*|consent_standing|data_request.*|directory_entry|known_.*|moved_union|erased_.*|snapshot.*|.*migrations.*|inbox|data_set|calendar_day|fund|receipt_counter|account_day)$/;

/** Keys that are unique by their first column already and only there for foreign keys, and one that a trigger is before. */
const NOT_TRIED = ['ledger_account_in_book', 'journal_entry_in_book', 'donation_receipt_once'];

/** The names of the guards on tables: checks, unique keys and exclusions. */
const guardsOf = async ({ sql }: TestSubgraph, tables: readonly string[]): Promise<string[]> =>
  (
    await sql<{ name: string }>(
      `select conname as name from pg_constraint where conrelid = any($1::regclass[]) and contype in ('c', 'u', 'x')
       union select indexrelid::regclass::text from pg_index where indrelid = any($1::regclass[]) and indisunique and not indisprimary
       order by name`,
      [tables],
    )
  ).map(({ name }) => name);

/** Every guard of the database on money is run against: without it a statement would be taken that nothing else refuses. */
describe('the guards of the database on money', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await buildMoney(subgraph);
  });
  afterAll(() => subgraph.stop());

  test('each is in the table', async () => {
    const tried = new Set([...Object.keys(GUARDS), ...NOT_TRIED]);
    expect((await guardsOf(subgraph, MONEY)).filter((name) => !tried.has(name))).toEqual([]);
  });

  test.each(Object.entries(GUARDS))('%s', async (constraint, statement) => {
    await expect(subgraph.sql(statement)).rejects.toMatchObject({ constraint });
  });

  test('none of it changed anything', async () => {
    expect(await faultsOfBooks(subgraph)).toEqual([]);
  });
});

/** The same for all that the fund keeps beside money. */
describe('the guards of the database on cover, files, aid and projects', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await buildCases(subgraph);
  });
  afterAll(() => subgraph.stop());

  test('each is in the table, and each table of the fund is tried', async () => {
    expect((await guardsOf(subgraph, CASES)).filter((name) => !(name in CASE_GUARDS))).toEqual([]);
    const tables = await subgraph.sql<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`,
    );
    const known = new Set([...MONEY, ...CASES]);
    expect(tables.map(({ name }) => name).filter((name) => !known.has(name) && !SHARED.test(name))).toEqual([]);
  });

  test.each(Object.entries(CASE_GUARDS))('%s', async (constraint, statement) => {
    await expect(subgraph.sql(statement)).rejects.toMatchObject({ constraint });
  });
});
