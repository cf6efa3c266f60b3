import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Hardship files that a request to 12351 opened (J-05): drafts, of which neither category nor income is known yet. */
export class OpenFileByRequest1768700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence hardship_file_number start with 100001;
      alter table hardship_file
        alter column category drop not null,
        alter column per_capita_monthly_fen drop not null,
        alter column line_fen drop not null,
        add column service_request_id uuid,
        add column request_version int,
        add column note text,
        add constraint hardship_file_known check (status in ('DRAFT', 'REJECTED') or num_nulls(category, per_capita_monthly_fen, line_fen) = 0),
        add constraint hardship_file_request check ((service_request_id is null) = (request_version is null));
      create index hardship_file_by_request on hardship_file (service_request_id) where service_request_id is not null;
      create index hardship_file_by_age on hardship_file (opened_on, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index hardship_file_by_age;
      alter table hardship_file
        drop constraint hardship_file_request, drop constraint hardship_file_known,
        drop column note, drop column request_version, drop column service_request_id,
        alter column line_fen set not null, alter column per_capita_monthly_fen set not null, alter column category set not null;
      drop sequence hardship_file_number;
    `);
  }
}
