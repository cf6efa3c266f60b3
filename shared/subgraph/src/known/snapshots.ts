import { type EventType, isOfType, snapshotRequested } from '@union-graph/events';
import { serviceViewer } from '@union-graph/identity';
import type { EntityManager } from 'typeorm';
import { columnOf, columns, rows, type Sql, sql, tableOf, type Versioned } from '../database/rows.ts';
import type { SubgraphDefinition } from '../define.ts';
import type { CloudEvent } from '../events/publish.ts';
import { type EventHandler, handle } from '../events/receive.ts';
import { newId } from '../ids.ts';
import { type Transactions, type Tx, transact } from '../transaction.ts';

/** How a service tells the present state of its rows to one that begins to follow them. */
export interface Snapshot {
  /** The types of event that tell it. */
  readonly types: readonly EventType[];
  readonly entity: new () => Versioned;
  /** What is told, where it is not simply the rows of the entity: waiting pages name it. */
  readonly name: string;
  /** Which rows `r` are told; all unless given. */
  readonly where: Sql | undefined;
  /** Publishes where the rows stand, with the version that each has. */
  readonly tell: (tx: Tx, rows: readonly Versioned[]) => Promise<void>;
}

/** Offers the rows of an entity, or those `where` a condition on `r` holds, told by these types of event, to services that begin to follow them. */
export const defineSnapshot = <Row extends Versioned>(
  types: readonly EventType[],
  entity: new () => Row,
  tell: (tx: Tx, rows: readonly Row[]) => Promise<void>,
  { name = entity.name, where }: { readonly name?: string; readonly where?: Sql } = {},
): Snapshot => ({ types, entity, name, where, tell: tell as Snapshot['tell'] });

/** A table of what is known of other services' things. */
export interface KnownTable {
  readonly name: string;
  readonly revision: number;
  readonly isEmpty: (db: EntityManager) => Promise<boolean>;
}

interface Followed extends KnownTable {
  /** As they are on the wire: `organisation.card.activated`. */
  readonly types: readonly string[];
}

/** What handlers keep, each table with the types of event of other services that it is kept by. */
function followedBy(handlers: readonly EventHandler[], own: string): Followed[] {
  const tables = new Map<string, Followed>();
  for (const { types, keeps } of handlers) {
    const others = types.filter(({ publisher }) => publisher !== null && publisher !== own);
    if (!keeps || others.length === 0) continue;
    const known = tables.get(keeps.name)?.types ?? [];
    tables.set(keeps.name, { ...keeps, types: [...known, ...others.map(({ publisher, name }) => `${publisher}.${name}`)] });
  }
  return [...tables.values()];
}

/**
 * At start: asks for the present state of what this service begins to follow. A table is asked for once for each of its revisions; one that
 * has rows when it is first looked at, in its first revision, was filled with the data set. Of several processes one asks.
 */
export async function requestSnapshots(
  { name }: SubgraphDefinition,
  handlers: readonly EventHandler[],
  transactions: Transactions,
): Promise<void> {
  const followed = followedBy(handlers, name);
  const { manager } = transactions.dataSource;
  const noted = await rows<{ name: string; revision: number }>(manager, sql`select name, revision from known_table`);
  const revisions = new Map(noted.map((table) => [table.name, table.revision]));
  const fresh = followed.filter((table) => (revisions.get(table.name) ?? 0) < table.revision);
  if (fresh.length === 0) return;
  const context = { viewer: serviceViewer(name), now: new Date(), causationId: null };
  await transact(transactions, context, async (tx) => {
    for (const table of fresh) {
      const filled = table.revision === 1 && !(await table.isEmpty(tx.db));
      const written = await rows(
        tx.db,
        sql`insert into known_table as known (name, revision, requested_at)
        values (${table.name}, ${table.revision}, ${filled ? null : tx.now})
        on conflict on constraint known_table_pk do update set revision = excluded.revision, requested_at = excluded.requested_at
        where known.revision < excluded.revision returning name`,
      );
      if (written.length > 0 && !filled) await tx.publish(snapshotRequested, { id: newId(), version: 1 }, { types: table.types });
    }
  });
}

/** The task that tells one page of a snapshot to one subscriber. */
export const TELL_SNAPSHOT = 'tell_snapshot';

/** On `<name>.snapshot.requested`: has each entity that is asked for told to the service that asks. */
export const snapshotHandlers = ({ snapshots = [] }: SubgraphDefinition): readonly EventHandler[] =>
  snapshots.length === 0
    ? []
    : [
        handle(snapshotRequested, async (tx, { source, data }) => {
          const wanted = snapshots.filter(({ types }) => types.some((type) => data.types.some((asked) => isOfType(type, asked))));
          for (const { name } of wanted)
            await tx.schedule(TELL_SNAPSHOT, { entity: name, subscriber: nameOf(source), after: null });
        }),
      ];

const nameOf = (source: CloudEvent['source']): string => source.split('/').at(-1) as string;

const PAGE = 500;
/** A subscriber that has so much to hear is waited for, so that what is new reaches it soon. */
const MOST_WAITING = 2_000;
const PAUSE_MS = 1_000;

interface Page {
  /** The name of the snapshot. */
  readonly entity: string;
  readonly subscriber: string;
  /** The id of the last row that was told. */
  readonly after: string | null;
}

/** Tells the next page to its subscriber alone, and goes on with the one after it. */
export async function tellSnapshot(
  { name, snapshots = [] }: SubgraphDefinition,
  transactions: Transactions,
  page: Page,
): Promise<void> {
  const snapshot = snapshots.find((one) => one.name === page.entity);
  const subscribers = transactions.subscribers.filter((subscriber) => subscriber.name === page.subscriber);
  if (!snapshot || subscribers.length === 0) return;
  const context = { viewer: serviceViewer(name), now: new Date(), causationId: null };
  await transact({ ...transactions, subscribers }, context, async (tx) => {
    if ((await waitingFor(tx.db, page.subscriber)) >= MOST_WAITING)
      return tx.schedule(TELL_SNAPSHOT, { ...page }, { at: new Date(tx.now.getTime() + PAUSE_MS) });
    const told = await rowsAfter(tx.db, snapshot, page.after);
    await snapshot.tell(tx, told);
    if (told.length === PAGE) await tx.schedule(TELL_SNAPSHOT, { ...page, after: (told.at(-1) as Versioned).id });
  });
}

const rowsAfter = (db: EntityManager, { entity, where = sql`true` }: Snapshot, after: string | null): Promise<Versioned[]> =>
  rows<Versioned>(
    db,
    sql`select ${columns(entity, 'r')} from ${tableOf(db, entity)} r
    where (${after}::uuid is null or r.${columnOf(db, entity, 'id')} > ${after}::uuid) and ${where} order by r.${columnOf(db, entity, 'id')} limit ${PAGE}`,
  );

async function waitingFor(db: EntityManager, subscriber: string): Promise<number> {
  const [found] = await rows<{ count: number }>(
    db,
    sql`select count(*)::int as count from (
      select from event_delivery d where d.subscriber = ${subscriber} and d.dead_at is null limit ${MOST_WAITING}) d`,
  );
  return found?.count ?? 0;
}
