import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * FND-INV-4 also where a record is corrected or merged after two files were opened: no file becomes active, or stays it at a review, while another open
 * one has one of its persons. And the day of death of records: no cover is longer than the life (FND-INV-9).
 */
export class OneActiveFileForAPerson1772835000000 implements MigrationInterface {
  name = 'OneActiveFileForAPerson1772835000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table member_identity add column died_on date;
      create function hardship_file_persons_once() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        perform from (
            select p.id from persons_of(new.household_id) as p (id)
            union select h.head_member_id from household h where h.id = new.household_id
          ) as person
          left join member_merge own on own.duplicate_id = person.id and own.state = 'MERGED'
          cross join lateral (
            select coalesce(own.survivor_id, person.id) as id
            union select g.duplicate_id from member_merge g where g.survivor_id = coalesce(own.survivor_id, person.id) and g.state = 'MERGED'
          ) as record
          cross join lateral households_of(record.id) as other (id)
          join hardship_file f on f.household_id = other.id
          where f.id <> new.id and f.status not in ('DRAFT', 'EXITED', 'REJECTED');
        if found then
          raise exception 'a person of the file % stands in another open one', new.id
            using errcode = 'check_violation', constraint = 'hardship_file_persons_once', table = 'hardship_file';
        end if;
        return new;
      end $$;
      create trigger hardship_file_persons_once before update of status, review_due_on on hardship_file for each row
        when (new.status = 'ACTIVE' and (old.status <> 'ACTIVE' or old.review_due_on is distinct from new.review_due_on))
        execute function hardship_file_persons_once();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger hardship_file_persons_once on hardship_file;
      drop function hardship_file_persons_once;
      alter table member_identity drop column died_on;
    `);
  }
}
