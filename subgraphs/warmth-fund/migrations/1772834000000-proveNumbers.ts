import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * FND-INV-4 by the number of the record: a person of a household who has a record has the number of that record, as organisation tells, also when it is
 * corrected or the record merged. Who is named by the number alone is the person of the record that has it, wherever households are compared.
 */
export class ProveNumbers1772834000000 implements MigrationInterface {
  name = 'ProveNumbers1772834000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const step of [IDENTITY, KEYS, PROVEN, FOLLOWED, PERSONS, HOUSEHOLDS, SAME_HOUSEHOLD]) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(SAME_HOUSEHOLD_BEFORE);
    await runner.query(HOUSEHOLDS_BEFORE);
    await runner.query(`
      drop trigger member_is_proven on household_member;
      drop trigger number_is_followed on household_member;
      drop function persons_of, records_with_number, member_is_proven, number_is_followed;
      alter table household_member drop column identity_proof;
      alter table household_member add constraint household_member_once unique (household_id, identity_hash);
      create unique index household_member_one_open on household_member (identity_hash) where held;
      create index household_member_by_hash on household_member (identity_hash);
      drop table member_identity;
      drop function number_is_corrected, identity_proof;
    `);
  }
}

/** `identityProof` of the package of identities, in SQL. */
const IDENTITY = `
  create function identity_proof(identity_hash text) returns text language sql immutable set search_path = public, pg_temp as $$
    select encode(sha256(convert_to('identity ' || identity_hash, 'UTF8')), 'hex')
  $$;
  create table member_identity (
    member_id uuid constraint member_identity_pk primary key,
    identity_proof text not null constraint member_identity_proof check (identity_proof ~ '^[0-9a-f]{64}$'),
    seen_version int not null
  );
  create index member_identity_by_proof on member_identity (identity_proof);
  grant delete on member_identity to warmth_fund_app;
`;

/** Persons are told apart by the proof, which follows the record, in place of the hash of what was typed. */
const KEYS = `
  alter table household_member add column identity_proof text;
  update household_member set identity_proof = identity_proof(identity_hash);
  alter table household_member alter column identity_proof set not null, drop constraint household_member_once,
    add constraint household_member_once unique (household_id, identity_proof);
  drop index household_member_one_open, household_member_by_hash;
  create unique index household_member_one_open on household_member (identity_proof) where held;
  create index household_member_by_proof on household_member (identity_proof);
`;

/** The row of the record is locked, so that a correction of its number waits until the household is written, and then finds it. */
const PROVEN = `
  create function member_is_proven() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    proof text;
  begin
    new.identity_proof := identity_proof(new.identity_hash);
    select i.identity_proof into proof from member_identity i where i.member_id = new.member_id for share;
    if proof <> new.identity_proof then
      raise exception 'person % of a household has another number than their record', new.id
        using errcode = 'check_violation', constraint = 'household_member_proven', table = 'household_member';
    end if;
    return new;
  end $$;
  create trigger member_is_proven before insert on household_member for each row execute function member_is_proven();
`;

/** A number that is somebody else's of the household already, or held in another one, stays what it was: nobody is in two. */
const unlessTaken = (row: string, proof: string): string =>
  `not exists (select from household_member other where other.identity_proof = ${proof} and other.id <> ${row}.id
    and (other.household_id = ${row}.household_id or (other.held and ${row}.held)))`;

const FOLLOWED = `
  create function number_is_corrected() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    update household_member m set identity_proof = new.identity_proof
      where m.member_id = new.member_id and m.identity_proof <> new.identity_proof and ${unlessTaken('m', 'new.identity_proof')};
    return null;
  end $$;
  create trigger number_is_corrected after insert or update of identity_proof on member_identity for each row
    execute function number_is_corrected();

  create function number_is_followed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    proof text;
  begin
    select i.identity_proof into proof from member_identity i where i.member_id = new.member_id for share;
    if proof <> new.identity_proof and ${unlessTaken('new', 'proof')} then
      new.identity_proof := proof;
    end if;
    return new;
  end $$;
  create trigger number_is_followed before update of member_id on household_member for each row execute function number_is_followed();
`;

/** Of a record that was merged the survivor. */
const PERSONS = `
  create function records_with_number(proof text) returns setof uuid language sql stable set search_path = public, pg_temp as $$
    select coalesce(g.survivor_id, i.member_id) from member_identity i
      left join member_merge g on g.duplicate_id = i.member_id and g.state = 'MERGED' where i.identity_proof = proof
  $$;
  create function persons_of(household uuid) returns setof uuid language sql stable set search_path = public, pg_temp as $$
    select m.member_id from household_member m where m.household_id = household and m.member_id is not null
    union select r.id from household_member m, records_with_number(m.identity_proof) as r (id)
      where m.household_id = household and m.member_id is null
  $$;
`;

const HOUSEHOLDS = `
  create or replace function households_of(person uuid) returns setof uuid language sql stable set search_path = public, pg_temp as $$
    with record as (
      select person as id union select g.duplicate_id from member_merge g where g.survivor_id = person and g.state = 'MERGED'
    )
    select h.id from household h where h.head_member_id = person
    union select m.household_id from household_member m where m.member_id = person
    union select m.household_id from member_identity i join household_member m on m.identity_proof = i.identity_proof and m.member_id is null
      where i.member_id in (select id from record)
  $$;
`;

const HOUSEHOLDS_BEFORE = `
  create or replace function households_of(person uuid) returns setof uuid language sql stable set search_path = public, pg_temp as $$
    select h.id from household h where h.head_member_id = person
    union select m.household_id from household_member m where m.member_id = person
  $$;
`;

const SAME_HOUSEHOLD = sameHousehold(
  'union select p.id from own, persons_of(own.id) as p (id)',
  'union select h.id from person, households_of(person.id) as h (id)',
  'identity_proof',
);

const SAME_HOUSEHOLD_BEFORE = sameHousehold(
  'union select m.member_id from household_member m where m.household_id in (select id from own) and m.member_id is not null',
  `union select h.id from household h where h.head_member_id in (select id from person)
    union select m.household_id from household_member m where m.member_id in (select id from person)`,
  'identity_hash',
);

/** FND-INV-5: the applications of a cycle by persons who are, or were, in one household with a person. */
function sameHousehold(persons: string, households: string, key: string): string {
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
      ${persons}
    ),
    same as (
      select id from person
      union select id from own
      ${households}
      union select m.household_id from household_member m
        where m.${key} in (select of_own.${key} from household_member of_own where of_own.household_id in (select id from own))
    )
    select a.* from aid_application a where coalesce(a.household_id, a.member_id) in (select id from same) and a.cycle_id = of_cycle
  $$;
  `;
}
