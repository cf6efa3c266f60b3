import type pg from 'pg';

// Rows go in several times faster when the indexes and foreign keys of their table are made afterwards, in one pass each.
// What was put aside is kept in the database itself, so that a killed load finds it again.

/**
 * Takes the indexes, exclusion constraints and foreign keys off some tables, all but primary keys and what foreign keys refer
 * to, unless that was done before. Checks of single rows stay on.
 */
export async function putAside(client: pg.Client, set: string, tables: readonly string[]): Promise<void> {
  await client.query('begin');
  await client.query('create table if not exists data_set_aside (at int generated always as identity, restore text not null)');
  const { rowCount } = await client.query('insert into data_set (name, loaded_at) values ($1, now()) on conflict do nothing', [
    `${set}/keys aside`,
  ]);
  if (rowCount)
    for (const { restore, remove } of await keysOf(client, tables)) {
      await client.query('insert into data_set_aside (restore) values ($1)', [restore]);
      await client.query(remove);
    }
  await client.query('commit');
}

/** Makes all that was put aside anew, each for itself: foreign keys look at every row once, unique and exclusion constraints too. */
export async function putBack(client: pg.Client, step: (what: string) => void): Promise<void> {
  const { rows: exists } = await client.query(`select to_regclass('data_set_aside') is not null as yes`);
  if (!exists[0]?.yes) return;
  const { rows } = await client.query<{ at: number; restore: string }>('select at, restore from data_set_aside order by at');
  for (const { at, restore } of rows) {
    step(`making ${/(index|constraint) (\S+)/i.exec(restore)?.[0].toLowerCase()}`);
    await client.query('begin');
    await client.query(restore);
    await client.query('delete from data_set_aside where at = $1', [at]);
    await client.query('commit');
  }
  await client.query('drop table data_set_aside');
}

interface Key {
  readonly restore: string;
  readonly remove: string;
}

/** Indexes first, so that foreign keys find them when they are made again. */
async function keysOf(client: pg.Client, tables: readonly string[]): Promise<Key[]> {
  const { rows } = await client.query<Key>(
    `with constraints as (
      select c.*, format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) as restore,
        format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as remove
      from pg_constraint c where c.conrelid = any($1::text[]::regclass[])
        and (c.contype in ('f', 'x') or (c.contype = 'u' and not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = c.conindid)))
    )
    select restore, remove from (
      select 1 as turn, pg_get_indexdef(i.indexrelid) as restore, format('drop index %s', i.indexrelid::regclass) as remove
        from pg_index i where i.indrelid = any($1::text[]::regclass[])
        and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
      union all select case contype when 'f' then 3 else 2 end, restore, remove from constraints
    ) as keys order by turn, restore`,
    [tables],
  );
  return rows;
}
