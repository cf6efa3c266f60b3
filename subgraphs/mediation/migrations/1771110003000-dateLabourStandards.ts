import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Labour standards of three more kinds, two of them shares, and who set each. The growth of the city's product in 2012 is that of the
 * city's report (S-55).
 */
export class DateLabourStandards1771110003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table labour_standard drop constraint labour_standard_kind,
        add constraint labour_standard_kind check (kind in ('MINIMUM_WAGE_MONTH', 'MINIMUM_WAGE_HOUR', 'INDUSTRY_WAGE_MONTH',
          'WAGE_GROWTH_LINE', 'GDP_GROWTH')),
        alter column value_fen drop not null,
        add column value_bp int constraint labour_standard_share check (value_bp between -10000 and 10000),
        add column source_ref text,
        add column set_by text,
        add column set_at timestamptz,
        add constraint labour_standard_unit check ((kind in ('WAGE_GROWTH_LINE', 'GDP_GROWTH')) = (value_bp is not null)
          and (value_bp is null) = (value_fen is not null)),
        add constraint labour_standard_set check ((set_by is null) = (set_at is null));
      insert into labour_standard (kind, scope, value_bp, effective_from) values ('GDP_GROWTH', '北京市', 770, '2012-01-01');
      revoke update on labour_standard from mediation_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from labour_standard where value_fen is null or kind = 'INDUSTRY_WAGE_MONTH';
      alter table labour_standard drop constraint labour_standard_kind, drop constraint labour_standard_unit,
        drop constraint labour_standard_set, drop column value_bp, drop column source_ref, drop column set_by, drop column set_at,
        alter column value_fen set not null,
        add constraint labour_standard_kind check (kind in ('MINIMUM_WAGE_MONTH', 'MINIMUM_WAGE_HOUR'));
      grant update on labour_standard to mediation_app;
    `);
  }
}
