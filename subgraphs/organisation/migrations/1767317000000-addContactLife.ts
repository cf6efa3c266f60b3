import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The contacts of the city and the districts with social organisations get a scope, a register of their own, and witnesses (S-21). */
export class AddContactLife1767317000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table social_organisation alter column registered_on drop not null;
      create index social_organisation_by_name on social_organisation (name_zh, id);

      alter table contact_link
        add column scope_path text collate "C" not null generated always as ('/city/' || coalesce(district_code || '/', '')) stored;
      drop index contact_link_by_district;
      create index contact_link_by_scope on contact_link (scope_path) where status = 'LINKED';
      create index contact_link_by_organisation on contact_link (social_organisation_id);
      create unique index contact_link_one_open on contact_link (social_organisation_id, scope_path) where status <> 'ENDED';

      alter table contact_event
        add column recorded_by_id uuid,
        add column note text constraint contact_event_note check (length(note) <= 2000);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table contact_event drop column note, drop column recorded_by_id;
      drop index contact_link_one_open, contact_link_by_organisation, contact_link_by_scope;
      alter table contact_link drop column scope_path;
      create index contact_link_by_district on contact_link (district_code) where status = 'LINKED';
      drop index social_organisation_by_name;
      alter table social_organisation alter column registered_on set not null;
    `);
  }
}
