import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two open files may turn out to have one person, by a correction of a record or a merge of two (FND-INV-4). Which ones they are is found by
 * `files_with_person_of`; one of them ends with a reason of its own, and until then aid is paid out of the two as out of one household (FND-INV-5).
 */
export class SeeDoubledFiles1773100000000 implements MigrationInterface {
  name = 'SeeDoubledFiles1773100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const step of [RECORDS, FILES, personsOnce(true), sameHousehold(true), PAID_ONCE, exitReasons([...REASONS, ADDED])])
      await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update hardship_file set exit_reason = 'HOUSEHOLD_CHANGED' where exit_reason = '${ADDED}';
      ${exitReasons(REASONS)}
      drop trigger aid_paid_once on disbursement;
      drop function aid_paid_once, aid_beyond_cycle;
    `);
    await runner.query(sameHousehold(false));
    await runner.query(personsOnce(false));
    await runner.query('drop function files_with_person_of, records_of');
  }
}

/** The records of one person, as far as merges tell: the survivor and its doubles. */
const RECORDS = `
  create function records_of(record uuid) returns setof uuid language sql stable set search_path = public, pg_temp as $$
    with person as (
      select coalesce((select g.survivor_id from member_merge g where g.duplicate_id = record and g.state = 'MERGED'), record) as id
    )
    select id from person
    union select g.duplicate_id from person join member_merge g on g.survivor_id = person.id and g.state = 'MERGED'
  $$;
`;

const FILES = `
  create function files_with_person_of(file uuid) returns setof uuid language sql stable set search_path = public, pg_temp as $$
    select distinct other_file.id from hardship_file own
      cross join lateral (
        select p.id from persons_of(own.household_id) as p (id)
        union select h.head_member_id from household h where h.id = own.household_id
      ) as person
      cross join lateral records_of(person.id) as record (id)
      cross join lateral households_of(record.id) as other (id)
      join hardship_file other_file on other_file.household_id = other.id
    where own.id = file and other_file.id <> file
      and own.status not in ('DRAFT', 'EXITED', 'REJECTED') and other_file.status not in ('DRAFT', 'EXITED', 'REJECTED')
  $$;
`;

function personsOnce(byFunction: boolean): string {
  const others = byFunction
    ? 'select from files_with_person_of(new.id)'
    : `select from (
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
          where f.id <> new.id and f.status not in ('DRAFT', 'EXITED', 'REJECTED')`;
  return `
  create or replace function hardship_file_persons_once() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if exists (${others}) then
      raise exception 'a person of the file % stands in another open one', new.id
        using errcode = 'check_violation', constraint = 'hardship_file_persons_once', table = 'hardship_file';
    end if;
    return new;
  end $$;
  `;
}

/** FND-INV-5: the applications of a cycle by persons who are, or were, in one household with a person, by whichever of their records. */
function sameHousehold(byAllRecords: boolean): string {
  const records = byAllRecords ? 'select r.id from person, records_of(person.id) as r (id)' : 'select id from person';
  return `
  create or replace function aid_of_household(of_cycle uuid, of_household uuid, of_member uuid) returns setof aid_application
    language sql stable set search_path = public, pg_temp as $$
    with own as (
      select of_household as id where of_household is not null
      union select f.household_id from hardship_file f
        where f.household_id in (select households_of(of_member)) and f.status not in ('EXITED', 'REJECTED')
    ),
    person as (
      select of_member as id
      union select h.head_member_id from household h where h.id in (select id from own)
      union select p.id from own, persons_of(own.id) as p (id)
    ),
    record as (${records}),
    same as (
      select id from record
      union select id from own
      union select h.id from record, households_of(record.id) as h (id)
      union select m.household_id from household_member m
        where m.identity_proof in (select of_own.identity_proof from household_member of_own where of_own.household_id in (select id from own))
    )
    select a.* from aid_application a where coalesce(a.household_id, a.member_id) in (select id from same) and a.cycle_id = of_cycle
  $$;
  `;
}

/**
 * FND-INV-5 where two households turn out to have one person after aid of both was approved: nothing more of the two goes to the bank than the scheme gives one
 * household. Unlike for an approval only the households of the two applications themselves are compared: households that became one later were two.
 */
const PAID_ONCE = `
  create function aid_beyond_cycle(subgraph text, type text, id text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
    with own as (
      select a.* from aid_application a where a.id = case when subgraph = 'warmth-fund' and type = 'AidApplication' then aid_beyond_cycle.id::uuid end
    ),
    person as (
      select member_id as id from own
      union select h.head_member_id from own join household h on h.id = own.household_id
      union select p.id from own, persons_of(own.household_id) as p (id)
    ),
    record as (select r.id from person, records_of(person.id) as r (id)),
    same as (select id from record union select h.id from record, households_of(record.id) as h (id))
    select (select count(*) from aid_application a where a.cycle_id = own.cycle_id and coalesce(a.household_id, a.member_id) in (select id from same)
        and a.status in ('APPROVED', 'PAYABLE', 'PAID', 'CLOSED')) > scheme.per_cycle
      from own join aid_cycle c on c.id = own.cycle_id join aid_scheme scheme on scheme.id = c.scheme_id
  $$;

  create function aid_paid_once() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if aid_beyond_cycle(new.source_subgraph, new.source_type, new.source_id) then
      raise exception 'the household of payout % has aid of this cycle by another application', new.id
        using errcode = 'check_violation', constraint = 'aid_paid_once', table = 'disbursement';
    end if;
    return new;
  end $$;
  create trigger aid_paid_once before update of status on disbursement for each row
    when (new.source_type = 'AidApplication' and new.status in ('APPROVED', 'SENT') and old.status <> new.status)
    execute function aid_paid_once();
`;

const REASONS: readonly string[] = ['INCOME_ABOVE_LINE', 'LEFT_BEIJING', 'FALSE_DATA', 'DEATH', 'HOUSEHOLD_CHANGED', 'WITHDRAWN'];
const ADDED = 'PERSON_IN_OTHER_FILE';

const exitReasons = (reasons: readonly string[]): string => `
  alter table hardship_file drop constraint hardship_file_exit;
  alter table hardship_file add constraint hardship_file_exit check (exit_reason in (${reasons.map((one) => `'${one}'`).join(', ')}));
`;
