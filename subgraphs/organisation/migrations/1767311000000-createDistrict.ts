import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDistrict1767311000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table district (
        code text constraint district_pk primary key constraint district_code check (code ~ '^110[12][0-9]{2}$'),
        name_zh text not null,
        name text not null,
        kind text not null constraint district_kind check (kind in ('DISTRICT', 'COUNTY', 'DEVELOPMENT_AREA')),
        communities_total int not null,
        communities_covered int not null,
        constraint district_coverage check (communities_covered between 0 and communities_total)
      );

      create table social_organisation (
        id uuid constraint social_organisation_pk primary key,
        name_zh text not null,
        reg_no text not null constraint social_organisation_reg_no unique,
        kind text not null constraint social_organisation_kind check (kind in ('ASSOCIATION', 'FOUNDATION', 'SERVICE_ORGANISATION')),
        registered_on date not null,
        version int not null default 1
      );

      create table contact_link (
        id uuid constraint contact_link_pk primary key,
        social_organisation_id uuid not null constraint contact_link_organisation references social_organisation,
        district_code text constraint contact_link_district references district,
        status text not null constraint contact_link_status check (status in ('CANDIDATE', 'CONTACTED', 'LINKED', 'SUSPENDED', 'ENDED')),
        version int not null default 1
      );
      create index contact_link_by_district on contact_link (district_code) where status = 'LINKED';

      create table contact_event (
        id uuid constraint contact_event_pk primary key,
        contact_link_id uuid not null constraint contact_event_link references contact_link,
        happened_on date not null
      );
      create index contact_event_by_link on contact_event (contact_link_id, happened_on);
      revoke update on contact_event from organisation_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table contact_event, contact_link, social_organisation, district');
  }
}
