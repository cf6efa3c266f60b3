import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the city's documents do not say is marked and not made up: a month is kept where a day is not known, and rows whose
 * names or numbers stand for real ones carry `is_placeholder` (domain decisions B-12, C-22).
 */
export class MarkPlaceholders1770800001000 implements MigrationInterface {
  name = 'MarkPlaceholders1770800001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table principle_document
        alter column issued_at drop not null,
        add column issued_month text constraint principle_document_month check (issued_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        add column is_placeholder boolean not null default false;
      update principle_document set issued_month = to_char(issued_at, 'YYYY-MM');
      alter table principle_document add constraint principle_document_day_in_month
        check (issued_at is null or (issued_month is not null and issued_month = to_char(issued_at::timestamp, 'YYYY-MM')));

      alter table department
        add column since_month text constraint department_month check (since_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        add column is_placeholder boolean not null default false,
        add constraint department_day_in_month check (since_month is null or since_month = to_char(since::timestamp, 'YYYY-MM'));

      alter table task_project add column is_placeholder boolean not null default false;
      alter table district add column is_placeholder boolean not null default false;
      alter table trade_union add column is_placeholder boolean not null default false;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table trade_union drop column is_placeholder;
      alter table district drop column is_placeholder;
      alter table task_project drop column is_placeholder;
      alter table department drop constraint department_day_in_month, drop column is_placeholder, drop column since_month;
      alter table principle_document drop constraint principle_document_day_in_month;
      update principle_document set issued_at = (coalesce(issued_month, '1900-01') || '-01')::date where issued_at is null;
      alter table principle_document alter column issued_at set not null, drop column is_placeholder, drop column issued_month;
    `);
  }
}
