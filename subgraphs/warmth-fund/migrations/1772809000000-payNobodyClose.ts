import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * FND-INV-6 goes by persons, and a household or an organisation is more than the payee. Whoever lives with the payee, in a file that is open or was
 * when the payout was asked for, belongs to an applicant for the project that is paid, or asked for the cost that is paid, neither approves
 * the payout nor pays it.
 */
export class PayNobodyClose1772809000000 implements MigrationInterface {
  name = 'PayNobodyClose1772809000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const step of [HOUSEHOLDS, PART, GUARD, SAME_HOUSEHOLD]) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger payout_kept_apart on disbursement;
      drop function payout_kept_apart, part_in_payout;
    `);
    await runner.query(sameHousehold(''));
    await runner.query('drop function households_of');
  }
}

const HOUSEHOLDS = `
  create function households_of(person uuid) returns setof uuid language sql stable set search_path = public, pg_temp as $$
    select h.id from household h where h.head_member_id = person
    union select m.household_id from household_member m where m.member_id = person
  $$;
`;

/** How a person has part in a payout beside its duties; null for who has none. A caller who is no person has none. */
const PART = `
  create function part_in_payout(acting text, payout disbursement) returns text language plpgsql stable set search_path = public, pg_temp as $$
  declare
    uuid_form text := '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
    person uuid := case when acting ~ uuid_form then acting::uuid end;
    source uuid := case when payout.source_subgraph = 'warmth-fund' and payout.source_id ~ uuid_form then payout.source_id::uuid end;
  begin
    return case
      when person is null then null
      when payout.member_id is not null and exists (
        select from hardship_file f where f.household_id in (select households_of(payout.member_id) intersect select households_of(person))
          and (f.status not in ('EXITED', 'REJECTED') or f.active_to >= (payout.created_at at time zone 'Asia/Shanghai')::date
            or f.household_id = (select a.household_id from aid_application a where a.id = source and payout.source_type = 'AidApplication'))
      ) then 'HOUSEHOLD'
      when payout.source_type = 'ProjectInstalment' and exists (
        select from project_instalment i join project_application a on a.project_id = i.project_id
          join project_application_person s on s.application_id = a.id where i.id = source and s.person_id = person
      ) then 'ORGANISATION'
      when payout.source_type = 'ServiceCostApplication' and exists (
        select from service_cost_application c where c.id = source and c.applied_by = acting
      ) then 'UNION'
    end;
  end $$;
`;

const GUARD = `
  create function payout_kept_apart() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if (new.approved_by is distinct from old.approved_by and part_in_payout(new.approved_by, new) is not null)
      or (new.paid_by is distinct from old.paid_by and part_in_payout(new.paid_by, new) is not null) then
      raise exception 'who approves or pays payout % is close to its payee', new.id
        using errcode = 'check_violation', constraint = 'payout_kept_apart', table = 'disbursement';
    end if;
    return new;
  end $$;
  create trigger payout_kept_apart before update of approved_by, paid_by on disbursement for each row execute function payout_kept_apart();
`;

/** FND-INV-5: an application from before the file is of the household that its worker has an open file in today. */
const sameHousehold = (today: string): string => `
  create or replace function aid_of_household(of_cycle uuid, of_household uuid, of_member uuid) returns setof aid_application
    language sql stable set search_path = public, pg_temp as $$
    with own as (
      select of_household as id where of_household is not null
      ${today}
    ),
    person as (
      select of_member as id
      union select h.head_member_id from household h where h.id in (select id from own)
      union select m.member_id from household_member m where m.household_id in (select id from own) and m.member_id is not null
    ),
    same as (
      select id from person
      union select id from own
      union select h.id from household h where h.head_member_id in (select id from person)
      union select m.household_id from household_member m where m.member_id in (select id from person)
      union select m.household_id from household_member m
        where m.identity_hash in (select of_own.identity_hash from household_member of_own where of_own.household_id in (select id from own))
    )
    select a.* from aid_application a where coalesce(a.household_id, a.member_id) in (select id from same) and a.cycle_id = of_cycle
  $$;
`;

const SAME_HOUSEHOLD = sameHousehold(`union select f.household_id from hardship_file f
        where f.household_id in (select households_of(of_member)) and f.status not in ('EXITED', 'REJECTED')`);
