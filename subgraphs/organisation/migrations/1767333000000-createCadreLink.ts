import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contact points of the headquarters' cadres, their visits, and what was asked for there (S-18, ORG-INV-9). */
export class CreateCadreLink1767333000000 implements MigrationInterface {
  name = 'CreateCadreLink1767333000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table cadre_link (
        id uuid constraint cadre_link_pk primary key,
        cadre_id uuid not null constraint cadre_link_cadre references staff_member,
        service_point_id uuid constraint cadre_link_point references service_point,
        enterprise_id uuid constraint cadre_link_enterprise references enterprise,
        member_id uuid constraint cadre_link_member references member,
        since date not null,
        ended_on date,
        version int not null default 1,
        constraint cadre_link_one_target check (num_nonnulls(service_point_id, enterprise_id, member_id) = 1),
        constraint cadre_link_days check (ended_on >= since)
      );
      create unique index cadre_link_once on cadre_link (cadre_id, (coalesce(service_point_id, enterprise_id, member_id))) where ended_on is null;
      create index cadre_link_by_point on cadre_link (service_point_id) where ended_on is null;
      create index cadre_link_by_enterprise on cadre_link (enterprise_id) where ended_on is null;
      create index cadre_link_by_member on cadre_link (member_id) where ended_on is null;

      -- ORG-INV-9: a station keeps a cadre. Whoever ends a link of a station waits for all others who do.
      create function cadre_link_covers_station() returns trigger language plpgsql as $$
      begin
        perform 1 from service_point p where p.id = old.service_point_id for update;
        if not exists (select 1 from cadre_link l where l.service_point_id = old.service_point_id and l.ended_on is null) then
          raise exception 'A station keeps a cadre.' using errcode = 'check_violation', constraint = 'cadre_link_covers_station';
        end if;
        return null;
      end $$;
      create constraint trigger cadre_link_covers_station after update of ended_on on cadre_link deferrable initially deferred
        for each row when (old.service_point_id is not null and old.ended_on is null and new.ended_on is not null)
        execute function cadre_link_covers_station();

      create table contact_visit (
        id uuid constraint contact_visit_pk primary key,
        cadre_link_id uuid not null constraint contact_visit_link references cadre_link,
        visited_on date not null,
        note text constraint contact_visit_note check (length(note) between 1 and 2000),
        recorded_by_id uuid not null
      );
      create index contact_visit_by_link on contact_visit (cadre_link_id, visited_on);
      revoke update on contact_visit from organisation_app;

      alter table service_request add column contact_visit_id uuid constraint service_request_visit references contact_visit;
      create index service_request_by_visit on service_request (contact_visit_id) where contact_visit_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table service_request drop column contact_visit_id;
      drop table contact_visit, cadre_link;
      drop function cadre_link_covers_station;
    `);
  }
}
