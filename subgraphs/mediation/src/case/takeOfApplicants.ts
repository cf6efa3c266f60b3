import type { Tx } from '@union-graph/subgraph';
import { applicantsOf, haveAllDied } from './applicants.ts';
import { takeCase, visibleCase } from './change.ts';
import type { MediationCase } from './MediationCase.ts';
import { AFTER_DEATH, type OfApplicants } from './rules.ts';

interface Taken {
  readonly row: MediationCase;
  /** Whether all who ask have died: who has a claim after them asks by the staff who write it down. */
  readonly haveDied: boolean;
}

/** Takes a case for what those who ask do. Once all of them have died, who may do it in their place does (P11 art. 25). */
export async function takeOfApplicants(
  tx: Tx,
  input: { readonly caseId: string; readonly expectedVersion: number },
  verb: OfApplicants,
): Promise<Taken> {
  const { id } = await visibleCase(tx, input.caseId);
  const haveDied = haveAllDied(await applicantsOf(tx.db, id));
  return { row: await takeCase(tx, input, haveDied ? AFTER_DEATH[verb] : verb), haveDied };
}
