import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The limits of requests end with the last second of a day in Beijing, not with the first instant of the next one (`endOfDay` in `shared/subgraph`). */
export class EndLimitsWithTheirDay1773000000412 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`update service_request set due_at = due_at - interval '1 second'
      where (due_at at time zone 'Asia/Shanghai')::time = '00:00:00'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`update service_request set due_at = due_at + interval '1 second'
      where (due_at at time zone 'Asia/Shanghai')::time = '23:59:59'`);
  }
}
