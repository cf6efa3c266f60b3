import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two homes of a union, or departments, whose names differ in blanks or in small and capital letters only are one (`foldedName` in `shared/subgraph`). */
export class CompareNamesFolded1771010005000 implements MigrationInterface {
  name = 'CompareNamesFolded1771010005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table workers_home drop constraint workers_home_name;
      create unique index workers_home_name on workers_home (union_id, lower(replace(name_zh, ' ', '')));
      drop index department_name;
      create unique index department_name on department (lower(replace(name_zh, ' ', ''))) where ended_on is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index department_name;
      create unique index department_name on department (name_zh) where ended_on is null;
      drop index workers_home_name;
      alter table workers_home add constraint workers_home_name unique (union_id, name_zh);
    `);
  }
}
