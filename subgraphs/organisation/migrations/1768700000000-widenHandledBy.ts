import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a request to 12351 may become in the other services (J-05), and which handing-on they answer to. */
export class WidenHandledBy1768700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table service_request drop constraint service_request_handled,
        add column dispatched_version int,
        add constraint service_request_handled check ((handled_by_type is null) = (handled_by_id is null)
          and handled_by_type in ('MediationCase', 'AidApplication', 'HardshipFile', 'JobReferral', 'OutreachRequest'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table service_request drop constraint service_request_handled,
        drop column dispatched_version,
        add constraint service_request_handled check ((handled_by_type is null) = (handled_by_id is null)
          and handled_by_type in ('MediationCase', 'AidApplication'));
    `);
  }
}
