import type { EventType } from '@union-graph/events';
import type { EntityManager, ObjectLiteral } from 'typeorm';
import { columnOf, columns, join, raw, rows, sql, tableOf, valuesOf } from '../database/rows.ts';
import type { CloudEvent } from '../events/publish.ts';
import { type EventHandler, handle } from '../events/receive.ts';
import { isId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Tx } from '../transaction.ts';

/** A row of what a service knows of a thing of another service. */
export interface KnownRow extends ObjectLiteral {
  /** The version of the thing that the row was last told of. */
  readonly seenVersion: number;
}

/** What an event tells of a thing, by the row's properties; one that is undefined stays as it is known. */
type Told<Row extends KnownRow> = Partial<Omit<Row, 'seenVersion'>>;

export interface KnownOptions<Row> {
  /** The property that is the thing's id, and the subject of the events about it. */
  readonly id: keyof Row & string;
  /** What the thing is called in a refusal: `enterprise`. */
  readonly what: string;
  /** Counts up when rows need to be told of again, as for a new column. */
  readonly revision?: number;
}

/** What a service knows of things of another service; made by {@link defineKnown}. */
export interface Known<Row extends KnownRow> {
  /**
   * Keeps what events of these types tell; null keeps nothing. Each type tells all columns of the row, or those that no other type tells:
   * an event that is older than what is known changes nothing. `changed` runs when an event told something new.
   */
  follow<Data>(
    types: EventType<Data> | readonly EventType<Data>[],
    told: (event: CloudEvent<Data>) => Told<Row> | null,
    changed?: (tx: Tx, row: Row, before: Row | null) => Promise<void>,
  ): EventHandler;
  /** What is known of a thing; null when nothing is. */
  find(db: EntityManager, id: string): Promise<Row | null>;
  /**
   * What is known of the thing that an act refers to by its input `field`. The row is locked against changes until the act is done.
   * `NOT_FOUND` for a thing that nothing is known of, and for one that the viewer may not see by `visible`.
   */
  get(tx: Tx, id: string, options: { readonly field: string; readonly visible?: (row: Row) => boolean }): Promise<Row>;
  /** The same of several things; in no order. */
  getAll(
    tx: Tx,
    ids: readonly string[],
    options: { readonly field: string; readonly visible?: (row: Row) => boolean },
  ): Promise<Row[]>;
}

/**
 * Defines what a service knows of things of another service (an entity of its own with a property `seenVersion`), as the events of the owner
 * tell. See README.md.
 */
export function defineKnown<Row extends KnownRow>(
  entity: new () => Row,
  { id: idProperty, what, revision = 1 }: KnownOptions<Row>,
): Known<Row> {
  const select = (db: EntityManager, ids: readonly string[]) => sql`select ${columns(entity, 'k')} from ${tableOf(db, entity)} k
    where k.${columnOf(db, entity, idProperty)} = any(${ids.filter(isId)}::uuid[])`;
  const find = async (db: EntityManager, id: string): Promise<Row | null> => (await rows<Row>(db, select(db, [id])))[0] ?? null;
  const getAll: Known<Row>['getAll'] = async ({ db }, ids, { field, visible = () => true }) => {
    const found = (await rows<Row>(db, sql`${select(db, ids)} for share`)).filter(visible);
    const known = new Set(found.map((row) => row[idProperty] as unknown));
    const missing = ids.find((id) => !known.has(id));
    if (missing === undefined) return found;
    throw new Refusal('NOT_FOUND', `There is no ${what} "${missing}" that is known here, or you may not see it.`, { field });
  };
  return {
    find,
    getAll,
    get: async (tx, id, options) => (await getAll(tx, [id], options))[0] as Row,
    follow: (types, told, changed) => ({
      ...handle(types, async (tx, event) => {
        const row = told(event);
        if (row === null) return;
        const before = changed ? await find(tx.db, event.subject) : null;
        const known = { [idProperty]: event.subject, ...row, seenVersion: event.aggregateversion };
        if (!(await keep(tx.db, entity, known as unknown as Row)) || !changed) return;
        const isNews = before === null || before.seenVersion < event.aggregateversion;
        if (isNews) await changed(tx, (await find(tx.db, event.subject)) as Row, before);
      }),
      keeps: { name: entity.name, revision, isEmpty: (db) => isEmpty(db, entity) },
    }),
  };
}

/** Writes what is told of a thing; false when something later was told already. What is told again in the same version is written again. */
async function keep<Row extends KnownRow>(db: EntityManager, entity: new () => Row, told: Row): Promise<boolean> {
  const values = valuesOf(db, entity, told, 'isInsert');
  const keys = db.connection.getMetadata(entity).primaryColumns.map(({ databaseName }) => raw(`"${databaseName}"`));
  const version = columnOf(db, entity, 'seenVersion');
  const written: unknown[] = await rows(
    db,
    sql`insert into ${tableOf(db, entity)} as known (${join(values.map(({ column }) => column))})
    values (${join(values.map(({ value }) => sql`${value}`))})
    on conflict (${join(keys)}) do update set ${join(values.map(({ column }) => sql`${column} = excluded.${column}`))}
    where known.${version} <= excluded.${version} returning 1 as written`,
  );
  return written.length > 0;
}

const isEmpty = async (db: EntityManager, entity: new () => KnownRow): Promise<boolean> =>
  (await rows(db, sql`select from ${tableOf(db, entity)} limit 1`)).length === 0;
