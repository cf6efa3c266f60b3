import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An assignment that had not begun when the work ended was kept with its first day as its last: a day of service of somebody who had left. */
export class GiveAssignmentsUp1773300060000 implements MigrationInterface {
  name = 'GiveAssignmentsUp1773300060000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      grant delete on staff_assignment to organisation_app;
      delete from staff_assignment a using staff_member s where s.id = a.staff_member_id and s.status = 'LEFT' and a.from_day > s.left_at;`);
  }

  /** The days that were never served do not come back. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('revoke delete on staff_assignment from organisation_app;');
  }
}
