import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A request whose limit is over is escalated at that moment, whether or not a task has written it down. The row says for which limit it was: one that
 * is handed on afterwards is not escalated for the same limit again. The index has the requests that a limit may still escalate.
 */
export class EscalateEachLimitOnce1773000000413 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table service_request add column escalated_at timestamptz;
      update service_request set escalated_at = due_at where status = 'ESCALATED';
      alter table service_request add constraint service_request_escalated check (status <> 'ESCALATED' or escalated_at is not null);
      create index service_request_by_limit on service_request (due_at)
        where status in ('RECEIVED', 'TRIAGED', 'DISPATCHED', 'IN_PROGRESS', 'REOPENED') and escalated_at is distinct from due_at;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index service_request_by_limit; alter table service_request drop column escalated_at`);
  }
}
