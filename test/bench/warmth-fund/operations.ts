import type { Operation, Round } from '../measureOperations.ts';
import type { Bench } from '../openBench.ts';
import { auditor } from './people.ts';

const BOOK = 'FOUNDATION';
const DISTRICT = '110105';
const PAGE = 20;
const PERIOD = { from: '2013-01-01', to: '2013-10-19' };
const ENTRY = 'e.id, e.book, e.posted_at, e.memo, e.reverses_id, e.source_subgraph, e.source_type, e.source_id';

interface Place {
  /** The graph's cursor. */
  readonly cursor: string;
  /** The order of the same row, by hand. */
  readonly row: readonly [postedAt: string, id: string];
}

/** A filter of the journal: as an argument of the graph, and as a condition by hand on the parameters behind the book. */
interface Filter {
  readonly argument: string;
  readonly where: string;
  readonly values: readonly unknown[];
}
const ALL: Filter = { argument: '', where: 'true', values: [] };

/** A page of the journal with the lines of its entries. */
function journalPage(after: Place | null, { argument, where, values }: Filter = ALL): Round {
  const given = [BOOK, ...values, ...(after?.row ?? [])];
  const behind = after ? `and (e.posted_at, e.id) < ($${given.length - 1}::timestamptz, $${given.length}::uuid)` : '';
  const page = `select ${ENTRY} from journal_entry e where e.book = $1 and ${where} ${behind}
    order by e.posted_at desc, e.id desc limit ${PAGE + 1}`;
  const lines = `select p.entry_id, p.side, p.amount_fen, a.code from (${page}) as e join posting p on p.entry_id = e.id
    join ledger_account a on a.id = p.account_id`;
  const query = `query ($after: String) { journal(book: ${BOOK}, first: ${PAGE}, after: $after${argument}) {
    nodes { id postedAt memo sourceRef { typeName id } postings { side amountFen account { code } } } pageInfo { hasNextPage endCursor } } }`;
  return {
    question: { viewer: auditor, query, variables: { after: after?.cursor ?? null } },
    bare: [page, lines].map((text) => ({ text, values: given })),
  };
}

/** The place before page 1,000, reached by the graph's own pages of a hundred; null on a set whose journal ends before it. */
async function beforePage1000({ ask, bare }: Bench): Promise<Place | null> {
  const behind = 999 * PAGE;
  const { rows } = await bare.query<{ at: string; id: string }>(
    `select e.posted_at::text as at, e.id from journal_entry e where e.book = $1 order by e.posted_at desc, e.id desc offset $2 limit 1`,
    [BOOK, behind - 1],
  );
  if (!rows[0]) return null;
  let cursor: string | null = null;
  for (let seen = 0; seen < behind; seen += 100) {
    const first = Math.min(100, behind - seen);
    const answer: { journal: { pageInfo: { endCursor: string } } } = await ask({
      viewer: auditor,
      query: `query ($after: String) { journal(book: ${BOOK}, first: ${first}, after: $after) { pageInfo { endCursor } } }`,
      variables: { after: cursor },
    });
    cursor = answer.journal.pageInfo.endCursor;
  }
  if (!cursor) throw new Error('The graph ended the journal before its page 1,000.');
  return { cursor, row: [rows[0].at, rows[0].id] };
}

const TRIAL_BALANCE = `select a.id, a.code, a.name_zh, coalesce(d.fen, 0) as fen from ledger_account a
  left join (select account_id, sum(debit_fen - credit_fen) as fen from account_day where day <= $2 group by account_id) d on d.account_id = a.id
  where a.book = $1 order by a.fund_id, a.code`;

const trialBalance = (asOf: string): Operation => ({
  name: `trialBalance of ${BOOK} at the end of ${asOf}`,
  bounded: true,
  rounds: [
    {
      question: {
        viewer: auditor,
        query: `{ trialBalance(book: ${BOOK}, asOf: "${asOf}") { debitFen creditFen rows { debitFen creditFen account { code nameZh } } } }`,
      },
      bare: [{ text: TRIAL_BALANCE, values: [BOOK, asOf] }],
    },
  ],
});

const FUND_STATS = `select
  (select count(*) from hardship_file f where f.district_code = $1 and f.status in ('ACTIVE', 'REVIEW_DUE', 'EXITED') and f.active_from <= $3
    and (f.active_to is null or f.active_to > $3)) as files,
  (select sum(d.amount_fen) from disbursement d where d.district_code = $1 and d.paid_on between $2 and $3 and d.status = 'SETTLED'
    and d.source_type = 'AidApplication') as fen,
  (select count(*) from service_project_district w join service_project p on p.id = w.project_id where w.district_code = $1
    and p.runs_from <= $3 and p.runs_to >= $2) as projects`;

const fundStats: Operation = {
  name: 'fundStats of a district',
  bounded: true,
  rounds: [
    {
      question: {
        viewer: auditor,
        query: `query ($of: [_Any!]!, $period: PeriodInput!) { _entities(representations: $of) {
          ... on District { fundStats(period: $period) { activeFiles aidPaidFen projects } } } }`,
        variables: { of: [{ __typename: 'District', code: DISTRICT }], period: PERIOD },
      },
      bare: [{ text: FUND_STATS, values: [DISTRICT, PERIOD.from, PERIOD.to] }],
    },
  ],
};

/** What a cashier, an accountant and an auditor ask of the books, with rows of the set to ask for. */
export async function operationsOn(bench: Bench): Promise<Operation[]> {
  const far = await beforePage1000(bench);
  const { rows } = await bench.bare.query<{ source_id: string; rare: string; bank: string }>(
    `select (select source_id from journal_entry where source_type = 'Disbursement' and book = $1 order by id limit 1) as source_id,
      (select id from ledger_account where book = $1 and code = '3101') as rare, (select id from ledger_account where book = $1 and code = '1002') as bank`,
    [BOOK],
  );
  const { source_id, rare, bank } = rows[0] as { source_id: string; rare: string; bank: string };
  const onAccount = (id: string): Filter => ({
    argument: `, accountId: "${id}"`,
    where: 'exists (select from posting p where p.entry_id = e.id and p.account_id = $2)',
    values: [id],
  });
  const days: Filter = {
    argument: ', period: { from: "2013-02-06", to: "2013-02-06" }',
    where: `e.posted_at >= $2 and e.posted_at < $3`,
    values: ['2013-02-06T00:00:00+08:00', '2013-02-07T00:00:00+08:00'],
  };
  const source: Filter = {
    argument: `, source: { subgraph: "warmth-fund", typeName: "Disbursement", id: "${source_id}" }`,
    where: `(e.source_subgraph, e.source_type, e.source_id) = ('warmth-fund', 'Disbursement', $2)`,
    values: [source_id],
  };
  const page = (name: string, round: Round): Operation => ({ name, bounded: true, group: 'journal', rounds: [round] });
  return [
    trialBalance('2013-10-19'),
    trialBalance('2013-06-30'),
    fundStats,
    page('journal, page 1', journalPage(null)),
    ...(far ? [page('journal, page 1,000', journalPage(far))] : []),
    page('journal of a day', journalPage(null, days)),
    page('journal of the bank account', journalPage(null, onAccount(bank))),
    page('journal of an account with one entry', journalPage(null, onAccount(rare))),
    page('journal of one payout', journalPage(null, source)),
  ];
}
