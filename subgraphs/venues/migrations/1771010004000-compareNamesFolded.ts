import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two venues of a district, or facilities of a venue, whose names differ in blanks or in small and capital letters only are one (`foldedName` in `shared/subgraph`). */
export class CompareNamesFolded1771010004000 implements MigrationInterface {
  name = 'CompareNamesFolded1771010004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table venue drop constraint venue_name_once;
      create unique index venue_name_once on venue (district_code, lower(replace(name_zh, ' ', '')));
      alter table facility drop constraint facility_name_once;
      create unique index facility_name_once on facility (venue_id, lower(replace(name_zh, ' ', '')));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index facility_name_once;
      alter table facility add constraint facility_name_once unique (venue_id, name_zh);
      drop index venue_name_once;
      alter table venue add constraint venue_name_once unique (district_code, name_zh);
    `);
  }
}
