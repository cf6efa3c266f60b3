import { columns, insertRows, newId, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import { PersistedOperation } from './PersistedOperation.ts';
import type { BudgetedOperation } from './publishOperations.ts';

/** The operations of an application that have one of the hashes, also retired ones. */
export const findOperations = ({ db }: Tx, applicationId: string, hashes: readonly string[]): Promise<PersistedOperation[]> =>
  rows(
    db,
    sql`select ${columns(PersistedOperation, 'o')} from persisted_operation o
      where o.application_id = ${applicationId} and o.hash = any(${hashes}::text[])`,
  );

/** Retires operations. Throws `NOT_FOUND` for a hash that no published operation has. */
export async function retireOperations(tx: Tx, applicationId: string, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return;
  const known = (await findOperations(tx, applicationId, hashes)).filter(({ retiredAt }) => retiredAt === null);
  const missing = hashes.find((hash) => known.every((one) => one.hash !== hash));
  if (missing !== undefined)
    throw new Refusal('NOT_FOUND', `The application has no published operation "${missing}".`, { field: 'retire' });
  await rows(
    tx.db,
    sql`update persisted_operation set retired_at = ${tx.now}, version = version + 1
      where application_id = ${applicationId} and hash = any(${hashes}::text[])`,
  );
}

/** Stores published operations: new ones are inserted; known ones get their new measures and budgets, and are no longer retired. */
export async function storeOperations(tx: Tx, applicationId: string, measured: readonly BudgetedOperation[]): Promise<void> {
  const hashes = measured.map(({ hash }) => hash);
  const known = new Set((await findOperations(tx, applicationId, hashes)).map(({ hash }) => hash));
  const common = { publishedBy: tx.viewer.clientId as string, publishedAt: tx.now, retiredAt: null };
  await insertRows(
    tx.db,
    PersistedOperation,
    measured
      .filter(({ hash }) => !known.has(hash))
      .map(({ operationName, coordinates, ...one }) => ({
        ...{ id: newId(), applicationId, name: operationName, coordinates: [...coordinates] },
        ...one,
        ...common,
        version: 1,
      })),
  );
  const again = measured.filter(({ hash }) => known.has(hash));
  if (again.length === 0) return;
  // The coordinates of an operation are sent as one text, because unnest flattens nested arrays.
  await rows(
    tx.db,
    sql`update persisted_operation o set coordinates = string_to_array(u.coordinates, ' '), fetches = u.fetches, cost = u.cost,
        max_fetches = u.max_fetches, max_cost = u.max_cost, published_by = ${common.publishedBy}, published_at = ${tx.now}, retired_at = null,
        version = o.version + 1
      from unnest(${again.map(({ hash }) => hash)}::text[], ${again.map(({ coordinates }) => coordinates.join(' '))}::text[],
        ${again.map(({ fetches }) => fetches)}::int[], ${again.map(({ cost }) => cost)}::int[],
        ${again.map(({ maxFetches }) => maxFetches)}::int[], ${again.map(({ maxCost }) => maxCost)}::int[])
        as u(hash, coordinates, fetches, cost, max_fetches, max_cost)
      where o.application_id = ${applicationId} and o.hash = u.hash`,
  );
}

/** Throws `QUOTA_EXCEEDED` when an application has more published operations than it may (number `OPERATIONS_PER_CLIENT`). */
export async function refuseOverQuota(tx: Tx, applicationId: string): Promise<void> {
  const most = tx.number(numbers.OPERATIONS_PER_CLIENT);
  const [found] = await rows<{ count: number }>(
    tx.db,
    sql`select count(*)::int as count from persisted_operation where application_id = ${applicationId} and retired_at is null`,
  );
  const count = found?.count ?? 0;
  const message = `The application would have ${count} operations; at most ${most} may be published at a time. Retire those that no release sends any more.`;
  refuseIf(count > most, 'QUOTA_EXCEEDED', message, { rule: '2.7', field: 'operations' });
}
