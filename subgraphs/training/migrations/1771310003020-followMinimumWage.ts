import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The minimum wage is mediation's labour standard, of which training hears by event (S-37). The published ones until 2013 (P10) are here from
 * the beginning, so that vacancies are checked before the first event; mediation tells them again.
 */
export class FollowMinimumWage1771310003020 implements MigrationInterface {
  name = 'FollowMinimumWage1771310003020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table minimum_wage (
        effective_from date constraint minimum_wage_pk primary key,
        standard_id uuid,
        amount_fen bigint not null constraint minimum_wage_amount check (amount_fen > 0),
        seen_version int not null
      );
      insert into minimum_wage (effective_from, amount_fen, seen_version)
        values ('2011-01-01', 116000, 0), ('2012-01-01', 126000, 0), ('2013-01-01', 140000, 0);
      delete from rule_number where name = 'MINIMUM_WAGE_MONTH';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table minimum_wage');
  }
}
