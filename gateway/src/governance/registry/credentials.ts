import type { Viewer } from '@union-graph/identity';
import {
  addDays,
  checkedText,
  civilDay,
  columns,
  forbidden,
  getForUpdate,
  insertRow,
  newId,
  type Refusal,
  refuseIf,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { checkedClientId } from '../agreement/partnerClients.ts';
import { numbers } from '../rule/numbers.ts';
import type { AddSubgraphCredentialInput, RevokeSubgraphCredentialInput } from '../schema.gen.ts';
import { getSubgraph } from './getSubgraph.ts';
import { OWNER_ROLES, registryPolicy } from './policy.ts';
import { SubgraphCredential } from './SubgraphCredential.ts';
import type { SubgraphRow } from './SubgraphRow.ts';

/** Gives a program the right to publish a subgraph until `validTo`. An administrator of the subgraph's owner does so (GOV-INV-2). */
export async function addSubgraphCredential(
  tx: Tx,
  input: AddSubgraphCredentialInput,
): Promise<{ credential: SubgraphCredential }> {
  const { id: subgraph, ownerUnionId } = await getSubgraph(tx, input.subgraph);
  registryPolicy.authorise(tx.viewer, 'addSubgraphCredential', { ownerUnionId });
  const clientId = checkedClientId(checkedText(input.clientId, 'clientId', 200));
  const [validFrom, validTo] = [input.validFrom ?? tx.now, input.validTo];
  const days = tx.number(numbers.CREDENTIAL_DAYS);
  refuseIf(validTo <= validFrom || validTo <= tx.now, 'BAD_USER_INPUT', 'The end must lie ahead, and after the beginning.', {
    field: 'validTo',
  });
  const tooLong = `A credential holds for ${days} days at most. Add one for another program before it ends.`;
  refuseIf(civilDay(validTo) > addDays(civilDay(validFrom), days), 'VALIDATION_FAILED', tooLong, {
    rule: 'GOV-INV-2',
    field: 'validTo',
  });
  await refuseUnfitPublisher(tx, clientId);
  const credential = await insertRow(tx.db, SubgraphCredential, {
    id: newId(),
    clientId,
    subgraph,
    validFrom,
    validTo,
    addedBy: tx.viewer.personId as string,
    revokedAt: null,
    revokedBy: null,
    version: 1,
  });
  return { credential };
}

/** Revokes a program's right to publish. Each publication reads the credential in its own transaction, so a revoked one is refused at once. */
export async function revokeSubgraphCredential(
  tx: Tx,
  input: RevokeSubgraphCredentialInput,
): Promise<{ credential: SubgraphCredential }> {
  const row = await getForUpdate(tx, SubgraphCredential, input.credentialId, {
    what: 'credential',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  registryPolicy.authorise(tx.viewer, 'revokeSubgraphCredential', await getSubgraph(tx, row.subgraph));
  refuseIf(row.revokedAt !== null, 'INVALID_TRANSITION', 'This credential is revoked already.', { field: 'status' });
  const changes = { revokedAt: tx.now, revokedBy: tx.viewer.personId };
  return { credential: await updateRow(tx.db, SubgraphCredential, row, changes) };
}

/** A program has one credential, once (constraint `credential_client`). */
const RENEWAL = 'An administrator of the owner gives one to another program; a program has one credential, once.';

/** Refuses viewers that are not a program with a valid credential for this subgraph (GOV-INV-2). */
export async function refuseUnlessPublisher(
  { db, viewer, now }: Pick<Tx, 'db' | 'viewer' | 'now'>,
  subgraph: string,
): Promise<void> {
  const credential = await findCredential({ db }, viewer);
  const missing = { kind: 'role', anyOf: OWNER_ROLES } as const;
  const refuse = (what: string): Refusal => forbidden(viewer, what, missing, { rule: 'GOV-INV-2' });
  if (!credential)
    throw refuse(`Only a program of its owner may publish "${subgraph}". An administrator of the owner gives it a credential.`);
  if (credential.subgraph !== subgraph)
    throw refuse(`Your credential is for "${credential.subgraph}", and publishes no other subgraph.`);
  if (credential.revokedAt !== null) throw refuse(`Your credential is revoked. ${RENEWAL}`);
  if (credential.validFrom > now) throw refuse(`Your credential holds from ${credential.validFrom.toISOString()} on.`);
  if (credential.validTo <= now) throw refuse(`Your credential ended at ${credential.validTo.toISOString()}. ${RENEWAL}`);
}

/** Refuses viewers that are neither a program with a valid credential for this subgraph nor an administrator of its owner. */
export async function refuseUnlessPublisherOrOwner(
  ctx: Pick<Tx, 'db' | 'viewer' | 'now'>,
  row: SubgraphRow,
  action: 'rollBackSubgraph' | 'withdrawVersion',
): Promise<void> {
  if (ctx.viewer.kind === 'client') await refuseUnlessPublisher(ctx, row.id);
  else registryPolicy.authorise(ctx.viewer, action, row);
}

/** Finds the credential of a program; undefined for other viewers. */
export async function findCredential(
  { db }: Pick<Tx, 'db'>,
  { kind, clientId }: Viewer,
): Promise<SubgraphCredential | undefined> {
  if (kind !== 'client' || clientId === null) return undefined;
  const [found] = await rows<SubgraphCredential>(
    db,
    sql`select ${columns(SubgraphCredential, 'c')} from subgraph_credential c where c.client_id = ${clientId}`,
  );
  return found;
}

/** Refuses a client that people sign in with, a partner's client, and one that has not yet sent a request with its own credential (GOV-INV-2). */
async function refuseUnfitPublisher({ db }: Tx, clientId: string): Promise<void> {
  const details = { rule: 'GOV-INV-2', field: 'clientId' };
  const found = await rows<{ kind: 'PROGRAM' | 'PEOPLE' | 'PARTNER' | 'APPLICATION' }>(
    db,
    sql`select kind from seen_client where client_id = ${clientId} union all select 'PARTNER' from partner_client where client_id = ${clientId}
      union all select 'APPLICATION' from client_application where ${clientId} in (client_id, publisher_client_id)`,
  );
  const kinds = found.map(({ kind }) => kind);
  const people = `People sign in with "${clientId}", and any of them could publish. Name a program of its own.`;
  refuseIf(kinds.includes('PEOPLE'), 'VALIDATION_FAILED', people, details);
  const partner = `"${clientId}" is the program of a partner. Name another one for publishing.`;
  refuseIf(kinds.includes('PARTNER'), 'VALIDATION_FAILED', partner, details);
  const application = `"${clientId}" is of a client application. Name another one for publishing: each program does one thing.`;
  refuseIf(kinds.includes('APPLICATION'), 'VALIDATION_FAILED', application, details);
  const unseen = `No program "${clientId}" has asked this graph with a credential of its own. Have it ask for anything once; it is refused, and can be named then.`;
  refuseIf(!kinds.includes('PROGRAM'), 'VALIDATION_FAILED', unseen, details);
}
