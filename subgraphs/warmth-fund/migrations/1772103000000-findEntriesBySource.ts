import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A cashier looks for the entries of one payout or transfer, whatever the size of the journal. */
export class FindEntriesBySource1772103000000 implements MigrationInterface {
  name = 'FindEntriesBySource1772103000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index journal_entry_by_source on journal_entry (source_id, source_type, source_subgraph) where source_id is not null
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index journal_entry_by_source');
  }
}
