import { testSubgraph } from '@union-graph/testing';
import fc from 'fast-check';
import { emptyModel } from '../../test/ledgerModel.ts';
import { expectModel, move } from '../../test/ledgerMoves.ts';
import { warmthFund } from '../subgraph.ts';

/** How many histories are played: more by LEDGER_HISTORIES, always the same by LEDGER_SEED. */
const HISTORIES = Number(process.env.LEDGER_HISTORIES ?? 4);
const SEED = process.env.LEDGER_SEED === undefined ? {} : { seed: Number(process.env.LEDGER_SEED) };

describe('FND-INV-1, 2, 3, 7: any history of the ledger is the model’s', () => {
  test(`${HISTORIES} histories`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 10, maxLength: 30 }), async (moves) => {
        const subgraph = await testSubgraph(warmthFund);
        try {
          const model = emptyModel();
          for (const { play } of moves) {
            await play(subgraph, model);
            await expectModel(subgraph, model);
          }
        } finally {
          await subgraph.stop();
        }
      }),
      { numRuns: HISTORIES, endOnFailure: true, ...SEED },
    );
  }, 3_600_000);
});
