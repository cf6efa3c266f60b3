import { Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import type { SubgraphSdl } from '../../supergraph/compose.ts';
import type { RegistryHost } from './host.ts';

/** The graph into which a schema is checked. */
export interface Snapshot {
  /** The revision of the registry that it was read at. */
  readonly revision: string;
  /** The current schemas of all other subgraphs. */
  readonly others: readonly SubgraphSdl[];
  /** The SDL of the subgraph's current version; null when there is none. */
  readonly currentSdl: string | null;
}

/** The registry was changed between a check and its transaction: the check is made again. */
export class StaleCheck extends Error {
  override name = 'StaleCheck';
}

/** Reads the graph around one registered subgraph. */
export async function readSnapshot({ db }: Pick<Tx, 'db'>, subgraph: string, host: RegistryHost): Promise<Snapshot> {
  const house = host.houseSchemas();
  if (!house)
    throw new Refusal(
      'DEPENDENCY_UNAVAILABLE',
      'Not every subgraph of the house answers, so no schema can be checked. Try again later.',
    );
  const found = await rows<{ revision: string; name: string | null; url: string; sdl: string }>(
    db,
    sql`select r.revision::text as revision, v.subgraph as name, v.routing_url as url, v.sdl
      from registry_revision r left join schema_version v on v.state = 'CURRENT' order by v.subgraph`,
  );
  const registered = found.flatMap(({ name, url, sdl }) =>
    name === null || house.some((one) => one.name === name) ? [] : [{ name, url, sdl }],
  );
  return {
    revision: found[0]?.revision ?? '',
    others: [...house, ...registered.filter(({ name }) => name !== subgraph)],
    currentSdl: registered.find(({ name }) => name === subgraph)?.sdl ?? null,
  };
}

/** Has registrations and publications follow one another. Throws {@link StaleCheck} when something was published since a snapshot. */
export async function lockRegistry({ db }: Tx, snapshot: Snapshot | null): Promise<void> {
  const [found] = await rows<{ revision: string }>(db, sql`select revision::text as revision from registry_revision for update`);
  if (snapshot && found?.revision !== snapshot.revision) throw new StaleCheck('The registry was changed since the check.');
}

/** Whether a mutation with this key was made before: its stored answer is given, and no check is needed. */
async function isRepeated(
  { db, viewer }: Pick<Tx, 'db' | 'viewer'>,
  { idempotencyKey }: { readonly idempotencyKey: string },
): Promise<boolean> {
  const [found] = await rows(db, sql`select from idempotency where subject = ${viewer.subject} and key = ${idempotencyKey}`);
  return found !== undefined;
}

/** Stands for the check of a mutation that is repeated, whose action does not run. */
const NOT_NEEDED = new Error('The check of a repeated mutation is not made.');

const ATTEMPTS = 3;

/** Makes a check and then a transaction that relies on it, again where another subgraph was published between the two. The transaction throws the check's error. */
export async function withFreshCheck<Checked, Result>(
  ctx: Pick<Tx, 'db' | 'viewer'>,
  input: { readonly idempotencyKey: string },
  { check, act }: { readonly check: () => Promise<Checked>; readonly act: (checked: Checked | Error) => Promise<Result> },
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    // A refusal is thrown in the transaction, where a call that is repeated gets its stored answer, and others an audit row.
    const checked = (await isRepeated(ctx, input)) ? NOT_NEEDED : await check().catch((error: Error) => error);
    try {
      return await act(checked);
    } catch (error) {
      if (!(error instanceof StaleCheck)) throw error;
      if (attempt === ATTEMPTS)
        throw new Refusal(
          'VERSION_CONFLICT',
          'Other subgraphs are published all the time, and none of the checks held. Try again in a minute.',
          {
            rule: 'GOV-INV-1',
          },
        );
    }
  }
}
