import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import fc from 'fast-check';
import { bank, deposit, faultsOfBooks } from '../../test/books.ts';
import { type Payout, request, STEPS, type Step, take } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

type Move = { readonly what: 'request'; readonly amountFen: number } | { readonly what: Step; readonly which: number };

const step = fc.record({ what: fc.constantFrom(...(Object.keys(STEPS) as Step[])), which: fc.nat(5) });
const ask = fc.record({ what: fc.constant('request' as const), amountFen: fc.integer({ min: 1, max: 400 }) });
const moves = fc.array(fc.oneof({ weight: 1, arbitrary: ask }, { weight: 4, arbitrary: step }), { minLength: 10, maxLength: 40 });

describe('FND-INV-1, 2, 3', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
  });
  afterAll(() => subgraph.stop());

  test('any sequence of requests and steps leaves the books in order, and only settled money gone', async () => {
    let deposited = 0n;
    await fc.assert(
      fc.asyncProperty(moves, async (sequence: Move[]) => {
        await deposit(subgraph, 1, 1_000);
        deposited += 1_000n;
        const payouts: Payout[] = [];
        for (const move of sequence) await play(payouts, move);
        expect(await faultsOfBooks(subgraph)).toEqual([]);
        const [paid] = await subgraph.sql<{ fen: string }>(
          "select coalesce(sum(amount_fen), 0)::text as fen from disbursement where status = 'SETTLED'",
        );
        expect((await bank(subgraph, 1)).posted).toBe(deposited - BigInt(paid?.fen ?? 0));
      }),
      { numRuns: 15 },
    );
  });

  async function play(payouts: Payout[], move: Move): Promise<void> {
    if (move.what === 'request') {
      const answer = await request(subgraph, { amountFen: move.amountFen });
      const asked = answer.data?.requestDisbursement?.disbursement;
      if (asked) payouts.push(asked);
      return;
    }
    const payout = payouts[move.which % payouts.length];
    if (!payout) return;
    const answer = await take(subgraph, move.what, payout);
    const after = answer.data?.[STEPS[move.what].mutation]?.disbursement;
    if (after) payouts[move.which % payouts.length] = after;
  }
});
