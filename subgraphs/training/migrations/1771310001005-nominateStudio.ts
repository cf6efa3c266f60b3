import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Studios are nominated, reviewed, named with the science commission, opened, and evaluated year by year (S-60, 2.3.2). */
const STUDIOS = `
  alter table innovation_studio
    add column level text not null default 'CITY' constraint innovation_studio_level check (level in ('CITY', 'DISTRICT')),
    add column is_named_after_leader boolean not null default false,
    add column expertise text,
    add column nominated_by uuid,
    add column nominated_at timestamptz,
    add column scope_path text,
    add column reviewed_by uuid,
    add column reviewed_at timestamptz,
    add column review_note text,
    add column named_by uuid,
    add column site text,
    add column opened_on date,
    add column revoked_on date,
    add column revoked_reason text,
    alter column named_on drop not null,
    drop constraint innovation_studio_status;
  alter table innovation_studio alter column level drop default, alter column is_named_after_leader drop default;
  update innovation_studio set status = 'ACTIVE', opened_on = named_on where status = 'NAMED';
  update innovation_studio set revoked_on = named_on, revoked_reason = '' where status = 'REVOKED';
  update innovation_studio set nominated_at = named_on, scope_path = '/city/' || district_code || '/';
  alter table innovation_studio alter column nominated_at set not null, alter column scope_path set not null,
    add constraint innovation_studio_status
      check (status in ('NOMINATED', 'REVIEWED', 'DECLINED', 'NAMED', 'ACTIVE', 'EVALUATED', 'REVOKED')),
    add constraint innovation_studio_named check ((status in ('NOMINATED', 'REVIEWED', 'DECLINED')) = (named_on is null)),
    add constraint innovation_studio_opened check (status not in ('ACTIVE', 'EVALUATED') or opened_on is not null),
    add constraint innovation_studio_revoked check ((status = 'REVOKED') = (revoked_on is not null)
      and (revoked_on is null) = (revoked_reason is null));
  drop index innovation_studio_name;
  create unique index innovation_studio_name on innovation_studio (lower(replace(name_zh, ' ', ''))) where status <> 'DECLINED';
  create unique index innovation_studio_one_a_leader on innovation_studio (leader_member_id) where status not in ('DECLINED', 'REVOKED');
  create index innovation_studio_latest on innovation_studio (nominated_at, id);`;

const PARTS = `
  create table studio_co_namer (
    studio_id uuid not null constraint studio_co_namer_studio references innovation_studio,
    agency_code text not null constraint studio_co_namer_agency references agency,
    signed_by uuid,
    signed_at timestamptz not null,
    constraint studio_co_namer_pk primary key (studio_id, agency_code)
  );
  revoke update on studio_co_namer from training_app;

  create table studio_project (
    id uuid constraint studio_project_pk primary key,
    studio_id uuid not null constraint studio_project_studio references innovation_studio,
    name_zh text not null,
    year int not null,
    result text,
    recorded_at timestamptz not null,
    version int not null default 1
  );
  create unique index studio_project_name on studio_project (studio_id, year, lower(replace(name_zh, ' ', '')));

  create table studio_evaluation (
    id uuid constraint studio_evaluation_pk primary key,
    studio_id uuid not null constraint studio_evaluation_studio references innovation_studio,
    year int not null,
    passed boolean not null,
    results_count int not null,
    findings text not null,
    evaluated_by uuid not null,
    evaluated_at timestamptz not null,
    constraint studio_evaluation_once unique (studio_id, year)
  );
  revoke update on studio_evaluation from training_app;`;

/** A studio of the city is named with the science commission, whatever the order of the acts; its own data set may bring both at once. */
const CO_NAMED = `
  create function check_studio_co_named() returns trigger language plpgsql as $$
  begin
    if not exists (select from studio_co_namer n where n.studio_id = new.id and n.agency_code = 'SCIENCE') then
      raise exception 'studio % is named without the science commission', new.id
        using errcode = 'check_violation', constraint = 'innovation_studio_co_named';
    end if;
    return null;
  end $$;
  create constraint trigger innovation_studio_co_named after insert or update of status on innovation_studio deferrable initially deferred
    for each row when (new.level = 'CITY' and new.status in ('NAMED', 'ACTIVE', 'EVALUATED')) execute function check_studio_co_named();`;

export class NominateStudio1771310001005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STUDIOS + PARTS);
    await runner.query(
      `insert into studio_co_namer select id, 'SCIENCE', null, named_on from innovation_studio where status in ('ACTIVE', 'REVOKED')`,
    );
    await runner.query(CO_NAMED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger innovation_studio_co_named on innovation_studio;
      drop function check_studio_co_named;
      drop table studio_evaluation, studio_project, studio_co_namer;
      delete from innovation_studio where named_on is null;
      drop index innovation_studio_name, innovation_studio_one_a_leader, innovation_studio_latest;
      alter table innovation_studio drop constraint innovation_studio_status, drop constraint innovation_studio_named,
        drop constraint innovation_studio_opened, drop constraint innovation_studio_revoked;
      update innovation_studio set status = 'NAMED' where status <> 'REVOKED';
      create unique index innovation_studio_name on innovation_studio (lower(replace(name_zh, ' ', '')));
      alter table innovation_studio drop column level, drop column is_named_after_leader, drop column expertise, drop column nominated_by,
        drop column nominated_at, drop column scope_path, drop column reviewed_by, drop column reviewed_at, drop column review_note,
        drop column named_by, drop column site, drop column opened_on, drop column revoked_on, drop column revoked_reason,
        alter column named_on set not null,
        add constraint innovation_studio_status check (status in ('NAMED', 'REVOKED'));
    `);
  }
}
