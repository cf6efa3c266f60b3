import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who works for the union without being one of its full-time social workers or a cadre of its headquarters gets a role and an
 * employer of their own, so that neither the team (S-14) nor the cadres (S-18) count them.
 */
export class WidenStaffRoles1770800002000 implements MigrationInterface {
  name = 'WidenStaffRoles1770800002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table staff_member drop constraint staff_role, drop constraint staff_employer;
      alter table staff_member
        add constraint staff_role check (role in ('SOCIAL_WORKER', 'JOINT_UNION_OFFICER', 'HQ_CADRE', 'UNION_CHAIR', 'HOTLINE_AGENT',
          'FEDERATION_CADRE', 'MEDIATOR', 'LAWYER', 'WAGE_INSTRUCTOR', 'FUND_STAFF', 'VENUE_STAFF')),
        add constraint staff_employer check (employer in ('CITY_RECRUITED', 'GRASSROOTS', 'CITY_HQ', 'ENTERPRISE',
          'FEDERATION', 'FOUNDATION', 'VENUE', 'LAW_FIRM')),
        add constraint staff_social_worker check (role <> 'SOCIAL_WORKER' or employer in ('CITY_RECRUITED', 'GRASSROOTS')),
        add constraint staff_cadre check (role <> 'HQ_CADRE' or employer = 'CITY_HQ');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table staff_member drop constraint staff_cadre, drop constraint staff_social_worker,
        drop constraint staff_role, drop constraint staff_employer;
      update staff_member set role = 'HOTLINE_AGENT'
        where role in ('FEDERATION_CADRE', 'MEDIATOR', 'LAWYER', 'WAGE_INSTRUCTOR', 'FUND_STAFF', 'VENUE_STAFF');
      update staff_member set employer = 'GRASSROOTS' where employer in ('FEDERATION', 'FOUNDATION', 'VENUE', 'LAW_FIRM');
      alter table staff_member
        add constraint staff_role check (role in ('SOCIAL_WORKER', 'JOINT_UNION_OFFICER', 'HQ_CADRE', 'UNION_CHAIR', 'HOTLINE_AGENT')),
        add constraint staff_employer check (employer in ('CITY_RECRUITED', 'GRASSROOTS', 'CITY_HQ', 'ENTERPRISE'));
    `);
  }
}
