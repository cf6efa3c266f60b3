import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCostAndPersonQuota1767710000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table data_sharing_agreement
        add column max_cost int not null default 200 constraint agreement_max_cost check (max_cost > 0),
        add column persons_per_day int not null default 200 constraint agreement_persons_per_day check (persons_per_day > 0);

      alter table quota_use drop constraint quota_span,
        add constraint quota_span check (span in ('MINUTE', 'DAY', 'PERSONS'));

      -- Whose data were read under an agreement today, so that nobody is counted twice; earlier days are not kept.
      create table quota_person (
        agreement_id uuid not null constraint quota_person_agreement references data_sharing_agreement,
        day date not null,
        person_id text not null,
        constraint quota_person_pk primary key (agreement_id, day, person_id)
      );
      grant delete on quota_person to governance_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table quota_person;
      delete from quota_use where span = 'PERSONS';
      alter table quota_use drop constraint quota_span, add constraint quota_span check (span in ('MINUTE', 'DAY'));
      alter table data_sharing_agreement drop column max_cost, drop column persons_per_day;
    `);
  }
}
