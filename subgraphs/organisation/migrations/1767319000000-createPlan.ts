import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents of principle, the plan with what it is measured by, and the size of the workforce (S-02 to S-06, S-09). */
export class CreatePlan1767319000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table principle_document (
        id uuid constraint principle_document_pk primary key,
        bundle text not null constraint principle_document_bundle check (bundle in ('ONE_PLUS_SIX', 'ONE_PLUS_NINE')),
        seq int not null constraint principle_document_seq check (seq >= 0),
        title_zh text not null,
        title text not null,
        issuer text not null,
        issued_at date not null,
        implements text[] not null,
        constraint principle_document_place unique (bundle, seq)
      );

      create table plan (
        code text constraint plan_pk primary key,
        name_zh text not null,
        from_year int not null,
        to_year int not null,
        issuers text[] not null,
        constraint plan_years check (from_year <= to_year)
      );

      create table plan_indicator (
        code text constraint plan_indicator_pk primary key,
        plan_code text not null constraint plan_indicator_plan references plan,
        name_zh text not null,
        dimension text not null constraint plan_indicator_dimension check (dimension in
          ('EMPLOYMENT', 'INCOME', 'SAFETY', 'SECURITY', 'PARTICIPATION', 'CAREER')),
        unit text not null,
        target_bp int constraint plan_indicator_target_bp check (target_bp between 0 and 10000),
        target_count int constraint plan_indicator_target_count check (target_count > 0),
        constraint plan_indicator_unit check (case unit
          when 'RATE' then target_bp is not null and target_count is null
          when 'COUNT' then target_bp is null and target_count is not null
          when 'MILESTONE' then target_bp is null and target_count is null
          else false end),
        constraint plan_indicator_unit_key unique (code, unit)
      );

      -- ORG-INV-6: one first measurement for each indicator, scope and period, and at most one that supersedes each.
      create table indicator_measurement (
        id uuid constraint indicator_measurement_pk primary key,
        indicator_code text not null,
        unit text not null,
        scope_path text collate "C" not null,
        period text not null,
        period_end date not null,
        numerator int,
        denominator int,
        value_bp int constraint indicator_measurement_rate check (value_bp between 0 and 10000),
        value_count int constraint indicator_measurement_count check (value_count >= 0),
        source text not null,
        measured_at timestamptz not null,
        recorded_by_id uuid,
        supersedes_id uuid constraint indicator_measurement_superseded_once unique,
        constraint indicator_measurement_indicator foreign key (indicator_code, unit) references plan_indicator (code, unit),
        constraint indicator_measurement_key unique (id, indicator_code, scope_path, period),
        constraint indicator_measurement_supersedes foreign key (supersedes_id, indicator_code, scope_path, period)
          references indicator_measurement (id, indicator_code, scope_path, period),
        constraint indicator_measurement_parts check ((numerator is null) = (denominator is null)
          and (numerator is null or (numerator between 0 and denominator and denominator > 0))),
        constraint indicator_measurement_value check (case unit
          when 'RATE' then value_bp is not null and value_count is null
          when 'COUNT' then value_bp is null and value_count is not null
          else value_bp is null and coalesce(value_count between 0 and 1, false) end)
      );
      create unique index indicator_measurement_first on indicator_measurement (indicator_code, scope_path, period) where supersedes_id is null;
      create index indicator_measurement_latest on indicator_measurement (indicator_code, scope_path, period_end, measured_at);

      create table workforce_stat (
        year int constraint workforce_stat_pk primary key,
        workers int not null constraint workforce_stat_workers check (workers >= 0),
        note text
      );
      revoke update on principle_document, plan, plan_indicator, indicator_measurement, workforce_stat from organisation_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table workforce_stat, indicator_measurement, plan_indicator, plan, principle_document');
  }
}
