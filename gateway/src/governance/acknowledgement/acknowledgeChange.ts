import { forbidden, getForUpdate, notFound, Refusal, refuseIf, requireIds, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import { checkedReason } from '../registry/decideSubgraph.ts';
import { findVersions } from '../registry/queries.ts';
import type { RegistryHost } from '../registry/registryHost.ts';
import { lockRegistry, type RegistrySnapshot, readSnapshot, withFreshCheck } from '../registry/registrySnapshot.ts';
import { SchemaVersion } from '../registry/SchemaVersion.ts';
import { type CheckedProposal, checkProposal, settleProposal } from '../registry/settleProposal.ts';
import type { AcknowledgeChangeInput } from '../schema.gen.ts';
import { ChangeAcknowledgement } from './ChangeAcknowledgement.ts';
import { findAcknowledgements, partyScope } from './queries.ts';

interface CheckedAcknowledgement {
  readonly snapshot: RegistrySnapshot;
  /** The version with its check, when this is the last word that it needs; else null. */
  readonly proposal: CheckedProposal | null;
}

/**
 * Acknowledges or refuses what a version takes from a party. The party does so itself (2.7): its own program, or an administrator of the subgraph's owner. The
 * last word that a version needs makes it the current one; a refusal rejects it.
 */
export const acknowledgeChange = (ctx: Context, input: AcknowledgeChangeInput, host: RegistryHost) =>
  withFreshCheck(ctx, input, {
    check: () => checkAcknowledgement(ctx, input, host),
    act: (checked) => ctx.mutate(input, (tx) => decideChange(tx, input, checked)),
  });

async function checkAcknowledgement(
  ctx: Context,
  input: AcknowledgeChangeInput,
  host: RegistryHost,
): Promise<CheckedAcknowledgement> {
  requireIds({ acknowledgementId: input.acknowledgementId });
  const [row] = await findAcknowledgements(ctx, sql`c.id = ${input.acknowledgementId}`);
  if (!row) throw notFound('acknowledgement', input.acknowledgementId, 'acknowledgementId');
  await refuseUnlessParty(ctx, row);
  const version = await versionOf(ctx, row);
  const snapshot = await readSnapshot(ctx, version.subgraph, host);
  const isLast = input.acknowledged && version.state === 'PROPOSED';
  const except = { acknowledgement: row.id, reference: null };
  return { snapshot, proposal: isLast ? await checkProposal(ctx, { version, snapshot, except }, host) : null };
}

/** Refuses everybody but the party itself. */
async function refuseUnlessParty(ctx: Pick<Tx, 'db' | 'viewer'>, { id, party, partyId }: ChangeAcknowledgement): Promise<void> {
  const [own] = await findAcknowledgements(ctx, sql`c.id = ${id} and ${partyScope(ctx.viewer, 'c')}`);
  if (own) return;
  const who = {
    PARTNER: `The partner of agreement ${partyId} acknowledges this by its own program`,
    APPLICATION: `The program that publishes the operations of application ${partyId} acknowledges this`,
    SUBGRAPH: `An administrator of the union that owns "${partyId}" acknowledges this`,
  }[party];
  const missing = { kind: 'person', anyOf: ['party'] } as const;
  throw forbidden(ctx.viewer, `${who}, and nobody for another.`, missing, { rule: '2.7' });
}

async function versionOf(ctx: Pick<Tx, 'db'>, { versionId }: ChangeAcknowledgement): Promise<SchemaVersion> {
  const [version] = await findVersions(ctx, sql`v.id = ${versionId}`);
  return version as SchemaVersion;
}

async function decideChange(tx: Tx, input: AcknowledgeChangeInput, checked: CheckedAcknowledgement | Error) {
  if (checked instanceof Error) throw checked;
  await lockRegistry(tx, checked.snapshot);
  const row = await getForUpdate(tx, ChangeAcknowledgement, input.acknowledgementId, {
    what: 'acknowledgement',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  await refuseUnlessParty(tx, row);
  const version = await versionOf(tx, row);
  refuseUnlessOpen(row, version, input);
  const reason = checkedReason({ approved: input.acknowledged, reason: input.reason });
  const decided = await updateRow(tx.db, ChangeAcknowledgement, row, {
    decision: input.acknowledged ? 'ACKNOWLEDGED' : 'REFUSED',
    waivesNotice: input.acknowledged && input.waivesNotice === true,
    ...(row.party === 'SUBGRAPH' ? { decidedBy: tx.viewer.personId } : { decidedByClient: tx.viewer.clientId }),
    decidedAt: tx.now,
    reason,
  });
  if (reason === null) {
    const settled = await settleProposal(tx, version, checked.proposal);
    const [acknowledgement] = await findAcknowledgements(tx, sql`c.id = ${row.id}`);
    return { acknowledgement: acknowledgement ?? decided, versionState: settled.state };
  }
  const rejection = `${row.party === 'PARTNER' ? `The partner of agreement ${row.partyId}` : `The owner of ${row.partyId}`} refused it: ${reason}`;
  const rejected = await updateRow(tx.db, SchemaVersion, version, { state: 'REJECTED', reason: rejection });
  return { acknowledgement: decided, versionState: rejected.state };
}

function refuseUnlessOpen(row: ChangeAcknowledgement, version: SchemaVersion, input: AcknowledgeChangeInput): void {
  refuseIf(!/^[0-9a-f]{64}$/.test(input.changeHash), 'BAD_USER_INPUT', 'A "changeHash" is a SHA-256 in hex.', {
    field: 'changeHash',
  });
  const waits = `Version ${version.number} of "${version.subgraph}" is ${version.state}, and waits for nobody.`;
  refuseIf(version.state !== 'PROPOSED', 'INVALID_TRANSITION', waits, { rule: '2.7', field: 'acknowledgementId' });
  const decided = `This change is ${row.decision} already.`;
  refuseIf(row.decision !== 'PENDING', 'INVALID_TRANSITION', decided, { rule: '2.7', field: 'decision' });
  refuseIf(
    input.waivesNotice === true && row.party !== 'PARTNER',
    'VALIDATION_FAILED',
    'Partners alone have a notice to waive. Leave out "waivesNotice".',
    { rule: '2.7', field: 'waivesNotice' },
  );
  if (input.changeHash === row.changeHash) return;
  const other = 'The change is another one than you read. Read "changesToAcknowledge" again, and decide anew.';
  throw new Refusal('VERSION_CONFLICT', other, { rule: '2.7', field: 'changeHash' });
}
