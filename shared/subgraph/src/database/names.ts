import { raw, type Sql, sql } from './rows.ts';

/**
 * Whether a name begins with some characters, as a condition on a column with the collation `pinyin`: the range lets an index of
 * the names find them in their order, the prefix leaves out what the order alone takes for equal. U+FFFF sorts behind all
 * characters (CLDR root collation).
 */
export function beginsWith(column: string, prefix: string): Sql {
  const name = raw(column);
  return sql`(${name} ^@ ${prefix} and ${name} >= ${prefix} and ${name} <= ${`${prefix}\uffff`})`;
}
