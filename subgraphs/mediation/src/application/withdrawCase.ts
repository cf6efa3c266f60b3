import type { Tx } from '@union-graph/subgraph';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import type { WithdrawCaseInput } from '../schema.gen.ts';

/** Takes an application back; not after the agreement took effect. */
export async function withdrawCase(tx: Tx, input: WithdrawCaseInput): Promise<{ case: MediationCase }> {
  return { case: await moveCase(tx, await takeCase(tx, input, 'withdrawCase'), 'WITHDRAWN') };
}
