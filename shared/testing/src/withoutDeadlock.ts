import { eventually } from './eventually.ts';
import type { TestSubgraph } from './subgraph.ts';

/** Connections of a service to its database: more calls than that are never at it at once. */
const CONNECTIONS = 10;

/**
 * Runs calls at the same time that enter an exclusion constraint, while an open transaction holds their place by the row that
 * `occupied` inserts; it is taken back when each connection of the service waits. Who then entered it already would wait for all the others, and they for it: PostgreSQL
 * ends the circle as a deadlock, and the transaction is tried again. Checks that each call has written once: inserted into the table, or what `writes` says.
 */
export async function withoutDeadlock<Result>(
  subgraph: TestSubgraph,
  table: string,
  occupied: string,
  calls: readonly (() => Promise<Result>)[],
  writes = RegExp(`^\\s*insert into "?${table}"?\\W`, 'i'),
): Promise<Result[]> {
  const held = subgraph.sql(heldBy(table, occupied, Math.min(CONNECTIONS, calls.length))).catch((error: Error) => error.message);
  const isOccupied = `select from pg_locks where relation = '${table}'::regclass and mode = 'RowExclusiveLock' and granted`;
  // Ends, too, where the row cannot be inserted; what is told then is why.
  await Promise.race([held, eventually(async () => (await subgraph.sql(isOccupied)).length > 0)]);
  subgraph.statements();
  const results = await Promise.all(calls.map((call) => call()));
  expect(await held).toBe('taken back');
  const written = subgraph.statements().filter((statement) => writes.test(statement));
  expect([table, written.length]).toEqual([table, calls.length]);
  return results;
}

/** Inserts a row, waits until so many connections wait for a lock, and takes the row back; after a minute in any case, so that no test hangs. */
const heldBy = (table: string, occupied: string, connections: number): string => `do $$
  begin
    insert into ${table} ${occupied};
    for attempt in 1..1200 loop
      perform pg_stat_clear_snapshot();
      exit when ${connections} <= (select count(distinct l.pid) from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where not l.granted and a.datname = current_database());
      perform pg_sleep(0.05);
    end loop;
    raise exception 'taken back';
  end $$`;
