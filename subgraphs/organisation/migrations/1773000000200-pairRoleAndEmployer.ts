import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Law firms, venues and the foundation employ people for their own work and for no other, and that work is nobody else's. */
export class PairRoleAndEmployer1773000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table staff_member add constraint staff_employer_of_role check (
        (role = 'LAWYER') = (employer = 'LAW_FIRM')
        and (role = 'VENUE_STAFF') = (employer = 'VENUE')
        and (role = 'FUND_STAFF') = (employer = 'FOUNDATION')
        and (role <> 'FEDERATION_CADRE' or employer = 'FEDERATION')
        and (role not in ('MEDIATOR', 'WAGE_INSTRUCTOR') or employer in ('FEDERATION', 'GRASSROOTS', 'ENTERPRISE'))
        and (role <> 'JOINT_UNION_OFFICER' or employer in ('GRASSROOTS', 'CITY_RECRUITED')))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table staff_member drop constraint staff_employer_of_role');
  }
}
