import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A group has times at the venue where it is registered, whose manager sees it and hears its leader (S-71). */
export class KeepGroupsAtVenue1773000000131 implements MigrationInterface {
  name = 'KeepGroupsAtVenue1773000000131';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table facility add constraint facility_in_venue unique (id, venue_id);
      alter table recurring_booking add column venue_id uuid;
      update recurring_booking r set venue_id = f.venue_id from facility f where f.id = r.facility_id;
      create function fill_recurring_venue() returns trigger language plpgsql as $$
      begin
        new.venue_id := (select g.venue_id from fitness_group g where g.id = new.group_id);
        return new;
      end $$;
      create trigger recurring_booking_venue before insert on recurring_booking for each row execute function fill_recurring_venue();
      alter table recurring_booking add constraint recurring_booking_in_venue foreign key (facility_id, venue_id) references facility (id, venue_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table recurring_booking drop constraint recurring_booking_in_venue;
      drop trigger recurring_booking_venue on recurring_booking;
      drop function fill_recurring_venue;
      alter table recurring_booking drop column venue_id;
      alter table facility drop constraint facility_in_venue;
    `);
  }
}
