import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A wrong record of an officer's hours is declared void beside it: the record stays as it was written (S-31, SKL-INV-9). */
export class VoidStaffTraining1771330020003 implements MigrationInterface {
  name = 'VoidStaffTraining1771330020003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table staff_training_void (
        record_id uuid constraint staff_training_void_pk primary key constraint staff_training_void_record references staff_training_record,
        reason text not null,
        voided_by uuid not null,
        voided_at timestamptz not null
      );
      revoke update on staff_training_void from training_app;
      create index staff_training_record_of_year on staff_training_record (staff_id, year, date);
    `);
    await runner.query(SUMS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger staff_training_year_sums on staff_training_year;
      drop trigger staff_training_record_sums on staff_training_record;
      drop trigger staff_training_void_sums on staff_training_void;
      drop function check_training_sums, check_sums_of_void;
      delete from staff_training_record r using staff_training_void v where v.record_id = r.id;
      drop index staff_training_record_of_year;
      drop table staff_training_void;
    `);
  }
}

/** A year's sums are those of its records that stand; checked when the transaction ends. */
const SUMS = `
  create function check_training_sums() returns trigger language plpgsql as $$
  declare told record; summed record;
  begin
    select city_hours as city, district_hours as district into told from staff_training_year where (staff_id, year) = (new.staff_id, new.year);
    select coalesce(sum(r.hours) filter (where r.provider = 'CITY'), 0) as city,
        coalesce(sum(r.hours) filter (where r.provider = 'DISTRICT'), 0) as district into summed
      from staff_training_record r where (r.staff_id, r.year) = (new.staff_id, new.year)
        and not exists (select from staff_training_void v where v.record_id = r.id);
    if (told.city, told.district) is distinct from (summed.city, summed.district) then
      raise exception 'the year % of % has % and % hours; its records have % and %', new.year, new.staff_id, told.city, told.district,
        summed.city, summed.district using errcode = 'check_violation', constraint = 'staff_training_year_sums';
    end if;
    return null;
  end $$;
  create function check_sums_of_void() returns trigger language plpgsql as $$
  begin
    perform from staff_training_record r join staff_training_year y on (y.staff_id, y.year) = (r.staff_id, r.year), lateral (
        select coalesce(sum(o.hours) filter (where o.provider = 'CITY'), 0) as city,
          coalesce(sum(o.hours) filter (where o.provider = 'DISTRICT'), 0) as district
        from staff_training_record o where (o.staff_id, o.year) = (r.staff_id, r.year)
          and not exists (select from staff_training_void v where v.record_id = o.id)) summed
      where r.id = new.record_id and (y.city_hours, y.district_hours) is distinct from (summed.city, summed.district);
    if found then
      raise exception 'the hours of record % were not taken from the sums of its year', new.record_id
        using errcode = 'check_violation', constraint = 'staff_training_year_sums';
    end if;
    return null;
  end $$;
  create constraint trigger staff_training_year_sums after update of city_hours, district_hours on staff_training_year
    deferrable initially deferred for each row execute function check_training_sums();
  create constraint trigger staff_training_record_sums after insert on staff_training_record
    deferrable initially deferred for each row execute function check_training_sums();
  create constraint trigger staff_training_void_sums after insert on staff_training_void
    deferrable initially deferred for each row execute function check_sums_of_void();`;
