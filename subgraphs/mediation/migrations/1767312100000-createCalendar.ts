import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Days off and days worked that break the week, from the State Council's notices for 2012, 2013 and 2014. */
const HOLIDAYS: readonly [nameZh: string, from: string, to: string, worked: readonly string[]][] = [
  ['元旦', '2012-01-01', '2012-01-03', ['2011-12-31']],
  ['春节', '2012-01-22', '2012-01-28', ['2012-01-21', '2012-01-29']],
  ['清明节', '2012-04-02', '2012-04-04', ['2012-03-31', '2012-04-01']],
  ['劳动节', '2012-04-29', '2012-05-01', ['2012-04-28']],
  ['端午节', '2012-06-22', '2012-06-24', []],
  ['中秋节、国庆节', '2012-09-30', '2012-10-07', ['2012-09-29']],
  ['元旦', '2013-01-01', '2013-01-03', ['2013-01-05', '2013-01-06']],
  ['春节', '2013-02-09', '2013-02-15', ['2013-02-16', '2013-02-17']],
  ['清明节', '2013-04-04', '2013-04-06', ['2013-04-07']],
  ['劳动节', '2013-04-29', '2013-05-01', ['2013-04-27', '2013-04-28']],
  ['端午节', '2013-06-10', '2013-06-12', ['2013-06-08', '2013-06-09']],
  ['中秋节', '2013-09-19', '2013-09-21', ['2013-09-22']],
  ['国庆节', '2013-10-01', '2013-10-07', ['2013-09-29', '2013-10-12']],
  ['元旦', '2014-01-01', '2014-01-01', []],
  ['春节', '2014-01-31', '2014-02-06', ['2014-01-26', '2014-02-08']],
  ['清明节', '2014-04-05', '2014-04-07', []],
  ['劳动节', '2014-05-01', '2014-05-03', ['2014-05-04']],
  ['端午节', '2014-06-02', '2014-06-02', []],
  ['中秋节', '2014-09-08', '2014-09-08', []],
  ['国庆节', '2014-10-01', '2014-10-07', ['2014-09-28', '2014-10-11']],
];

/** The calendar, and the three functions by which every deadline is counted (Civil Code 201 to 203, domain rule 2.0 «Days»). */
export class CreateCalendar1767312100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table calendar_day (
        day date constraint calendar_day_pk primary key,
        working boolean not null,
        name_zh text not null
      );

      create function civil_day(at timestamptz) returns date
        language sql immutable parallel safe
        return (at at time zone 'Asia/Shanghai')::date;

      create function is_working_day(asked date) returns boolean
        language sql stable
        return coalesce((select listed.working from calendar_day listed where listed.day = asked), extract(isodow from asked) < 6);

      create function rolled_day(last date) returns date
        language sql stable
        return case when is_working_day(last) then last
          else (select min(d)::date from generate_series(last + 1, last + 14, interval '1 day') d where is_working_day(d::date)) end;

      create function last_day(start date, days int) returns date
        language sql stable
        return rolled_day(start + days);

      create function working_day_after(start date, days int) returns date
        language sql stable
        return (
          select worked.day from (
            select d::date as day, row_number() over (order by d) as nth
            from generate_series(start + 1, start + days * 2 + 14, interval '1 day') d where is_working_day(d::date)
          ) worked where worked.nth = days
        );
    `);
    for (const [nameZh, from, to, worked] of HOLIDAYS) {
      await runner.query(
        `insert into calendar_day select d::date, false, $1 from generate_series($2::date, $3::date, interval '1 day') d`,
        [nameZh, from, to],
      );
      await runner.query(`insert into calendar_day select unnest($2::date[]), true, $1 || '调休上班'`, [nameZh, worked]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function working_day_after, last_day, rolled_day, is_working_day, civil_day;
      drop table calendar_day;
    `);
  }
}
