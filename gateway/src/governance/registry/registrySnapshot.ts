import { Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import type { SubgraphSdl } from '../../supergraph/compose.ts';
import type { RegistryHost } from './registryHost.ts';

/** The schemas of all subgraphs at one revision of the registry. A schema is checked against them. */
export interface RegistrySnapshot {
  /** The revision of the registry. */
  readonly revision: string;
  /** The current schemas of all other subgraphs. */
  readonly others: readonly SubgraphSdl[];
  /** The SDL of the checked subgraph's current version; null when there is none. */
  readonly currentSdl: string | null;
}

/** The registry changed between a check and its transaction, so the check must be repeated. */
export class StaleCheckError extends Error {
  override name = 'StaleCheckError';
}

/** Reads the schemas that a schema of the given subgraph is checked against. Throws `DEPENDENCY_UNAVAILABLE` while a subgraph of the house does not answer. */
export async function readSnapshot({ db }: Pick<Tx, 'db'>, subgraph: string, host: RegistryHost): Promise<RegistrySnapshot> {
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

/** Locks the registry until the transaction ends. Throws {@link StaleCheckError} when a schema was published since the snapshot. */
export async function lockRegistry({ db }: Tx, snapshot: RegistrySnapshot | null): Promise<void> {
  const [found] = await rows<{ revision: string }>(db, sql`select revision::text as revision from registry_revision for update`);
  if (snapshot && found?.revision !== snapshot.revision) throw new StaleCheckError('The registry was changed since the check.');
}

/** Whether a mutation with this key was made before. Its stored answer is returned, and no check is needed. */
async function isRepeatedMutation(
  { db, viewer }: Pick<Tx, 'db' | 'viewer'>,
  { idempotencyKey }: { readonly idempotencyKey: string },
): Promise<boolean> {
  const [found] = await rows(db, sql`select from idempotency where subject = ${viewer.subject} and key = ${idempotencyKey}`);
  return found !== undefined;
}

/** Takes the place of the check of a repeated mutation, whose action does not run. */
const REPEATED_MUTATION = new Error('The check of a repeated mutation is not made.');

const MAX_ATTEMPTS = 3;

/**
 * Makes a check, then the transaction that depends on it. Both are repeated when another schema was published between them. When the check failed, `act` gets
 * its error and throws it within the transaction.
 */
export async function withFreshCheck<Checked, Result>(
  ctx: Pick<Tx, 'db' | 'viewer'>,
  input: { readonly idempotencyKey: string },
  { check, act }: { readonly check: () => Promise<Checked>; readonly act: (checked: Checked | Error) => Promise<Result> },
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    // `act` throws a refusal within the transaction, where a repeated mutation gets its stored answer, and another one an audit row.
    const checked = (await isRepeatedMutation(ctx, input)) ? REPEATED_MUTATION : await check().catch((error: Error) => error);
    try {
      return await act(checked);
    } catch (error) {
      if (!(error instanceof StaleCheckError)) throw error;
      if (attempt === MAX_ATTEMPTS)
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
