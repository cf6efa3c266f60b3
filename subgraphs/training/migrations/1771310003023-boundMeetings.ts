import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A meeting lasts a day at the most: its first and last day, which the degree plan's rule looks at, are all its days (SKL-INV-5). */
export class BoundMeetings1771310003023 implements MigrationInterface {
  name = 'BoundMeetings1771310003023';

  async up(runner: QueryRunner): Promise<void> {
    // What was planned before stays as it was.
    await runner.query(
      `alter table meeting add constraint meeting_length check (ends_at - starts_at <= interval '24 hours') not valid`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table meeting drop constraint meeting_length');
  }
}
