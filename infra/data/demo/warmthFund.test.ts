import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import { warmthFund } from '@union-graph/warmth-fund';
import pg from 'pg';
import { type Ask, openGraph, person } from '../city/graph.ts';
import { loadDemo } from '../index.ts';

const auditor = person('AUDITOR', '/city/');
const approver = person('FUND_APPROVER', '/city/');
const YEAR = '{ from: "2013-01-01", to: "2013-12-31" }';

// biome-ignore lint/suspicious/noExplicitAny: answers of as many shapes as there are questions
type Answer = any;

describe('what the fund’s demo rows answer, beside sums of our own (6.2)', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let graph: { ask: Ask; stop: () => Promise<void> };
  beforeAll(async () => {
    database = await createTestDatabase(warmthFund);
    await loadDemo('warmth-fund', database.migratorUrl);
    client = new pg.Client({ connectionString: database.migratorUrl });
    await client.connect();
    graph = await openGraph(warmthFund, database.appUrl);
  });
  afterAll(async () => {
    await graph.stop();
    await client.end();
    await database.drop();
  });

  const ask = (query: string, variables: object = {}, viewer = auditor): Promise<Answer> =>
    graph.ask<Answer>(query, variables, viewer);
  const one = async (sql: string, values: unknown[] = []): Promise<Answer> => (await client.query(sql, values)).rows[0];

  const sumOf = (list: readonly { amountFen: string }[]): bigint =>
    list.reduce((sum, { amountFen }) => sum + BigInt(amountFen), 0n);

  test('S-17: five books balance; balances and statements are the sums of their postings', async () => {
    const { funds } = await ask(`{ funds { id code book balanceFen } }`);
    expect(funds.map(({ code }: Answer) => code)).toEqual(['WARMTH', 'UNION_SERVICE', 'MUTUAL_AID', 'SKILLS', 'SOCIAL_PURCHASE']);
    for (const { id, book, balanceFen } of funds) {
      const { trialBalance, fundStatement } = await ask(
        `query ($id: ID!) { trialBalance(book: ${book}) { debitFen creditFen }
          fundStatement(fundId: $id, period: { from: "2013-01-01", to: "2013-10-19" }) { openingFen receivedFen paidFen closingFen } }`,
        { id },
      );
      const own = await one(
        `select coalesce(sum(p.amount_fen) filter (where p.side = 'DEBIT'), 0)::text as received,
          coalesce(sum(p.amount_fen) filter (where p.side = 'CREDIT'), 0)::text as paid
          from posting p join ledger_account a on a.id = p.account_id where a.fund_id = $1 and a.code = '1002'`,
        [id],
      );
      expect(trialBalance.debitFen).toBe(trialBalance.creditFen);
      // The foundation begins the year with what it took in in 2012; the other books begin in 2013.
      const openingFen = book === 'FOUNDATION' ? '50000000' : '0';
      const receivedFen = String(BigInt(own.received) - BigInt(openingFen));
      expect(fundStatement).toEqual({ openingFen, receivedFen, paidFen: own.paid, closingFen: balanceFen });
    }
  });

  test('S-17: the ratios of the foundation are the sums of its postings', async () => {
    const { foundationRatios: told } = await ask(
      '{ foundationRatios(year: 2013) { publicFundraising baseFen spendingFen overheadFen spendingBp requiredBp spendsEnough overheadBp } }',
    );
    const own = await one(
      `select coalesce(sum(case p.side when 'DEBIT' then p.amount_fen else -p.amount_fen end) filter (where a.code = '5101'), 0)::text as spent,
        coalesce(sum(case p.side when 'DEBIT' then p.amount_fen else -p.amount_fen end) filter (where a.code = '5201'), 0)::text as overhead
        from posting p join ledger_account a on a.id = p.account_id join journal_entry e on e.id = p.entry_id
        where a.book = 'FOUNDATION' and e.posted_on between '2013-01-01' and '2013-12-31'`,
    );
    // 70 % of last year's income, which is a placeholder, are 350,000 yuan.
    expect(told).toEqual({
      publicFundraising: true,
      baseFen: '50000000',
      spendingFen: own.spent,
      overheadFen: own.overhead,
      spendingBp: Number((BigInt(own.spent) * 10_000n) / 50_000_000n),
      requiredBp: 7_000,
      spendsEnough: true,
      overheadBp: 0,
    });
    expect(await one(`select memo from journal_entry where posted_on < '2013-01-01'`)).toEqual({
      memo: '2012年捐赠收入（占位，非真实数据）',
    });
    expect(BigInt(own.spent)).toBeGreaterThan(0n);
  });

  test('S-17: receipts are numbered without gaps, and bound money lies in an account of its own', async () => {
    const { donations } = await ask('{ donations(first: 100) { nodes { status receiptNo amountFen restrictedTo { code } } } }');
    const numbers = donations.nodes.flatMap(({ receiptNo }: Answer) =>
      receiptNo ? [Number(/(\d+)\D*$/.exec(receiptNo)?.[1])] : [],
    );
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers.toSorted((a: number, b: number) => a - b)).toEqual(numbers.map((_: number, at: number) => at + 1));
  });

  test('S-22 to S-24: nine incubated projects, five of them named, and two purchased ones, of which one ended early', async () => {
    const { incubated, purchased } = await ask(
      `{ incubated: serviceProjects(kind: INCUBATED, first: 100) { nodes { nameZh } } purchased: serviceProjects(kind: PURCHASED, first: 100) { nodes { status budgetFen } } }`,
    );
    const names: string[] = incubated.nodes.map(({ nameZh }: Answer) => nameZh);
    expect([names.length, names.filter((name) => !/^项目[六七八九]$/.test(name)).length]).toEqual([9, 5]);
    for (const { budgetFen } of purchased.nodes) expect(BigInt(budgetFen)).toBeGreaterThan(0n);
    const ended = purchased.nodes.filter(({ status }: Answer) => status === 'TERMINATED');
    expect([purchased.nodes.length, ended.length]).toEqual([2, 1]);
  });

  test('S-23: instalments make each agreement’s total, within the project’s budget, and what was paid is accepted and settled', async () => {
    const { serviceProjects } = await ask(
      `{ serviceProjects(first: 100) { nodes { budgetFen agreement { totalFen instalments { amountFen status milestone { status } disbursement { status amountFen } } } } } }`,
    );
    const agreements = serviceProjects.nodes.filter(({ agreement }: Answer) => agreement);
    expect(agreements).toHaveLength(11);
    for (const { budgetFen, agreement } of agreements) {
      const { totalFen, instalments } = agreement;
      expect(sumOf(instalments)).toBe(BigInt(totalFen));
      expect(BigInt(totalFen)).toBeLessThanOrEqual(BigInt(budgetFen));
      for (const { amountFen, milestone, disbursement } of instalments.filter(({ status }: Answer) => status === 'PAID'))
        expect([milestone.status, disbursement]).toEqual(['ACCEPTED', { status: 'SETTLED', amountFen }]);
    }
  });

  test('S-32: of five joint unions one has a fen less than 3,000 yuan of running money', async () => {
    const { rows } = await client.query('select distinct union_id as id from budget_allocation order by id');
    const of = rows.map(({ id }) => ({ __typename: 'Union', id }));
    const { _entities } = await ask(
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Union { budgetAllocations(year: 2013) { amountFen purpose } } } }',
      { of },
    );
    const amounts = _entities.flatMap(({ budgetAllocations }: Answer) =>
      budgetAllocations.map(({ amountFen }: Answer) => Number(amountFen)),
    );
    expect(amounts).toHaveLength(5);
    expect(amounts.filter((amount: number) => amount < 300_000)).toEqual([299_999]);
  });

  test('S-33: service costs in each state, and what was granted is proven by receipts or came back', async () => {
    const { serviceCostApplications } = await ask(
      '{ serviceCostApplications { nodes { status requestedFen grantedFen receipts { amountFen } disbursement { status amountFen } } } }',
    );
    const { nodes } = serviceCostApplications;
    expect(nodes.map(({ status }: Answer) => status).toSorted()).toEqual([
      'COORDINATED',
      'REJECTED',
      'SETTLED',
      'SPENT',
      'SUBMITTED',
    ]);
    const granted = nodes.filter(({ grantedFen }: Answer) => grantedFen !== null);
    for (const { grantedFen, disbursement } of granted)
      expect(disbursement).toEqual({ status: 'SETTLED', amountFen: grantedFen });
    const proven = granted
      .flatMap(({ receipts }: Answer) => receipts)
      .reduce((sum: bigint, { amountFen }: Answer) => sum + BigInt(amountFen), 0n);
    const { spent, cost } = await one(
      `select (select spent_fen from budget where category = 'SERVICE_COSTS')::text as spent,
        sum(case p.side when 'DEBIT' then p.amount_fen else -p.amount_fen end)::text as cost from posting p
        join ledger_account a on a.id = p.account_id and a.code = '5101' join fund f on f.id = a.fund_id and f.code = 'UNION_SERVICE'`,
    );
    expect([spent, cost]).toEqual([String(proven), String(proven)]);
  });

  test('S-34 to S-36: files of three categories and one that ended; a plan a year; six schemes, one open cycle', async () => {
    const { hardshipFiles, mutualAidPlans, aidSchemes, aidCycles } = await ask(
      `{ hardshipFiles(first: 100) { nodes { status category } } mutualAidPlans { code } aidSchemes { code } aidCycles(first: 100) { nodes { status paidFen } } }`,
    );
    const categories = new Set(hardshipFiles.nodes.flatMap(({ category }: Answer) => category ?? []));
    expect(categories).toEqual(new Set(['SUBSISTENCE', 'NEAR_SUBSISTENCE', 'ACCIDENT']));
    expect(hardshipFiles.nodes.filter(({ status }: Answer) => status === 'EXITED')).toHaveLength(1);
    expect(mutualAidPlans.map(({ code }: Answer) => code)).toEqual(['MA-2014', 'MA-2013']);
    expect(aidSchemes).toHaveLength(6);
    expect(aidCycles.nodes.filter(({ status }: Answer) => status === 'OPEN')).toHaveLength(1);
    const paid = aidCycles.nodes.reduce((sum: bigint, { paidFen }: Answer) => sum + BigInt(paidFen), 0n);
    const own = await one(
      `select sum(amount_fen)::text as fen from disbursement where source_type = 'AidApplication' and status = 'SETTLED'`,
    );
    expect(String(paid)).toBe(own.fen);
  });

  test('S-34: the line of 2013, and each open file below it, near it, or with a proven loss', async () => {
    const { subsistenceLine, hardshipFiles } = await ask(
      `{ subsistenceLine(on: "2013-10-19") { monthlyFen lowIncomeMonthlyFen }
        hardshipFiles(first: 100) { nodes { status category perCapitaMonthlyFen lineFen causes household { members { monthlyIncomeFen } } visits { visitors { id } } } } }`,
      {},
      approver,
    );
    expect(subsistenceLine).toEqual({ monthlyFen: '58000', lowIncomeMonthlyFen: '74000' });
    const active = hardshipFiles.nodes.filter(({ status }: Answer) => status === 'ACTIVE');
    expect(active).toHaveLength(3);
    for (const { category, perCapitaMonthlyFen, lineFen, household, visits } of active) {
      const incomes = household.members.map(({ monthlyIncomeFen }: Answer) => ({ amountFen: monthlyIncomeFen }));
      expect(perCapitaMonthlyFen).toBe(String(sumOf(incomes) / BigInt(incomes.length)));
      const share = (Number(perCapitaMonthlyFen) * 10_000) / Number(lineFen);
      const fits = {
        SUBSISTENCE: share <= 10_000,
        NEAR_SUBSISTENCE: share > 10_000 && share <= 15_000,
        ACCIDENT: share > 15_000,
      };
      expect([category, fits[category as keyof typeof fits]]).toEqual([category, true]);
      for (const { visitors } of visits) expect(visitors.length).toBeGreaterThanOrEqual(2);
    }
  });

  test('S-35: a card that is active is covered today; a fire pays a tenth up to 3,000 yuan, what is paid is settled', async () => {
    const { mutualAidClaims } = await ask(
      '{ mutualAidClaims(first: 100) { nodes { event eventAt lossFen payableFen status coverage { from to } disbursement { status amountFen } } } }',
    );
    expect(mutualAidClaims.nodes.map(({ status }: Answer) => status).toSorted()).toEqual([
      'ASSESSED',
      'PAID',
      'REJECTED',
      'SUBMITTED',
    ]);
    for (const { event, eventAt, lossFen, payableFen, status, coverage, disbursement } of mutualAidClaims.nodes) {
      if (event === 'HOME_FIRE') expect(Number(payableFen)).toBe(Math.min(300_000, Math.floor(Number(lossFen) / 10)));
      expect([coverage.from <= eventAt, eventAt <= coverage.to]).toEqual([true, true]);
      expect(disbursement).toEqual(status === 'PAID' ? { status: 'SETTLED', amountFen: payableFen } : null);
    }
    const { rows } = await client.query(
      `select e.card_id from (select distinct on (card_id) card_id, kind, valid_to from card_event order by card_id, version desc) e
       where (e.kind = 'activated' and e.valid_to >= '2013-10-19') <> exists (select from coverage c where c.card_id = e.card_id and c.status = 'ACTIVE'
         and '2013-10-19' between c.from_day and c.to_day)`,
    );
    expect(rows).toEqual([]);
  });

  test('a district’s figures are its payouts of aid, files and projects', async () => {
    const { _entities } = await ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on District { fundStats(period: ${YEAR}) { activeFiles aidPaidFen projects } } } }`,
      { of: [{ __typename: 'District', code: '110105' }] },
    );
    const own = await one(
      `select (select count(*)::int from hardship_file where scope_path ^@ '/city/110105/' and status in ('ACTIVE', 'REVIEW_DUE')) as files,
        (select coalesce(sum(amount_fen), 0)::text from disbursement where scope_path ^@ '/city/110105/' and source_type = 'AidApplication'
          and status = 'SETTLED' and paid_at >= '2013-01-01 00:00+08') as fen,
        (select count(*)::int from service_project_district where district_code = '110105') as projects`,
    );
    expect(_entities[0].fundStats).toEqual({ activeFiles: own.files, aidPaidFen: own.fen, projects: own.projects });
  });

  test('the bank: two files of payouts, and two of the bank, of which one has a line of another amount and one of another payer', async () => {
    const { paymentBatches, bankStatements } = await ask(
      `{ paymentBatches { nodes { payoutCount sumFen disbursements { id amountFen status } } }
        bankStatements { nodes { lineCount processedCount mismatchCount sumFen lines { nodes { outcome reference } } unanswered { id } } } }`,
    );
    expect(paymentBatches.nodes.map(({ payoutCount, sumFen }: Answer) => [payoutCount, sumFen])).toEqual([
      [3, '400000'],
      [2, '160000'],
    ]);
    for (const { sumFen, disbursements } of paymentBatches.nodes)
      expect(sumFen).toBe(String(disbursements.reduce((sum: bigint, { amountFen }: Answer) => sum + BigInt(amountFen), 0n)));
    const [paid, mixed] = bankStatements.nodes;
    expect([paid.lineCount, paid.processedCount, paid.mismatchCount, paid.sumFen]).toEqual([3, 3, 0, '400000']);
    expect(mixed.lines.nodes.map(({ outcome }: Answer) => outcome)).toEqual(['FAILED', 'AMOUNT_DIFFERS', 'UNKNOWN']);
    expect(mixed.mismatchCount).toBe(2);
    // What the bank told is what became of the payouts.
    const { rows } = await client.query(
      `select l.outcome, d.status from bank_statement_line l join disbursement d on d.id = l.disbursement_id where l.outcome = l.result and d.status <> l.outcome`,
    );
    expect(rows).toEqual([]);
  });
});
