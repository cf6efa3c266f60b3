import { forbidden, getForUpdate, notFound, refuseIf, requireIds, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { stewardOf } from '../agreement/queries.ts';
import type { Context } from '../context.ts';
import type { ApproveReferenceInput } from '../schema.gen.ts';
import { checkSchema } from './checkSchema.ts';
import { checkedReason } from './decideSubgraph.ts';
import { getSubgraph } from './getSubgraph.ts';
import { findVersion } from './queries.ts';
import { ReferenceApproval } from './ReferenceApproval.ts';
import type { RegistryHost } from './registryHost.ts';
import { lockRegistry, type RegistrySnapshot, readSnapshot, withFreshCheck } from './registrySnapshot.ts';
import { SchemaVersion } from './SchemaVersion.ts';
import { SubgraphRow } from './SubgraphRow.ts';
import type { StoredCheck } from './storedCheck.ts';

interface CheckedApproval {
  readonly snapshot: RegistrySnapshot;
  /**
   * The proposed version that needs no other approval than this one; null when there is none. It is checked again, because other subgraphs may have
   * changed since it was published.
   */
  readonly proposed: { readonly version: SchemaVersion; readonly check: StoredCheck } | null;
}

/**
 * Approves or refuses a reference to a field. A steward of the subgraph that owns the field decides (GOV-INV-3). The last approval that a proposed version
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
  if (!version || !input.approved || (await needsOtherApprovals(ctx, version, input.referenceId)))
    return { snapshot, proposed: null };
  const { prefix } = await getSubgraph(ctx, subgraph);
  const schema = { name: subgraph, url: version.routingUrl, prefix: prefix as string, sdl: version.sdl };
  return { snapshot, proposed: { version, check: await checkSchema(ctx, schema, snapshot, host) } };
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

/** Whether a version has a reference, besides the given one, that is not approved. */
async function needsOtherApprovals(
  { db }: Pick<Tx, 'db'>,
  { subgraph, checkResult }: SchemaVersion,
  referenceId: string,
): Promise<boolean> {
  const keys = checkResult.references.map(({ kind, coordinate }) => `${kind} ${coordinate}`);
  const [other] = await rows(
    db,
    sql`select from reference_approval where subgraph = ${subgraph} and id <> ${referenceId} and decision <> 'APPROVED'
      and kind || ' ' || coordinate = any(${keys}::text[]) limit 1`,
  );
  return other !== undefined;
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
  refuseIf(row.decision !== 'PENDING', 'INVALID_TRANSITION', `This reference is ${row.decision}; it is decided already.`, {
    field: 'decision',
  });
  const reason = checkedReason(input);
  const reference = await updateRow(tx.db, ReferenceApproval, row, {
    decision: input.approved ? 'APPROVED' : 'REFUSED',
    decidedBy: tx.viewer.personId,
    decidedAt: tx.now,
    reason,
  });
  return { reference, version: await settleProposedVersion(tx, row, reason, proposed) };
}

/** Serves or rejects the proposed version after a decision. Null when it needs further approvals, or when there is none. */
async function settleProposedVersion(
  tx: Tx,
  { id, subgraph, kind, coordinate }: ReferenceApproval,
  refusal: string | null,
  checked: CheckedApproval['proposed'],
): Promise<SchemaVersion | null> {
  const version = await findVersion(tx, subgraph, 'PROPOSED');
  if (!version) return null;
  const hasReference = version.checkResult.references.some((one) => one.kind === kind && one.coordinate === coordinate);
  const reject = (reason: string) => updateRow(tx.db, SchemaVersion, version, { state: 'REJECTED', reason });
  if (refusal !== null) return hasReference ? reject(`The owner of "${coordinate}" refused the reference: ${refusal}`) : null;
  if (!checked || checked.version.id !== version.id || (await needsOtherApprovals(tx, version, id))) return null;
  const { problems } = checked.check;
  if (problems.length > 0) return reject(`It does not fit the others any more: ${problems[0]?.message}`);
  const current = await findVersion(tx, subgraph, 'CURRENT');
  if (current) await updateRow(tx.db, SchemaVersion, current, { state: 'SUPERSEDED' });
  const served = await updateRow(tx.db, SchemaVersion, version, { state: 'CURRENT' });
  await updateRow(tx.db, SubgraphRow, await getSubgraph(tx, subgraph), { routingUrl: version.routingUrl });
  return served;
}
