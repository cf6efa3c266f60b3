import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an organisation gave back of a project that was ended early. */
export class RecordReturnedMoney1767338000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table service_project add column returned_fen bigint not null default 0
        constraint service_project_returned check (returned_fen >= 0 and (returned_fen = 0 or status = 'TERMINATED'));
      create index service_project_by_ngo on service_project (ngo_id) where ngo_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index service_project_by_ngo; alter table service_project drop column returned_fen');
  }
}
