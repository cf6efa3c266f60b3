import { forbidden, getForUpdate, notFound, refuseIf, requireIds, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { stewardOf } from '../agreement/queries.ts';
import type { Context } from '../context.ts';
import type { ApproveReferenceInput } from '../schema.gen.ts';
import { checkedReason } from './decideSubgraph.ts';
import { findVersion } from './queries.ts';
import { ReferenceApproval } from './ReferenceApproval.ts';
import type { RegistryHost } from './registryHost.ts';
import { lockRegistry, type RegistrySnapshot, readSnapshot, withFreshCheck } from './registrySnapshot.ts';
import { SchemaVersion } from './SchemaVersion.ts';
import { type CheckedProposal, checkProposal, settleProposal } from './settleProposal.ts';

interface CheckedApproval {
  readonly snapshot: RegistrySnapshot;
  /**
   * The proposed version that needs no other decision than this one; null when there is none. It is checked again, because other subgraphs may have
   * changed since it was published.
   */
  readonly proposed: CheckedProposal | null;
}

/**
 * Approves or refuses a reference to a field. A steward of the subgraph that owns the field decides (GOV-INV-3), and may approve later what was refused. The last approval that a proposed version
 * needs makes it the current version.
 */
export const approveReference = (ctx: Context, input: ApproveReferenceInput, host: RegistryHost) =>
  withFreshCheck(ctx, input, {
    check: () => checkApproval(ctx, input, host),
    act: (checked) => ctx.mutate(input, (tx) => decideReference(tx, input, checked)),
  });

async function checkApproval(ctx: Context, input: ApproveReferenceInput, host: RegistryHost): Promise<CheckedApproval> {
  requireIds({ referenceId: input.referenceId });
  const [reference] = await rows<{ subgraph: string; owner: string }>(
    ctx.db,
    sql`select subgraph, owner from reference_approval where id = ${input.referenceId}`,
  );
  if (!reference) throw notFound('reference', input.referenceId, 'referenceId');
  await refuseUnlessStewardOf(ctx, reference.owner);
  const { subgraph } = reference;
  const snapshot = await readSnapshot(ctx, subgraph, host);
  const version = await findVersion(ctx, subgraph, 'PROPOSED');
  const except = { reference: input.referenceId, acknowledgement: null };
  const isLast = version !== undefined && input.approved;
  return { snapshot, proposed: isLast ? await checkProposal(ctx, { version, snapshot, except }, host) : null };
}

async function refuseUnlessStewardOf(ctx: Pick<Tx, 'db' | 'viewer'>, owner: string): Promise<void> {
  if ((await stewardOf(ctx, ctx.viewer.personId)).includes(owner)) return;
  throw forbidden(
    ctx.viewer,
    `A steward of "${owner}" decides who refers to its fields.`,
    { kind: 'person', anyOf: ['steward'] },
    { rule: 'GOV-INV-3' },
  );
}

async function decideReference(tx: Tx, input: ApproveReferenceInput, checked: CheckedApproval | Error) {
  if (checked instanceof Error) throw checked;
  const { snapshot, proposed } = checked;
  await lockRegistry(tx, snapshot);
  const row = await getForUpdate(tx, ReferenceApproval, input.referenceId, {
    what: 'reference',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  await refuseUnlessStewardOf(tx, row.owner);
  const isDecided = row.decision === 'APPROVED' || (row.decision === 'REFUSED' && !input.approved);
  refuseIf(isDecided, 'INVALID_TRANSITION', `This reference is ${row.decision}; it is decided already.`, { field: 'decision' });
  const reason = checkedReason(input);
  const reference = await updateRow(tx.db, ReferenceApproval, row, {
    decision: input.approved ? 'APPROVED' : 'REFUSED',
    decidedBy: tx.viewer.personId,
    decidedAt: tx.now,
    reason,
  });
  return { reference, version: await settleReference(tx, row, reason, proposed) };
}

/** Serves or rejects the proposed version after a decision. Null when none waits for this reference, or when it needs further decisions. */
async function settleReference(
  tx: Tx,
  { subgraph, kind, coordinate }: ReferenceApproval,
  refusal: string | null,
  checked: CheckedProposal | null,
): Promise<SchemaVersion | null> {
  const version = await findVersion(tx, subgraph, 'PROPOSED');
  const hasReference = version?.checkResult.references.some((one) => one.kind === kind && one.coordinate === coordinate);
  if (!version || !hasReference) return null;
  if (refusal === null) {
    const settled = await settleProposal(tx, version, checked);
    return settled.state === 'PROPOSED' ? null : settled;
  }
  const reason = `The owner of "${coordinate}" refused the reference: ${refusal}`;
  return updateRow(tx.db, SchemaVersion, version, { state: 'REJECTED', reason });
}
