import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What enterprises report of a year through their union: contracts, training, insurance, the staff congress. */
export class CreateLabourReport1767337000000 implements MigrationInterface {
  name = 'CreateLabourReport1767337000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index enterprise_by_name on enterprise (name_zh, id);

      create table enterprise_labour_report (
        enterprise_id uuid not null constraint enterprise_labour_report_enterprise references enterprise,
        year int not null constraint enterprise_labour_report_year check (year between 1949 and 9999),
        headcount int not null constraint enterprise_labour_report_headcount check (headcount >= 0),
        contracts_signed int not null,
        safety_trained int not null,
        pension int not null,
        medical int not null,
        unemployment int not null,
        injury int not null,
        maternity int not null,
        congress_held boolean not null,
        congress_standard boolean not null,
        submitted_by_id uuid not null constraint enterprise_labour_report_union references trade_union,
        version int not null default 1,
        constraint enterprise_labour_report_pk primary key (enterprise_id, year),
        constraint enterprise_labour_report_parts check (least(contracts_signed, safety_trained, pension, medical, unemployment, injury, maternity) >= 0
          and greatest(contracts_signed, safety_trained, pension, medical, unemployment, injury, maternity) <= headcount),
        constraint enterprise_labour_report_congress check (congress_held or not congress_standard)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table enterprise_labour_report; drop index enterprise_by_name');
  }
}
