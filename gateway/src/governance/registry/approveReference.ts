import { forbidden, getForUpdate, notFound, refuseIf, requireIds, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { stewardOf } from '../agreement/queries.ts';
import type { Context } from '../context.ts';
import type { ApproveReferenceInput } from '../schema.gen.ts';
import { checkedReason } from './decideSubgraph.ts';
import { getSubgraph } from './getSubgraph.ts';
import type { RegistryHost } from './host.ts';
import { checkSchema } from './judge.ts';
import { findVersion } from './queries.ts';
import { ReferenceApproval } from './ReferenceApproval.ts';
import { SchemaVersion } from './SchemaVersion.ts';
import { SubgraphRow } from './SubgraphRow.ts';
import { lockRegistry, readSnapshot, type Snapshot, withFreshCheck } from './snapshot.ts';
import type { StoredCheck } from './storedCheck.ts';

interface Checked {
  readonly snapshot: Snapshot;
  /** The version that waits for this approval alone, with a new check: the others may have changed since it was published. Null when none does. */
  readonly waiting: { readonly version: SchemaVersion; readonly check: StoredCheck } | null;
}

/** Approves or refuses that a subgraph refers to a field, by a steward of the field's owner (GOV-INV-3). The last approval serves the version that waits. */
export const approveReference = (ctx: Context, input: ApproveReferenceInput, host: RegistryHost) =>
  withFreshCheck(ctx, input, {
    check: () => prepare(ctx, input, host),
    act: (checked) => ctx.mutate(input, (tx) => decide(tx, input, checked)),
  });

async function prepare(ctx: Context, input: ApproveReferenceInput, host: RegistryHost): Promise<Checked> {
  requireIds({ referenceId: input.referenceId });
  const [reference] = await rows<{ subgraph: string; owner: string }>(
    ctx.db,
    sql`select subgraph, owner from reference_approval where id = ${input.referenceId}`,
  );
  if (!reference) throw notFound('reference', input.referenceId, 'referenceId');
  await refuseUnlessSteward(ctx, reference.owner);
  const { subgraph } = reference;
  const snapshot = await readSnapshot(ctx, subgraph, host);
  const proposed = await findVersion(ctx, subgraph, 'PROPOSED');
  if (!proposed || !input.approved || (await waitsForOthers(ctx, proposed, input.referenceId)))
    return { snapshot, waiting: null };
  const { prefix } = await getSubgraph(ctx, subgraph);
  const schema = { name: subgraph, url: proposed.routingUrl, prefix: prefix as string, sdl: proposed.sdl };
  return { snapshot, waiting: { version: proposed, check: await checkSchema(ctx, schema, snapshot, host) } };
}

async function refuseUnlessSteward(ctx: Pick<Tx, 'db' | 'viewer'>, owner: string): Promise<void> {
  if ((await stewardOf(ctx, ctx.viewer.personId)).includes(owner)) return;
  throw forbidden(
    ctx.viewer,
    `A steward of "${owner}" decides who refers to its fields.`,
    { kind: 'person', anyOf: ['steward'] },
    { rule: 'GOV-INV-3' },
  );
}

/** Whether a version waits for the approval of another reference than the given one. */
async function waitsForOthers(
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

async function decide(tx: Tx, input: ApproveReferenceInput, checked: Checked | Error) {
  if (checked instanceof Error) throw checked;
  const { snapshot, waiting } = checked;
  await lockRegistry(tx, snapshot);
  const row = await getForUpdate(tx, ReferenceApproval, input.referenceId, {
    what: 'reference',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  await refuseUnlessSteward(tx, row.owner);
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
  return { reference, version: await settle(tx, row, reason, waiting) };
}

/** Serves or rejects the version that waits for a reference; null when it goes on waiting, or none waits. */
async function settle(
  tx: Tx,
  { id, subgraph, kind, coordinate }: ReferenceApproval,
  refusal: string | null,
  waiting: Checked['waiting'],
): Promise<SchemaVersion | null> {
  const proposed = await findVersion(tx, subgraph, 'PROPOSED');
  if (!proposed) return null;
  const isItsOwn = proposed.checkResult.references.some((one) => one.kind === kind && one.coordinate === coordinate);
  const reject = (reason: string) => updateRow(tx.db, SchemaVersion, proposed, { state: 'REJECTED', reason });
  if (refusal !== null) return isItsOwn ? reject(`The owner of "${coordinate}" refused the reference: ${refusal}`) : null;
  if (!waiting || waiting.version.id !== proposed.id || (await waitsForOthers(tx, proposed, id))) return null;
  const { problems } = waiting.check;
  if (problems.length > 0) return reject(`It does not fit the others any more: ${problems[0]?.message}`);
  const current = await findVersion(tx, subgraph, 'CURRENT');
  if (current) await updateRow(tx.db, SchemaVersion, current, { state: 'SUPERSEDED' });
  const version = await updateRow(tx.db, SchemaVersion, proposed, { state: 'CURRENT' });
  await updateRow(tx.db, SubgraphRow, await getSubgraph(tx, subgraph), { routingUrl: proposed.routingUrl });
  return version;
}
