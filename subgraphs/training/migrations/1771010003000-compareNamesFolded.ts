import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two studios whose names differ in blanks or in small and capital letters only are one (`foldedName` in `shared/subgraph`). */
export class CompareNamesFolded1771010003000 implements MigrationInterface {
  name = 'CompareNamesFolded1771010003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table innovation_studio drop constraint innovation_studio_name;
      create unique index innovation_studio_name on innovation_studio (lower(replace(name_zh, ' ', '')));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index innovation_studio_name;
      alter table innovation_studio add constraint innovation_studio_name unique (name_zh);
    `);
  }
}
