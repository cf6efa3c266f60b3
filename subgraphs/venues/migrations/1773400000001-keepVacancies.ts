import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A group whose leader has died waits for another one: since when, and for which part of the union tree, stands with it. The times that it had then are
 * leaderless until somebody comes to them or leads the group, and are not counted as booked until then.
 */
export class KeepVacancies1773400000001 implements MigrationInterface {
  name = 'KeepVacancies1773400000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table fitness_group add column vacant_since timestamptz,
        add column vacant_path text constraint fitness_group_vacant_path check (vacant_path ~ '^/.+/$'),
        add constraint fitness_group_vacant check ((vacant_since is null) = (vacant_path is null) and (vacant_since is null or leader_id is null));
      alter table booking add column leaderless boolean not null default false,
        add constraint booking_leaderless check (not leaderless or (recurring_id is not null and status in ('CONFIRMED', 'CANCELLED')));
      drop index booking_by_district;
      create index booking_by_district on booking (district_code, day) include (price_fen)
        where status in ('CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW') and not leaderless`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index booking_by_district;
      create index booking_by_district on booking (district_code, day) include (price_fen)
        where status in ('CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW');
      alter table booking drop column leaderless;
      alter table fitness_group drop constraint fitness_group_vacant, drop column vacant_since, drop column vacant_path`);
  }
}
