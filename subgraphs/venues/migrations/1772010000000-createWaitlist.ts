import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who waits for a slot that is taken, and what they are offered (2.4.2). An offer is a hold: `booking_no_overlap` keeps it to one person. */
export class CreateWaitlist1772010000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table waitlist_entry (
        id uuid constraint waitlist_entry_pk primary key,
        member_id uuid not null,
        facility_id uuid not null constraint waitlist_entry_facility references facility,
        start_at timestamptz not null,
        end_at timestamptz not null,
        arrival bigint generated always as identity,
        joined_at timestamptz not null,
        status text not null constraint waitlist_entry_status check (status in ('WAITING', 'OFFERED', 'TAKEN', 'LAPSED', 'LEFT')),
        booking_id uuid constraint waitlist_entry_booking references booking,
        offer_expires_at timestamptz,
        scope_path text not null constraint waitlist_entry_scope_path check (scope_path ~ '^/.+/$'),
        version int not null default 1,
        constraint waitlist_entry_in_order check (start_at < end_at),
        constraint waitlist_entry_offered check ((status = 'OFFERED') = (offer_expires_at is not null)),
        constraint waitlist_entry_has_hold check (status not in ('OFFERED', 'TAKEN') or booking_id is not null),
        constraint waitlist_entry_waits_without_hold check (status <> 'WAITING' or booking_id is null),
        constraint waitlist_entry_once exclude using gist (member_id with =, facility_id with =, tstzrange(start_at, end_at) with &&)
          where (status in ('WAITING', 'OFFERED'))
      );
      create unique index waitlist_entry_of_booking on waitlist_entry (booking_id);
      create index waitlist_entry_in_line on waitlist_entry (facility_id, arrival) where status in ('WAITING', 'OFFERED');
      create index waitlist_entry_by_facility on waitlist_entry (facility_id, start_at, id);
      create index waitlist_entry_by_member on waitlist_entry (member_id, joined_at, id);
      grant delete on waitlist_entry to venues_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table waitlist_entry');
  }
}
