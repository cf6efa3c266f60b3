import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where each union lies in the union tree, so that what it asks for lies there too (S-33). Null until organisation tells it again. */
export class PlaceUnions1773300000000 implements MigrationInterface {
  name = 'PlaceUnions1773300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table union_standing add column scope_path text collate "C"');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table union_standing drop column scope_path');
  }
}
