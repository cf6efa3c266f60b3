import { getForUpdate, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { findCredential } from '../registry/credentials.ts';
import { getSubgraph } from '../registry/getSubgraph.ts';
import { registryPolicy } from '../registry/policy.ts';
import type { RevokeDeveloperPassportInput } from '../schema.gen.ts';
import { DeveloperPassport } from './DeveloperPassport.ts';

/**
 * Revokes a developer's passport: by a program of the subgraph's owner, an administrator of the owner or the privacy officer. A gateway reads the passport
 * with each request, so that a revoked one is refused at once.
 */
export async function revokeDeveloperPassport(
  tx: Tx,
  input: RevokeDeveloperPassportInput,
): Promise<{ passport: DeveloperPassport }> {
  const { viewer, now } = tx;
  const credential = await findCredential(tx, viewer);
  const row = await getForUpdate(tx, DeveloperPassport, input.passportId, {
    what: 'passport',
    visible: (_, { subgraph }) => viewer.kind !== 'client' || credential?.subgraph === subgraph,
    expectedVersion: input.expectedVersion,
  });
  // A program whose own credential ended may still give a passport back.
  if (viewer.kind !== 'client') registryPolicy.authorise(viewer, 'revokeSubgraphCredential', await getSubgraph(tx, row.subgraph));
  refuseIf(row.revokedAt !== null, 'INVALID_TRANSITION', 'This passport is revoked already.', { field: 'status' });
  const revokedBy = viewer.personId ?? viewer.clientId;
  return { passport: await updateRow(tx.db, DeveloperPassport, row, { revokedAt: now, revokedBy }) };
}
