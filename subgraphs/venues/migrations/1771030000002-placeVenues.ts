import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A venue has a place of its own in the tree, below its district, so that a manager holds the role for their own venues (2.0.1, 2.4).
 * A suspension keeps its place: it holds at every venue.
 */
export class PlaceVenues1771030000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update venue set scope_path = '/city/' || district_code || '/' || id || '/' where scope_path = '/city/' || district_code || '/';
      update facility f set scope_path = v.scope_path from venue v where v.id = f.venue_id;
      update booking b set scope_path = f.scope_path from facility f where f.id = b.facility_id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update venue set scope_path = '/city/' || district_code || '/';
      update facility f set scope_path = v.scope_path from venue v where v.id = f.venue_id;
      update booking b set scope_path = f.scope_path from facility f where f.id = b.facility_id;
    `);
  }
}
