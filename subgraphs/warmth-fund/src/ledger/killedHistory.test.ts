import { key, type ServiceProcess } from '@union-graph/testing';
import fc from 'fast-check';
import { fundId } from '../../test/books.ts';
import { killable } from '../../test/killable.ts';
import { available, emptyModel, type Model, type ModelStep, mayStep, takeStep } from '../../test/ledgerModel.ts';
import { type Answer, codeOf, expectModel, move, stepName } from '../../test/ledgerMoves.ts';
import { approve, ask, requestInput, take } from '../../test/payouts.ts';

// @slow

/** Histories with kills: more by LEDGER_KILLED, always the same by LEDGER_SEED. */
const HISTORIES = Number(process.env.LEDGER_KILLED ?? 1);
const SEED = process.env.LEDGER_SEED === undefined ? {} : { seed: Number(process.env.LEDGER_SEED) };
const KILLS = 3;
const MOST_ANSWERS = 4;

interface Kill {
  /** After how many answers the process is killed. */
  readonly answers: number;
  /** What is done to the first payouts meanwhile, each by a step of its own, and what more is set aside. */
  readonly steps: readonly ModelStep[];
  readonly amounts: readonly number[];
}

type Call = () => Promise<Answer>;

/** Sends all at once and kills the process on the way; then sends each again under its key. What was answered before is answered alike. */
async function killAmong(service: ServiceProcess, calls: readonly Call[], answers: number): Promise<Answer[]> {
  let heard = 0;
  const hear = (answer: Answer): Answer => {
    heard += 1;
    if (heard === answers) service.kill();
    return answer;
  };
  if (answers === 0) setTimeout(() => service.kill(), 15);
  const first = await Promise.all(calls.map((call) => call().then(hear, () => null)));
  await service.restart();
  const again: Answer[] = [];
  for (const call of calls) again.push(await call());
  for (const [at, answer] of first.entries()) if (answer && !answer.errors) expect(again[at]).toEqual(answer);
  return again;
}

/** Steps of several payouts, each under a key of its own, with a kill among them: each is taken once, or refused as the model refuses it. */
async function killedSteps(service: ServiceProcess, model: Model, { answers, steps }: Kill): Promise<void> {
  const { subgraph } = service;
  const payouts = model.payouts.slice(-steps.length);
  const before = payouts.map((payout) => ({ ...payout }));
  const keys = payouts.map(() => key());
  const calls = before.map(
    (payout, at): Call =>
      () =>
        take(subgraph, steps[at] as ModelStep, payout, { idempotencyKey: keys[at] as string }),
  );
  const told = await killAmong(service, calls, answers);
  for (const [at, payout] of payouts.entries()) {
    const step = steps[at] as ModelStep;
    const noChange = step === 'settle' && payout.status === 'SETTLED';
    expect(codeOf(told[at] as Answer)).toBe(mayStep(payout, step) || noChange ? null : 'INVALID_TRANSITION');
    if (mayStep(payout, step)) takeStep(model, payout, step);
  }
}

/** Payouts that are asked for with a kill among them: what was answered is there, and what is there fits into the fund. */
async function killedReservations(service: ServiceProcess, model: Model, { answers, amounts }: Kill): Promise<void> {
  const { subgraph } = service;
  const inputs = amounts.map((fen) => requestInput({ fundId: fundId(1), amountFen: String(fen) }));
  for (const input of inputs) await approve(subgraph, input);
  const told = await killAmong(
    service,
    inputs.map(
      (input): Call =>
        () =>
          ask(subgraph, input),
    ),
    answers,
  );
  for (const [at, { data, errors }] of told.entries()) {
    const amountFen = BigInt(amounts[at] as number);
    if (errors) {
      expect(codeOf(told[at] as Answer)).toBe('INSUFFICIENT_FUNDS');
      continue;
    }
    expect(available(model, 1)).toBeGreaterThanOrEqual(amountFen);
    const { id, version } = data.requestDisbursement.disbursement;
    model.pending[1] += amountFen;
    model.payouts.push({ id, fund: 1, amountFen, status: 'RESERVED', version });
  }
}

const kill: fc.Arbitrary<Kill> = fc.record({
  answers: fc.nat(MOST_ANSWERS - 1),
  steps: fc.array(stepName, { minLength: MOST_ANSWERS, maxLength: 8 }),
  amounts: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: MOST_ANSWERS, maxLength: 8 }),
});
const part = fc.tuple(fc.array(move, { minLength: 5, maxLength: 10 }), kill);

describe('FND-INV-1, 2, 3, 7: a history of the ledger is the model’s, also when the process is killed in it', () => {
  test(`${HISTORIES} histories with ${KILLS} parts, each with two kills`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: KILLS, maxLength: KILLS }), async (parts) => {
        const service = await killable();
        try {
          await service.start();
          const model = emptyModel();
          for (const [moves, told] of parts) {
            for (const { play } of moves) await play(service.subgraph, model);
            await killedReservations(service, model, told);
            await expectModel(service.subgraph, model);
            await killedSteps(service, model, told);
            await expectModel(service.subgraph, model);
          }
        } finally {
          await service.stop();
        }
      }),
      { numRuns: HISTORIES, endOnFailure: true, ...SEED },
    );
  }, 3_600_000);
});
