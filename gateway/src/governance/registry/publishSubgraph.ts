import { insertRow, newId, Refusal, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { sha256 } from '../../supergraph/check/normalSdl.ts';
import { sizeProblems } from '../../supergraph/check/sizeProblems.ts';
import { affectedParties } from '../acknowledgement/affectedParties.ts';
import { askParties } from '../acknowledgement/storeAcknowledgements.ts';
import type { Context } from '../context.ts';
import type { PublishSubgraphInput } from '../schema.gen.ts';
import { checkSchema } from './checkSchema.ts';
import { refuseUnlessPublisher } from './credentials.ts';
import { getSubgraph, lockSubgraph, refuseUnlessActive } from './getSubgraph.ts';
import { findVersion } from './queries.ts';
import { addReferences } from './references.ts';
import { checkedRoutingUrl } from './registerSubgraph.ts';
import type { RegistryHost } from './registryHost.ts';
import { lockRegistry, type RegistrySnapshot, readSnapshot, withFreshCheck } from './registrySnapshot.ts';
import { findRoutingProblems } from './routingProblems.ts';
import { SchemaVersion } from './SchemaVersion.ts';
import { SubgraphRow } from './SubgraphRow.ts';
import { settleProposal } from './settleProposal.ts';
import type { StoredCheck } from './storedCheck.ts';

interface PublishedVersion {
  readonly version: SchemaVersion;
  readonly subgraphVersion: number;
}

interface CheckedPublication {
  readonly snapshot: RegistrySnapshot;
  readonly url: string;
  readonly check: StoredCheck;
}

/**
 * Publishes a schema. A program of the subgraph's owner does so (GOV-INV-1, 2). The check takes seconds and calls the routing URL, so it runs before the
 * transaction. Both are repeated when another schema was published between them.
 */
export const publishSubgraph = (ctx: Context, input: PublishSubgraphInput, host: RegistryHost): Promise<PublishedVersion> =>
  withFreshCheck(ctx, input, {
    check: () => checkPublication(ctx, input, host),
    act: (checked) => ctx.mutate(input, (tx) => storeVersion(tx, input, checked)),
  });

async function checkPublication(ctx: Context, input: PublishSubgraphInput, host: RegistryHost): Promise<CheckedPublication> {
  const row = await getSubgraph(ctx, input.subgraph);
  await refuseUnlessPublisher(ctx, row.id);
  refuseUnlessActive(row);
  refuseTooLarge(input.sdl);
  const url = input.routingUrl == null ? (row.routingUrl as string) : checkedRoutingUrl(input.routingUrl);
  const snapshot = await readSnapshot(ctx, row.id, host);
  const schema = { name: row.id, url, prefix: row.prefix as string, sdl: input.sdl };
  const check = await checkSchema(ctx, schema, snapshot, host);
  // The routing URL of a schema that is refused anyway is not called.
  const isRefused = check.verdict === 'FAILS' || refusalOfBreakingChange(check, input.acknowledgesBreaking ?? false) !== null;
  const problems = isRefused ? [] : await findRoutingProblems({ name: row.id, url, sdl: input.sdl }, host);
  return { snapshot, url, check: problems.length === 0 ? check : { ...check, problems, verdict: 'FAILS' } };
}

/** Refuses a schema that is too large to be parsed. */
export function refuseTooLarge(sdl: string): void {
  const [tooLarge] = sizeProblems(sdl);
  if (tooLarge) throw new Refusal('BAD_USER_INPUT', tooLarge.message, { field: 'sdl' });
}

async function storeVersion(tx: Tx, input: PublishSubgraphInput, checked: CheckedPublication | Error): Promise<PublishedVersion> {
  if (checked instanceof Error) throw checked;
  const { snapshot, url, check } = checked;
  // The subgraph's version is compared before the registry's revision, so that of two concurrent publications of one subgraph the second is refused, and
  // not checked again.
  await lockRegistry(tx, null);
  const row = await lockSubgraph(tx, input.subgraph, input.expectedVersion);
  await lockRegistry(tx, snapshot);
  await refuseUnlessPublisher(tx, row.id);
  refuseUnlessActive(row);
  refuseFailed(check);
  const unknown = refusalOfBreakingChange(check, input.acknowledgesBreaking ?? false);
  if (unknown) throw unknown;
  const sdlHash = sha256(input.sdl);
  const current = await findVersion(tx, row.id, 'CURRENT');
  // A deployment pipeline may publish the version that is already current.
  if (current?.sdlHash === sdlHash && current.routingUrl === url) return { version: current, subgraphVersion: row.version };
  const replaced = await findVersion(tx, row.id, 'PROPOSED');
  // Published again, a version that waits keeps what was decided about it, and is served when nothing hinders it any more.
  if (replaced?.sdlHash === sdlHash && replaced.routingUrl === url) {
    const settled = await settleProposal(tx, replaced, { version: replaced, check, currentSdl: snapshot.currentSdl });
    return { version: settled, subgraphVersion: (await getSubgraph(tx, row.id)).version };
  }
  const parties = affectedParties(check);
  const needsReferences = await addReferences(tx, row.id, check);
  const isPending = needsReferences || parties.length > 0;
  if (replaced)
    await updateRow(tx.db, SchemaVersion, replaced, {
      state: 'REJECTED',
      reason: 'A later version was published before this one was approved.',
    });
  if (current && !isPending) await updateRow(tx.db, SchemaVersion, current, { state: 'SUPERSEDED' });
  const version = await insertRow(tx.db, SchemaVersion, {
    id: newId(),
    subgraph: row.id,
    number: await nextNumber(tx, row.id),
    sdl: input.sdl,
    sdlHash,
    routingUrl: url,
    state: isPending ? 'PROPOSED' : 'CURRENT',
    publishedBy: tx.viewer.clientId as string,
    publishedAt: tx.now,
    checkResult: check,
    reason: null,
    version: 1,
  });
  await askParties(tx, { version, currentSdl: snapshot.currentSdl, parties });
  const changed = await updateRow(tx.db, SubgraphRow, row, isPending ? {} : { routingUrl: url });
  return { version, subgraphVersion: changed.version };
}

const MAX_LISTED = 20;

/** Refuses a schema that failed its check, with its problems and their lines. */
export function refuseFailed({ verdict, problems }: StoredCheck): void {
  if (verdict !== 'FAILS') return;
  const listed = problems.slice(0, MAX_LISTED).map(({ line, message }) => (line === null ? message : `Line ${line}: ${message}`));
  const more = problems.length > MAX_LISTED ? [`… and ${problems.length - MAX_LISTED} more.`] : [];
  const message = ['The schema is not published, and nothing is changed:', ...listed, ...more].join('\n');
  const field = problems.some(({ kind }) => kind === 'ROUTING') ? 'routingUrl' : 'sdl';
  throw new Refusal('VALIDATION_FAILED', message, { rule: 'GOV-INV-1', field });
}

/** The refusal of a breaking change that its owner did not acknowledge. Null when it may be published: those whom it takes something from are asked then. */
function refusalOfBreakingChange(
  { differences, agreements, uses, operations = [] }: StoredCheck,
  isAcknowledged: boolean,
): Refusal | null {
  if (isAcknowledged) return null;
  const broken = differences.filter(({ criticality }) => criticality === 'BREAKING').map(({ message }) => message);
  const refused = operations.filter(({ effect }) => effect === 'BREAKS');
  if (broken.length === 0 && refused.length === 0) return null;
  const lost = agreements.map(({ agreementId, coordinates }) => `agreement ${agreementId} holds ${coordinates.join(', ')}`);
  const held = lost.length === 0 ? '' : ` It takes fields from partners: ${lost.join('; ')}.`;
  const readers = [...new Set(uses.map(({ clientId }) => clientId))].join(', ');
  const used = readers === '' ? '' : ` Lately read by: ${readers}.`;
  const names = refused
    .slice(0, MAX_LISTED)
    .map(({ name, hash, application }) => `"${name ?? hash.slice(0, 12)}" of "${application}"`);
  const sent = names.length === 0 ? '' : ` Operations that would be refused: ${names.join(', ')}.`;
  const message = `The schema breaks what the current version promises: ${broken.slice(0, MAX_LISTED).join(' ')}${used}${sent}${held} Keep it, or say that you know ("acknowledgesBreaking").`;
  return new Refusal('VALIDATION_FAILED', message, { rule: '2.7', field: 'acknowledgesBreaking' });
}

async function nextNumber({ db }: Tx, subgraph: string): Promise<number> {
  const [found] = await rows<{ number: number }>(
    db,
    sql`select coalesce(max(number), 0) + 1 as number from schema_version where subgraph = ${subgraph}`,
  );
  return found?.number ?? 1;
}
