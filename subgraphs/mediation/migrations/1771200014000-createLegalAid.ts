import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Legal aid: a lawyer who acts for a worker, free of charge (S-39), and never one who mediated in the case (MED-INV-4). */
export class CreateLegalAid1771200014000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [GRANTS, MEDIATED, APART]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger mediated on mediation_case;
      drop table legal_aid_work, legal_aid_grant, case_mediated_by;
      drop function keep_mediated, check_apart;`);
  }
}

const GRANTS = `
  create table legal_aid_grant (
    id uuid constraint legal_aid_grant_pk primary key,
    case_id uuid not null constraint legal_aid_grant_case references mediation_case,
    member_id uuid not null,
    lawyer_id uuid not null constraint legal_aid_grant_lawyer references lawyer,
    lawyer_person_id uuid not null,
    scope text not null constraint legal_aid_grant_scope check (scope in ('CONSULTATION', 'MEDIATION', 'ARBITRATION', 'LITIGATION', 'ENFORCEMENT')),
    granted_on date not null,
    granted_by text not null,
    status text not null constraint legal_aid_grant_status check (status in ('ACTIVE', 'COMPLETED', 'TERMINATED')),
    ended_on date,
    outcome text constraint legal_aid_grant_outcome check (length(outcome) between 1 and 1000),
    version int not null,
    constraint legal_aid_grant_ended check ((status = 'ACTIVE') = (ended_on is null) and (ended_on is null) = (outcome is null)),
    constraint legal_aid_grant_order check (ended_on >= granted_on)
  );
  create unique index legal_aid_grant_one_now on legal_aid_grant (case_id, member_id) where status = 'ACTIVE';
  create index legal_aid_grant_latest on legal_aid_grant (granted_on desc, id desc);
  create index legal_aid_grant_of_member on legal_aid_grant (member_id);
  create index legal_aid_grant_of_lawyer on legal_aid_grant (lawyer_person_id, case_id);
  create table legal_aid_work (
    id uuid constraint legal_aid_work_pk primary key,
    grant_id uuid not null constraint legal_aid_work_grant references legal_aid_grant,
    worked_on date not null,
    minutes int not null constraint legal_aid_work_minutes check (minutes between 1 and 1440),
    note text not null constraint legal_aid_work_note check (length(note) between 1 and 1000),
    recorded_at timestamptz not null
  );
  create index legal_aid_work_of_grant on legal_aid_work (grant_id, worked_on, id);
  revoke update on legal_aid_work from mediation_app;`;

const MEDIATED = `
  -- Who has mediated in a case: what a recusal takes from the case's own row, stays here.
  create table case_mediated_by (
    case_id uuid not null constraint case_mediated_by_case references mediation_case,
    person_id uuid not null,
    constraint case_mediated_by_pk primary key (case_id, person_id)
  );
  revoke update on case_mediated_by from mediation_app;
  insert into case_mediated_by (case_id, person_id)
    select distinct c.id, p.id from mediation_case c, unnest(array[c.mediator_person_id, c.lawyer_person_id]) as p(id) where p.id is not null
    union select r.case_id, r.person_id from party_relation r where r.case_id is not null;`;

const APART = `
  -- A lawyer who mediated in a case acts for nobody in it, and the other way round (MED-INV-4). Both sides lock the case first.
  create function keep_mediated() returns trigger language plpgsql as $$
    begin
      insert into case_mediated_by (case_id, person_id)
        select distinct new.id, p.id from unnest(array[new.mediator_person_id, new.lawyer_person_id]) as p(id) where p.id is not null
        on conflict do nothing;
      if exists (select from legal_aid_grant g where g.case_id = new.id
        and g.lawyer_person_id in (new.mediator_person_id, new.lawyer_person_id))
      then
        raise exception 'who acts for a party mediates' using errcode = '23514', constraint = 'case_mediated_by_apart';
      end if;
      return null;
    end $$;
  create trigger mediated after insert or update of mediator_person_id, lawyer_person_id on mediation_case
    for each row when (new.mediator_person_id is not null or new.lawyer_person_id is not null) execute function keep_mediated();
  create function check_apart() returns trigger language plpgsql as $$
    begin
      perform from mediation_case c where c.id = new.case_id for update;
      if exists (select from case_mediated_by m where m.case_id = new.case_id and m.person_id = new.lawyer_person_id) then
        raise exception 'who mediated acts for a party' using errcode = '23514', constraint = 'legal_aid_grant_apart';
      end if;
      return new;
    end $$;
  create trigger apart before insert on legal_aid_grant for each row execute function check_apart();`;
