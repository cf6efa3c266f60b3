import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * FND-INV-5 goes by persons. Counted by the household's id alone, a household that ended its file and opened another one in the same cycle was
 * a new one, and so was a worker who applied before the file was opened. Two applications are of one household where they share a person.
 */
export class CountPersonsOnce1772806000000 implements MigrationInterface {
  name = 'CountPersonsOnce1772806000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const step of [
      SAME_HOUSEHOLD,
      keepsToCycle('new.cycle_id', 'aid_of_household(new.cycle_id, new.household_id, new.member_id)'),
    ])
      await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      keepsToCycle(
        'new.cycle_id || coalesce(new.household_id, new.member_id)',
        `(select * from aid_application x where coalesce(x.household_id, x.member_id) = coalesce(new.household_id, new.member_id)
          and x.cycle_id = new.cycle_id)`,
      ),
    );
    await runner.query('drop function aid_of_household; drop index household_member_by_hash');
  }
}

/** A person without a record is known by the hash of the identity number. An application's household is one of those its worker is a person of. */
const SAME_HOUSEHOLD = `
  create index household_member_by_hash on household_member (identity_hash);
  create function aid_of_household(of_cycle uuid, of_household uuid, of_member uuid) returns setof aid_application
    language sql stable set search_path = public, pg_temp as $$
    with person as (
      select of_member as id
      union select h.head_member_id from household h where h.id = of_household
      union select m.member_id from household_member m where m.household_id = of_household and m.member_id is not null
    ),
    same as (
      select id from person
      union select of_household where of_household is not null
      union select h.id from household h where h.head_member_id in (select id from person)
      union select m.household_id from household_member m where m.member_id in (select id from person)
      union select m.household_id from household_member m
        where m.identity_hash in (select own.identity_hash from household_member own where own.household_id = of_household)
    )
    select a.* from aid_application a where coalesce(a.household_id, a.member_id) in (select id from same) and a.cycle_id = of_cycle
  $$;
`;

const keepsToCycle = (locked: string, same: string): string => `
  create or replace function aid_keeps_to_cycle() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    most int;
    approved int;
  begin
    if new.status not in ('APPROVED', 'PAYABLE', 'PAID', 'CLOSED') then
      return null;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('aid:' || ${locked}, 0));
    select s.per_cycle into most from aid_cycle c join aid_scheme s on s.id = c.scheme_id where c.id = new.cycle_id;
    select count(*) into approved from ${same} a where a.status in ('APPROVED', 'PAYABLE', 'PAID', 'CLOSED');
    if approved > most then
      raise exception 'application % is the %th of its household in cycle %', new.id, approved, new.cycle_id
        using errcode = 'check_violation', constraint = 'aid_application_per_cycle', table = 'aid_application';
    end if;
    return null;
  end $$;
`;
