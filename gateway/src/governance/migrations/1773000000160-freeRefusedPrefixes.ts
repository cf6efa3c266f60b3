import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A subgraph that was refused holds its prefix no longer. */
export class FreeRefusedPrefixes1773000000160 implements MigrationInterface {
  name = 'FreeRefusedPrefixes1773000000160';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table registered_subgraph drop constraint subgraph_prefix;
      create unique index subgraph_prefix on registered_subgraph (prefix) where status <> 'REFUSED';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index subgraph_prefix;
      alter table registered_subgraph add constraint subgraph_prefix unique (prefix);
    `);
  }
}
