import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { EntityManager } from 'typeorm';
import { type EntityTarget, getMetadataArgsStorage, type ObjectLiteral } from 'typeorm';
import { Refusal } from '../refusal.ts';

export { empty, join, raw, type Sql, sql };

/** Runs one statement; returns its rows, with the column names of the statement. */
export const rows = <Row>(db: EntityManager, statement: Sql): Promise<Row[]> => db.query(statement.text, statement.values);

/**
 * The same for a statement whose text never changes: each connection keeps it prepared under its name, and neither parses nor plans it again. For
 * what every change runs; a name stands for one text.
 */
export const preparedRows = <Row>(
  db: EntityManager,
  name: string,
  { text, values }: { readonly text: string; readonly values: readonly unknown[] },
): Promise<Row[]> =>
  // The driver takes a name beside the text; TypeORM hands both on as they are.
  db.query({ name, text } as unknown as string, [...values]);

/**
 * The select list of an entity, each column under its property's name, for use in hand-written SQL:
 * ``sql`select ${columns(Card, 'c')} from card c` ``.
 */
export function columns(entity: EntityTarget<ObjectLiteral>, alias: string): Sql {
  const lists = selectLists.get(entity) ?? new Map<string, Sql>();
  selectLists.set(entity, lists);
  const list = lists.get(alias) ?? selectList(entity, alias);
  lists.set(alias, list);
  return list;
}

/** The select lists of entities by their aliases: most statements have one, and the columns of an entity are those of its class. */
const selectLists = new Map<EntityTarget<ObjectLiteral>, Map<string, Sql>>();

function selectList(entity: EntityTarget<ObjectLiteral>, alias: string): Sql {
  const own = getMetadataArgsStorage().columns.filter(({ target }) => target === entity || isBaseOf(target, entity));
  if (own.length === 0) throw new Error(`Not an entity with columns of its own: ${String(entity)}`);
  return raw(
    own.map(({ propertyName, options }) => `${alias}."${options.name ?? propertyName}" as "${propertyName}"`).join(', '),
  );
}

/** Whether an entity inherits columns from a class. */
const isBaseOf = (base: unknown, entity: EntityTarget<ObjectLiteral>): boolean =>
  typeof base === 'function' && typeof entity === 'function' && entity.prototype instanceof base;

export interface Versioned extends ObjectLiteral {
  readonly id: string;
  readonly version: number;
}

/** One row by its id, locked until the transaction ends; null when there is none. */
export async function lockRow<Row extends Versioned>(db: EntityManager, entity: new () => Row, id: string): Promise<Row | null> {
  const [found] = await preparedRows<Row>(
    db,
    `lock ${entity.name}`,
    sql`select ${columns(entity, 'r')} from ${tableOf(db, entity)} r where r.${columnOf(db, entity, 'id')} = ${id} for update`,
  );
  return found ? Object.assign(db.create(entity), found) : null;
}

/**
 * Updates one row by compare-and-set on its version, increments the version, and returns the changed row. Throws `VERSION_CONFLICT` when the
 * row was changed since it was read.
 */
export async function updateRow<Row extends Versioned>(
  db: EntityManager,
  entity: new () => Row,
  row: Row,
  changes: Partial<Row>,
): Promise<Row> {
  const next = { ...changes, version: row.version + 1 };
  const set = join(valuesOf(db, entity, next, 'isUpdate').map(({ column, value }) => sql`${column} = ${value}`));
  const change = sql`update ${tableOf(db, entity)} set ${set}
    where ${columnOf(db, entity, 'id')} = ${row.id} and ${columnOf(db, entity, 'version')} = ${row.version}`;
  const [, affected] = (await db.query(change.text, change.values)) as [unknown, number];
  if (affected !== 1) throw versionConflict(entity.name, row.version);
  return Object.assign(db.create(entity), row, next);
}

/** Inserts one row; returns it as the entity. */
export async function insertRow<Row extends ObjectLiteral>(db: EntityManager, entity: new () => Row, row: Row): Promise<Row> {
  const values = valuesOf(db, entity, row, 'isInsert');
  const [names, given] = [join(values.map(({ column }) => column)), join(values.map(({ value }) => sql`${value}`))];
  await rows(db, sql`insert into ${tableOf(db, entity)} (${names}) values (${given})`);
  return Object.assign(db.create(entity), row);
}

/** Inserts rows by one statement. All must have the same properties; an empty list is allowed. */
export async function insertRows<Row extends ObjectLiteral>(
  db: EntityManager,
  entity: new () => Row,
  all: readonly Row[],
): Promise<void> {
  const written = all.map((row) => valuesOf(db, entity, row, 'isInsert'));
  const [first] = written;
  if (!first) return;
  const given = written.map((values) => {
    if (values.length !== first.length) throw new Error(`The rows of ${entity.name} have different properties.`);
    return sql`(${join(values.map(({ value }) => sql`${value}`))})`;
  });
  await rows(db, sql`insert into ${tableOf(db, entity)} (${join(first.map(({ column }) => column))}) values ${join(given)}`);
}

// Single rows are written and locked by plain SQL: TypeORM's query builders take longer than the database does.

export const tableOf = (db: EntityManager, entity: EntityTarget<ObjectLiteral>): Sql =>
  raw(`"${db.connection.getMetadata(entity).tableName}"`);

export const columnOf = (db: EntityManager, entity: EntityTarget<ObjectLiteral>, property: string): Sql =>
  raw(`"${db.connection.getMetadata(entity).findColumnWithPropertyName(property)?.databaseName}"`);

/** The columns of a row with their values for the driver. Undefined values and columns that the database computes are left out. */
export const valuesOf = (
  db: EntityManager,
  entity: EntityTarget<ObjectLiteral>,
  row: ObjectLiteral,
  written: 'isInsert' | 'isUpdate',
): { column: Sql; value: unknown }[] =>
  db.connection.getMetadata(entity).columns.flatMap((column) => {
    const value: unknown = row[column.propertyName];
    if (value === undefined || !column[written]) return [];
    return { column: raw(`"${column.databaseName}"`), value: db.connection.driver.preparePersistentValue(value, column) };
  });

export const versionConflict = (what: string, expected: number): Refusal =>
  new Refusal('VERSION_CONFLICT', `The ${what} was changed since you read version ${expected}. Read it again and repeat.`, {
    field: 'expectedVersion',
  });
