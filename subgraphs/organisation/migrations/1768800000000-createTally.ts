import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Counted {
  readonly table: string;
  /** The part of the tree that a row lies in; '/' where it is counted for the whole city only. */
  readonly path: string;
  readonly bucket: string;
  readonly where: string;
}

const COUNTED: readonly Counted[] = [
  { table: 'member', path: 'r.scope_path', bucket: 'r.membership_status', where: 'true' },
  { table: 'service_request', path: 'r.scope_path', bucket: 'r.status', where: 'true' },
  { table: 'card', path: `'/'`, bucket: 'r.valid_to::text', where: `r.status = 'ACTIVE'` },
  { table: 'fund_payment', path: `'/'`, bucket: 'r.state', where: 'true' },
];

/** Transactions at the same time count in lanes of their own, or they would wait for each other's commit at the top of the tree. */
const LANES = 16;

const count = ({ path, bucket, where }: Counted, rows: string, sign: 1 | -1): string =>
  `select ${path} as path, ${bucket} as bucket, ${sign} * count(*) as change from ${rows} r where ${where} group by 1, 2`;

/** Adds changes at a place to the counts of every part of the tree that it lies in, always in one order. */
const add = (table: string, changes: string): string => `
  insert into tally (what, scope_path, bucket, lane, rows)
  select '${table}', left(c.path, at), c.bucket, pg_backend_pid() % ${LANES}, sum(c.change)
  from (${changes}) as c cross join generate_series(1, length(c.path)) as at where substr(c.path, at, 1) = '/'
  group by 2, 3 having sum(c.change) <> 0 order by 2, 3
  on conflict on constraint tally_pk do update set rows = tally.rows + excluded.rows;`;

/** The trigger runs as the owner of the tables: nobody else writes the counts. */
const trigger = (counted: Counted): string => `
  create function tally_${counted.table}() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if tg_op = 'INSERT' then ${add(counted.table, count(counted, 'now_there', 1))}
    elsif tg_op = 'DELETE' then ${add(counted.table, count(counted, 'was_there', -1))}
    else ${add(counted.table, `${count(counted, 'now_there', 1)} union all ${count(counted, 'was_there', -1)}`)}
    end if;
    return null;
  end $$;
  create trigger tally_insert after insert on ${counted.table} referencing new table as now_there for each statement execute function tally_${counted.table}();
  create trigger tally_delete after delete on ${counted.table} referencing old table as was_there for each statement execute function tally_${counted.table}();
  create trigger tally_update after update on ${counted.table} referencing old table as was_there new table as now_there
    for each statement execute function tally_${counted.table}();
  lock table ${counted.table} in share row exclusive mode;
  ${add(counted.table, count(counted, counted.table, 1))}`;

/**
 * How many rows of large tables there are in each part of the tree, by state (cards by their last day), kept by triggers in
 * the transaction that changes them: numbers cost the same whether thousands or millions are counted.
 */
export class CreateTally1768800000000 implements MigrationInterface {
  name = 'CreateTally1768800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table tally (
        what text not null,
        scope_path text collate "C" not null,
        bucket text not null,
        lane int not null,
        rows bigint not null,
        constraint tally_pk primary key (what, scope_path, bucket, lane)
      ) with (fillfactor = 50);
      revoke insert, update, delete on tally from organisation_app;
      create index staff_social_worker on staff_member (id) where role = 'SOCIAL_WORKER' and employer = 'CITY_RECRUITED';
      drop index card_active, member_by_place;
    `);
    for (const counted of COUNTED) await runner.query(trigger(counted));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table } of COUNTED)
      await runner.query(`
        drop trigger tally_insert on ${table};
        drop trigger tally_update on ${table};
        drop trigger tally_delete on ${table};
        drop function tally_${table}();
      `);
    await runner.query(`
      drop table tally;
      drop index staff_social_worker;
      create index member_by_place on member (scope_path, membership_status);
      create index card_active on card (valid_to) where status = 'ACTIVE';
    `);
  }
}
