import { key, type TestSubgraph } from '@union-graph/testing';
import fc from 'fast-check';
import { accountant, accountId, BOOKS, bank, deposit, faultsOfBooks, fundId, REVERSE } from './books.ts';
import { available, type Fund, type Model, type ModelPayout, type ModelStep, mayStep, takeStep } from './ledgerModel.ts';
import { request, take } from './payouts.ts';
import { approveSide, requested } from './transfers.ts';

// The moves of a history of the ledger: each is made on the service and on the model, and the two must agree.

const NOW_MONTH = 10;

export type Answer = Awaited<ReturnType<TestSubgraph['ask']>>;
export type Move = (subgraph: TestSubgraph, model: Model) => Promise<void>;

export const codeOf = ({ errors }: Answer): string | null => errors?.[0]?.extensions.code ?? null;
export const pick = <Item>(items: readonly Item[], at: number): Item | undefined => items[at % Math.max(1, items.length)];

const bringIn =
  (fund: Fund, amountFen: number): Move =>
  async (subgraph, model) => {
    const id = await deposit(subgraph, fund, amountFen);
    model.posted[fund] += BigInt(amountFen);
    model.entries.push({ id, fund, amountFen: BigInt(amountFen), reversed: false });
  };

const reserve =
  (fund: Fund, amountFen: number): Move =>
  async (subgraph, model) => {
    const answer = await request(subgraph, { fundId: fundId(fund), amountFen: String(amountFen) });
    const fits = available(model, fund) >= BigInt(amountFen);
    expect(codeOf(answer)).toBe(fits ? null : 'INSUFFICIENT_FUNDS');
    if (!fits) return;
    const { id, version } = answer.data.requestDisbursement.disbursement;
    model.pending[fund] += BigInt(amountFen);
    model.payouts.push({ id, fund, amountFen: BigInt(amountFen), status: 'RESERVED', version });
  };

const step =
  (which: number, what: ModelStep): Move =>
  async (subgraph, model) => {
    const payout = pick(model.payouts, which);
    if (!payout) return;
    const idempotencyKey = key();
    const before = { ...payout };
    const answer = await take(subgraph, what, before, { idempotencyKey });
    // Settling a settled payout is no refusal, and changes nothing (FND-INV-3).
    const noChange = what === 'settle' && payout.status === 'SETTLED';
    expect(codeOf(answer)).toBe(mayStep(payout, what) || noChange ? null : 'INVALID_TRANSITION');
    if (mayStep(payout, what)) takeStep(model, payout, what);
    if (!answer.errors) expect(await take(subgraph, what, before, { idempotencyKey })).toEqual(answer);
  };

/** Several steps of one payout at the same moment, each on a connection of its own: one of those that are allowed is taken, or none. */
const race =
  (which: number, steps: readonly ModelStep[]): Move =>
  async (subgraph, model) => {
    const payout = pick(model.payouts, which);
    if (!payout) return;
    const answers = await Promise.all(steps.map((what) => take(subgraph, what, { ...payout })));
    const changed = steps.filter((_, at) => changesIt(answers[at] as Answer, payout));
    const allowed = steps.filter((what) => mayStep(payout, what));
    expect(changed).toHaveLength(allowed.length > 0 ? 1 : 0);
    for (const what of changed) {
      expect(allowed).toContain(what);
      takeStep(model, payout, what);
    }
  };

const changesIt = ({ data, errors }: Answer, { version }: ModelPayout): boolean =>
  !errors &&
  Object.values(data as Record<string, { disbursement: { version: number } }>).some(
    ({ disbursement }) => disbursement.version > version,
  );

const reserveAtOnce =
  (fund: Fund, amountFen: number): Move =>
  async (subgraph, model) => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => request(subgraph, { fundId: fundId(fund), amountFen: String(amountFen) })),
    );
    const fit = Number(available(model, fund) / BigInt(amountFen));
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(Math.min(6, fit));
    for (const { data, errors } of answers) {
      if (errors) continue;
      const { id, version } = data.requestDisbursement.disbursement;
      model.pending[fund] += BigInt(amountFen);
      model.payouts.push({ id, fund, amountFen: BigInt(amountFen), status: 'RESERVED', version });
    }
  };

const reverse =
  (which: number): Move =>
  async (subgraph, model) => {
    const entry = pick(model.entries, which);
    if (!entry) return;
    const input = () => ({ idempotencyKey: key(), entryId: entry.id, memo: '更正' });
    const codes = (await Promise.all([0, 1, 2].map(() => subgraph.ask(accountant, REVERSE, { input: input() })))).map(codeOf);
    const fits = available(model, entry.fund) >= entry.amountFen;
    const isDone = !entry.reversed && fits;
    expect(codes.filter((code) => code === null)).toHaveLength(isDone ? 1 : 0);
    if (!isDone) return;
    model.posted[entry.fund] -= entry.amountFen;
    entry.reversed = true;
  };

const transfer =
  (from: Fund, amountFen: number): Move =>
  async (subgraph, model) => {
    const to: Fund = from === 1 ? 2 : 1;
    const asked = await requested(subgraph, { fromFundId: fundId(from), toFundId: fundId(to), amountFen: String(amountFen) });
    const half = (await approveSide(subgraph, asked, 'GIVING')).data.approveBookTransfer.transfer;
    const codes = (await Promise.all([0, 1, 2].map(() => approveSide(subgraph, half, 'RECEIVING')))).map(codeOf);
    const fits = available(model, from) >= BigInt(amountFen);
    expect(codes.filter((code) => code === null)).toHaveLength(fits ? 1 : 0);
    if (!fits) return;
    model.posted[from] -= BigInt(amountFen);
    model.posted[to] += BigInt(amountFen);
  };

const closeMonth =
  (fund: Fund): Move =>
  async (subgraph, model) => {
    const month = model.closed[fund] + 1;
    const close = () =>
      subgraph.ask(accountant, 'mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) { closing { month } } }', {
        input: { idempotencyKey: key(), book: BOOKS[fund - 1], year: 2013, month },
      });
    const codes = (await Promise.all([close(), close(), close()])).map(codeOf);
    const isOver = month < NOW_MONTH;
    expect(codes.filter((code) => code === null)).toHaveLength(isOver ? 1 : 0);
    if (isOver) model.closed[fund] = month;
  };

const postBack =
  (fund: Fund, month: number): Move =>
  async (subgraph, model) => {
    const line = (code: string, side: string) => ({ accountId: accountId(fund, code), side, amountFen: '5' });
    const answer = await subgraph.ask(
      accountant,
      'mutation ($input: PostEntryInput!) { postEntry(input: $input) { entry { id } } }',
      {
        input: {
          idempotencyKey: key(),
          book: BOOKS[fund - 1],
          memo: '补记',
          postedOn: `2013-${String(month).padStart(2, '0')}-15`,
          postings: [line('1002', 'DEBIT'), line('4101', 'CREDIT')],
        },
      },
    );
    expect(codeOf(answer)).toBe(month <= model.closed[fund] ? 'VALIDATION_FAILED' : null);
    if (!answer.errors) model.posted[fund] += 5n;
  };

const fund = fc.constantFrom<Fund>(1, 2);
const amount = fc.integer({ min: 1, max: 400 });
export const stepName = fc.constantFrom<ModelStep>('approve', 'send', 'settle', 'fail', 'void', 'return');

/** One move, by its name in the report of a failure. */
export const move = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.tuple(fund, amount).map(([one, fen]) => ({ name: `bring ${fen} into ${one}`, play: bringIn(one, fen) })),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fund, amount).map(([one, fen]) => ({ name: `reserve ${fen} in ${one}`, play: reserve(one, fen) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fund, amount)
      .map(([one, fen]) => ({ name: `reserve 6 × ${fen} in ${one}`, play: reserveAtOnce(one, fen) })),
  },
  { weight: 8, arbitrary: fc.tuple(fc.nat(9), stepName).map(([at, what]) => ({ name: `${what} ${at}`, play: step(at, what) })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.nat(9), fc.array(stepName, { minLength: 2, maxLength: 5 }))
      .map(([at, steps]) => ({ name: `race ${at}: ${steps}`, play: race(at, steps) })),
  },
  { weight: 1, arbitrary: fc.nat(9).map((at) => ({ name: `reverse ${at}`, play: reverse(at) })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fund, amount).map(([one, fen]) => ({ name: `transfer ${fen} from ${one}`, play: transfer(one, fen) })),
  },
  { weight: 1, arbitrary: fund.map((one) => ({ name: `close a month of ${one}`, play: closeMonth(one) })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fund, fc.integer({ min: 1, max: 9 }))
      .map(([one, month]) => ({ name: `post into month ${month} of ${one}`, play: postBack(one, month) })),
  },
);

/** After any move: the balances are the model's, and the books have no fault. */
export async function expectModel(subgraph: TestSubgraph, { posted, pending }: Model): Promise<void> {
  for (const one of [1, 2] as const) expect(await bank(subgraph, one)).toEqual({ posted: posted[one], pending: pending[one] });
  expect(await faultsOfBooks(subgraph)).toEqual([]);
}
