import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The table of where unions that have moved stand now, and the function that says where a path leads today. Each service that keeps paths lists it
 * among its migrations, before {@link followsMovesMigration}.
 */
export const movedUnionMigration = (): (new () => MigrationInterface) =>
  class MovedUnions implements MigrationInterface {
    name = 'MovedUnions1773000000500';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(TABLE);
      await runner.query(PRESENT_PATH);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('drop function present_path; drop table moved_union');
    }
  };

const TABLE = `
  create table moved_union (
    union_id text constraint moved_union_pk primary key,
    parent_path text collate "C" not null constraint moved_union_parent_path check (parent_path ~ '^/.+/$'),
    seen_version int not null
  )`;

/**
 * The lowest union of a path that has moved stands below the place that its last move told, and of that path the same is asked. It is volatile, so
 * that it sees what was committed while its caller waited. A circle, which the kinds of unions rule out, gives the path as it is.
 */
const PRESENT_PATH = `
  create function present_path(told text) returns text language plpgsql volatile as $$
    declare
      above text := told;
      below text := '';
      moved text;
      parent text;
    begin
      while right(above, 1) = '/' loop
        select m.union_id, m.parent_path into moved, parent from moved_union m
          where m.union_id = any(string_to_array(above, '/')) order by strpos(above, '/' || m.union_id || '/') desc limit 1;
        if not found then
          return above || below;
        elsif strpos('/' || below, '/' || moved || '/') > 0 then
          return told;
        end if;
        below := substr(above, strpos(above, '/' || moved || '/') + 1) || below;
        above := parent;
      end loop;
      return told;
    end $$`;

/**
 * Makes columns of paths (`table.column`) follow unions that move: whatever is written there becomes the path of today, also what an act read before
 * the move and writes after it. Who writes a path waits for a move that is being taken, and the move for them, by a lock that many acts hold at
 * once and a move alone. An index lets a move find its rows. `app` is the service's
 * role, which may change the columns from now on; `at` is the time in the migration's name, in milliseconds.
 */
export const followsMovesMigration = (app: string, at: number, columns: readonly string[]): (new () => MigrationInterface) =>
  class FollowsMoves implements MigrationInterface {
    name = `FollowsMoves${at}`;

    async up(runner: QueryRunner): Promise<void> {
      for (const [table, column] of columns.map(parted)) {
        await runner.query(functionOf(column));
        await runner.query(`
          create trigger ${triggerOf(column)} before insert or update of ${column} on ${table} for each row
            when (new.${column} is not null) execute function ${triggerOf(column)}();
          grant update (${column}) on ${table} to ${app}`);
        const [found] = (await runner.query(LEADING_INDEX, [table, column])) as unknown[];
        if (!found) await runner.query(`create index ${indexOf(table, column)} on ${table} (${column} text_pattern_ops)`);
      }
    }

    async down(runner: QueryRunner): Promise<void> {
      for (const [table, column] of columns.map(parted))
        await runner.query(`drop index if exists ${indexOf(table, column)}; drop trigger ${triggerOf(column)} on ${table}`);
      for (const column of new Set(columns.map((named) => parted(named)[1]))) {
        // Columns of one name share the function, also with those that another migration makes follow.
        const [used] = (await runner.query(USES, [triggerOf(column)])) as unknown[];
        if (!used) await runner.query(`drop function ${triggerOf(column)}`);
      }
    }
  };

const parted = (named: string): [string, string] => named.split('.') as [string, string];
const triggerOf = (column: string): string => `follow_union_of_${column}`;
const indexOf = (table: string, column: string): string => `${table}_follows_${column}`;

/** The lock that those who write paths share, and a move holds alone. */
export const MOVES_LOCK = `hashtextextended('union.moved', 0)`;

const functionOf = (column: string): string => `
  create or replace function ${triggerOf(column)}() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(${MOVES_LOCK});
      if exists (select from moved_union) then
        new.${column} := present_path(new.${column});
      end if;
      return new;
    end $$`;

/** Whether an index over all rows of a table begins with a column. */
const LEADING_INDEX = `
  select 1 as found from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
  where i.indrelid = $1::regclass and a.attname = $2 and i.indpred is null`;

/** Whether a trigger of any table calls a function. */
const USES = 'select 1 as found from pg_trigger where tgfoid = to_regproc($1)';
