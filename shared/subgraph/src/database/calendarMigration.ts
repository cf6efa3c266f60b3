import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { SubgraphDefinition } from '../define.ts';
import { HOLIDAYS } from './holidays.ts';
import { appRole } from './provision.ts';

/** Subgraphs that have the table, or the functions, from an earlier migration of their own, which also drops them. */
const WITH_TABLE = ['mediation', 'organisation'];
const WITH_FUNCTIONS = ['mediation'];

/** The calendar and the one way by which deadlines are counted in days (domain rule 2.0 «Days»). */
export function calendarMigration({ name }: SubgraphDefinition): new () => MigrationInterface {
  const app = appRole(name);
  return class Calendar implements MigrationInterface {
    name = 'Calendar1770500010000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(TABLE);
      await runner.query(FUNCTIONS);
      await runner.query(`revoke insert, update on calendar_day from ${app}`);
      await runner.query(
        `insert into calendar_day
         select d::date, false, name_zh from unnest($1::text[], $2::date[], $3::date[]) as off(name_zh, first, last)
           cross join generate_series(first, last, interval '1 day') d
         union all select day, true, name_zh || '调休上班' from unnest($4::text[], $5::date[]) as worked(name_zh, day)
         on conflict (day) do update set working = excluded.working, name_zh = excluded.name_zh`,
        [
          HOLIDAYS.map(([nameZh]) => nameZh),
          HOLIDAYS.map(([, from]) => from),
          HOLIDAYS.map(([, , to]) => to),
          HOLIDAYS.flatMap(([nameZh, , , worked]) => worked.map(() => nameZh)),
          HOLIDAYS.flatMap(([, , , worked]) => worked),
        ],
      );
    }

    async down(runner: QueryRunner): Promise<void> {
      if (!WITH_FUNCTIONS.includes(name))
        await runner.query('drop function working_day_after, last_day, rolled_day, is_working_day, civil_day');
      if (!WITH_TABLE.includes(name)) await runner.query('drop table calendar_day');
    }
  };
}

/** Counts days one by one, as far as it must; the functions before looked at every day of a span that was surely long enough. */
export const calendarLoopMigration = (): (new () => MigrationInterface) =>
  class CountDaysByLoop implements MigrationInterface {
    name = 'CountDaysByLoop1771310010000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        create or replace function rolled_day(last date) returns date language plpgsql stable as $$
        begin
          while not is_working_day(last) loop
            last := last + 1;
          end loop;
          return last;
        end $$;

        create or replace function working_day_after(start date, days int) returns date language plpgsql stable as $$
        begin
          if start is null or (days > 0) is not true then
            return null;
          end if;
          while days > 0 loop
            start := start + 1;
            if is_working_day(start) then
              days := days - 1;
            end if;
          end loop;
          return start;
        end $$;`);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(FUNCTIONS);
    }
  };

const TABLE = `
  create table if not exists calendar_day (
    day date constraint calendar_day_pk primary key,
    working boolean not null,
    name_zh text not null
  );`;

const FUNCTIONS = `
  create or replace function civil_day(at timestamptz) returns date
    language sql immutable parallel safe
    return (at at time zone 'Asia/Shanghai')::date;

  create or replace function is_working_day(asked date) returns boolean
    language sql stable
    return coalesce((select listed.working from calendar_day listed where listed.day = asked), extract(isodow from asked) < 6);

  create or replace function rolled_day(last date) returns date
    language sql stable
    return case when is_working_day(last) then last
      else (select min(d)::date from generate_series(last + 1, last + 14, interval '1 day') d where is_working_day(d::date)) end;

  create or replace function last_day(start date, days int) returns date
    language sql stable
    return rolled_day(start + days);

  create or replace function working_day_after(start date, days int) returns date
    language sql stable
    return (
      select worked.day from (
        select d::date as day, row_number() over (order by d) as nth
        from generate_series(start + 1, start + days * 2 + 14, interval '1 day') d where is_working_day(d::date)
      ) worked where worked.nth = days
    );`;
