import { checkedText, notFound, Refusal, refuseIf, requireIds, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { RollBackSubgraphInput } from '../schema.gen.ts';
import { checkSchema } from './checkSchema.ts';
import { refuseUnlessPublisherOrOwner } from './credentials.ts';
import { getSubgraph, lockSubgraph, refuseUnlessActive } from './getSubgraph.ts';
import { findVersion, findVersions } from './queries.ts';
import type { RegistryHost } from './registryHost.ts';
import { lockRegistry, type RegistrySnapshot, readSnapshot, withFreshCheck } from './registrySnapshot.ts';
import { SchemaVersion } from './SchemaVersion.ts';
import { SubgraphRow } from './SubgraphRow.ts';
import type { StoredCheck } from './storedCheck.ts';

interface CheckedRollback {
  readonly snapshot: RegistrySnapshot;
  readonly target: SchemaVersion;
  readonly check: StoredCheck;
}

/**
 * Makes an earlier version of a subgraph the current one again. A program or an administrator of its owner does so (GOV-INV-4). The version must compose with
 * the current versions of the other subgraphs. It may break clients of the version that it replaces, because a rollback undoes a publication.
 */
export const rollBackSubgraph = (ctx: Context, input: RollBackSubgraphInput, host: RegistryHost) =>
  withFreshCheck(ctx, input, {
    check: () => checkRollback(ctx, input, host),
    act: (checked) => ctx.mutate(input, (tx) => serveEarlierVersion(tx, input, checked)),
  });

async function checkRollback(ctx: Context, input: RollBackSubgraphInput, host: RegistryHost): Promise<CheckedRollback> {
  requireIds({ versionId: input.versionId });
  const row = await getSubgraph(ctx, input.subgraph);
  await refuseUnlessPublisherOrOwner(ctx, row, 'rollBackSubgraph');
  refuseUnlessActive(row);
  const snapshot = await readSnapshot(ctx, row.id, host);
  const target = await findEarlierVersion(ctx, row.id, input.versionId ?? null);
  const schema = { name: row.id, url: target.routingUrl, prefix: row.prefix as string, sdl: target.sdl };
  return { snapshot, target, check: await checkSchema(ctx, schema, snapshot, host) };
}

async function findEarlierVersion(ctx: Pick<Tx, 'db'>, subgraph: string, versionId: string | null): Promise<SchemaVersion> {
  const current = await findVersion(ctx, subgraph, 'CURRENT');
  const nothing = `No version of "${subgraph}" is served, so there is nothing to roll back.`;
  if (!current) throw new Refusal('INVALID_TRANSITION', nothing, { field: 'subgraph' });
  if (versionId === null) {
    const [earlier] = await findVersions(
      ctx,
      sql`v.subgraph = ${subgraph} and v.state = 'SUPERSEDED' and v.number < ${current.number}`,
    );
    const first = `No version of "${subgraph}" was served before the current one. Publish another one, or have the subgraph stopped ("stop").`;
    if (!earlier) throw new Refusal('INVALID_TRANSITION', first, { field: 'subgraph' });
    return earlier;
  }
  const [target] = await findVersions(ctx, sql`v.subgraph = ${subgraph} and v.id = ${versionId}`);
  if (!target) throw notFound(`version of "${subgraph}"`, versionId, 'versionId');
  const wasServed = ['SUPERSEDED', 'ROLLED_BACK'].includes(target.state);
  refuseIf(
    !wasServed,
    'INVALID_TRANSITION',
    `Version ${target.number} is ${target.state}: only one that was served earlier can be served again.`,
    {
      field: 'versionId',
    },
  );
  return target;
}

async function serveEarlierVersion(tx: Tx, input: RollBackSubgraphInput, checked: CheckedRollback | Error) {
  if (checked instanceof Error) throw checked;
  const { snapshot, target, check } = checked;
  const reason = checkedText(input.reason, 'reason', 2_000);
  await lockRegistry(tx, null);
  const row = await lockSubgraph(tx, input.subgraph, input.expectedVersion);
  await lockRegistry(tx, snapshot);
  await refuseUnlessPublisherOrOwner(tx, row, 'rollBackSubgraph');
  // Going back is no fault of the operations that were published for the later version.
  const problem = check.problems.find(({ kind }) => kind !== 'BUDGET');
  const unfit = `Version ${target.number} does not fit the others any more: ${problem?.message ?? ''} Nothing is changed.`;
  refuseIf(problem !== undefined, 'VALIDATION_FAILED', unfit, { rule: 'GOV-INV-1', field: 'versionId' });
  const current = (await findVersion(tx, row.id, 'CURRENT')) as SchemaVersion;
  await updateRow(tx.db, SchemaVersion, current, { state: 'ROLLED_BACK', reason });
  const version = await updateRow(tx.db, SchemaVersion, target, { state: 'CURRENT', reason: null });
  await rows(
    tx.db,
    sql`update schema_version set state = 'REJECTED', reason = ${`An earlier version was served again: ${reason}`}, version = version + 1
      where subgraph = ${row.id} and state = 'PROPOSED'`,
  );
  const changed = await updateRow(tx.db, SubgraphRow, row, { routingUrl: target.routingUrl });
  return { version, subgraphVersion: changed.version };
}
