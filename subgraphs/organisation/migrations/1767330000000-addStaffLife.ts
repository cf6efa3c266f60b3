import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Staff are taken on and leave (S-14), and are assigned to points and unions, a dedicated officer to one joint union (S-30). */
export class AddStaffLife1767330000000 implements MigrationInterface {
  name = 'AddStaffLife1767330000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create extension if not exists btree_gist;

      alter table staff_member
        add column status text not null default 'ACTIVE' constraint staff_status check (status in ('PROBATION', 'ACTIVE', 'LEFT')),
        add column probation_until date,
        add column left_at date,
        add constraint staff_left check ((status = 'LEFT') = (left_at is not null)),
        add constraint staff_days check (left_at >= hired_at and probation_until > hired_at),
        add constraint staff_probation check (status <> 'PROBATION' or probation_until is not null);
      create index staff_by_name on staff_member (name_zh, id);
      create index staff_by_union on staff_member (union_id, role);

      alter table staff_assignment
        alter column service_point_id drop not null,
        add column union_id uuid constraint staff_assignment_union references trade_union,
        add column dedicated boolean not null default false,
        add column version int not null default 1,
        add constraint staff_assignment_one_place check (num_nonnulls(service_point_id, union_id) = 1),
        add constraint staff_assignment_dedicated check (not dedicated or union_id is not null),
        add constraint staff_assignment_once exclude using gist
          (staff_member_id with =, (coalesce(service_point_id, union_id)) with =, daterange(from_day, to_day, '[]') with &&),
        add constraint staff_assignment_dedicated_to_one exclude using gist
          (staff_member_id with =, daterange(from_day, to_day, '[]') with &&) where (dedicated);
      create index staff_assignment_by_union on staff_assignment (union_id, from_day);
      create index staff_assignment_by_staff on staff_assignment (staff_member_id, from_day);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index staff_assignment_by_staff, staff_assignment_by_union;
      delete from staff_assignment where service_point_id is null;
      alter table staff_assignment
        drop constraint staff_assignment_dedicated_to_one,
        drop constraint staff_assignment_once,
        drop constraint staff_assignment_dedicated,
        drop constraint staff_assignment_one_place,
        drop column version,
        drop column dedicated,
        drop column union_id,
        alter column service_point_id set not null;
      drop index staff_by_union, staff_by_name;
      alter table staff_member
        drop constraint staff_probation,
        drop constraint staff_days,
        drop constraint staff_left,
        drop column left_at,
        drop column probation_until,
        drop column status;
      drop extension btree_gist;
    `);
  }
}
