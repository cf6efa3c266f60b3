import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Fitness groups and their recurring bookings (S-71): each time is a booking, so that no two bookings ever overlap. */
export class CreateGroup1772030000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table fitness_group (
        id uuid constraint fitness_group_pk primary key,
        name_zh text collate pinyin not null,
        venue_id uuid not null constraint fitness_group_venue references venue,
        leader_id uuid,
        next_leader_id uuid,
        size int not null constraint fitness_group_size check (size between 2 and 10000),
        scope_path text not null constraint fitness_group_scope_path check (scope_path ~ '^/.+/$'),
        registered_at timestamptz not null,
        version int not null default 1,
        constraint fitness_group_hand_over check (next_leader_id is null or next_leader_id is distinct from leader_id)
      );
      create unique index fitness_group_once on fitness_group (venue_id, lower(replace(name_zh, ' ', '')));
      create index fitness_group_by_name on fitness_group (name_zh, id);
      create index fitness_group_by_leader on fitness_group (leader_id);

      create table recurring_booking (
        id uuid constraint recurring_booking_pk primary key,
        group_id uuid not null constraint recurring_booking_group references fitness_group,
        facility_id uuid not null constraint recurring_booking_facility references facility,
        weekday int not null constraint recurring_booking_weekday check (weekday between 1 and 7),
        starts text not null constraint recurring_booking_starts check (starts ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        ends text not null constraint recurring_booking_ends check (ends ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
        from_on date not null,
        until_on date not null,
        exceptions date[] not null,
        cancelled_at timestamptz,
        version int not null default 1,
        constraint recurring_booking_in_order check (starts < ends and from_on <= until_on)
      );
      create index recurring_booking_by_group on recurring_booking (group_id, weekday, starts);

      alter table booking add column recurring_id uuid constraint booking_recurring references recurring_booking,
        add constraint booking_of_group check (recurring_id is null or audience = 'GROUP');
      create index booking_by_recurring on booking (recurring_id, start_at) where recurring_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table booking drop constraint booking_of_group, drop column recurring_id;
      drop table recurring_booking, fitness_group;
    `);
  }
}
