import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { EntityManager } from 'typeorm';
import { type EntityTarget, getMetadataArgsStorage, type ObjectLiteral } from 'typeorm';
import { Refusal } from '../refusal.ts';

export { empty, join, raw, type Sql, sql };

/** Runs one statement and gives its rows, with the names that the statement gives its columns. */
export const rows = <Row>(db: EntityManager, statement: Sql): Promise<Row[]> => db.query(statement.text, statement.values);

/**
 * The select list of an entity, each column under its property's name, for use in hand-written SQL:
 * ``sql`select ${columns(Card, 'c')} from card c` ``.
 */
export function columns(entity: EntityTarget<ObjectLiteral>, alias: string): Sql {
  const own = getMetadataArgsStorage().columns.filter((column) => column.target === entity);
  if (own.length === 0) throw new Error(`Not an entity with columns of its own: ${String(entity)}`);
  return raw(
    own.map(({ propertyName, options }) => `${alias}."${options.name ?? propertyName}" as "${propertyName}"`).join(', '),
  );
}

export interface Versioned extends ObjectLiteral {
  readonly id: string;
  readonly version: number;
}

/**
 * Changes one row by compare-and-set on its version, counts the version up, and gives the row as it now is. Throws
 * `VERSION_CONFLICT` when somebody else was faster.
 */
export async function updateRow<Row extends Versioned>(
  db: EntityManager,
  entity: new () => Row,
  row: Row,
  changes: Partial<Row>,
): Promise<Row> {
  const next = { ...changes, version: row.version + 1 };
  const { affected } = await db.update(entity, { id: row.id, version: row.version } as never, next as never);
  if (affected !== 1) throw versionConflict(entity.name, row.version);
  return Object.assign(db.create(entity), row, next);
}

/** Writes one new row and gives it back as the entity. */
export async function insertRow<Row extends ObjectLiteral>(db: EntityManager, entity: new () => Row, row: Row): Promise<Row> {
  await db.insert(entity, row as never);
  return Object.assign(db.create(entity), row);
}

export const versionConflict = (what: string, expected: number): Refusal =>
  new Refusal('VERSION_CONFLICT', `The ${what} was changed since you read version ${expected}. Read it again and repeat.`, {
    field: 'expectedVersion',
  });
