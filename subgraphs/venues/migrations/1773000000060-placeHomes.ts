import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The rooms of Worker's Homes (S-44): a home is a venue with facilities, and there are kinds of rooms that only homes have. */
export class PlaceHomes1773000000060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table venue add column workers_home_id uuid,
        drop constraint venue_kind,
        add constraint venue_kind check (kind in ('STADIUM', 'ARENA', 'CULTURE_PALACE', 'ACTIVITY_CENTRE', 'WORKERS_HOME'));
      alter table venue add constraint venue_is_home check ((kind = 'WORKERS_HOME') = (workers_home_id is not null));
      create unique index venue_of_home on venue (workers_home_id) where workers_home_id is not null;
      alter table facility drop constraint facility_kind,
        add constraint facility_kind check (kind in
          ('WALKWAY', 'BADMINTON', 'FOOTBALL', 'GATEBALL', 'TABLE_TENNIS', 'HALL', 'LECTURE_ROOM', 'THEATRE', 'CINEMA',
           'ACTIVITY_ROOM', 'READING_ROOM', 'COUNSELLING_ROOM', 'MEDIATION_ROOM'));
      create index culture_event_by_venue on culture_event (venue_id, starts_at, id) where venue_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index culture_event_by_venue;
      alter table facility drop constraint facility_kind,
        add constraint facility_kind check (kind in
          ('WALKWAY', 'BADMINTON', 'FOOTBALL', 'GATEBALL', 'TABLE_TENNIS', 'HALL', 'LECTURE_ROOM', 'THEATRE', 'CINEMA'));
      alter table venue drop constraint venue_is_home, drop column workers_home_id, drop constraint venue_kind,
        add constraint venue_kind check (kind in ('STADIUM', 'ARENA', 'CULTURE_PALACE', 'ACTIVITY_CENTRE'));
    `);
  }
}
