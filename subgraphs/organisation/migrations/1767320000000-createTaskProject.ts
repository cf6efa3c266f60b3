import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The plan's task projects, the units that carry them, and the joint conference that watches over them (S-07, S-08). */
export class CreateTaskProject1767320000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table external_agency (
        code text constraint external_agency_pk primary key,
        name_zh text not null
      );

      create table task_project (
        id uuid constraint task_project_pk primary key,
        plan_code text not null constraint task_project_plan references plan,
        seq int not null constraint task_project_seq_from_1 check (seq >= 1),
        name_zh text not null,
        lead_union_id uuid constraint task_project_lead_union references trade_union,
        lead_agency_code text constraint task_project_lead_agency references external_agency,
        due_on date not null,
        status text not null constraint task_project_status check (status in
          ('PLANNED', 'IN_PROGRESS', 'DELAYED', 'COMPLETED', 'VERIFIED', 'CANCELLED')),
        progress_bp int not null constraint task_project_progress check (progress_bp between 0 and 10000),
        verified_at timestamptz,
        verified_by_id uuid,
        version int not null default 1,
        constraint task_project_seq unique (plan_code, seq),
        constraint task_project_one_lead check (num_nonnulls(lead_union_id, lead_agency_code) = 1),
        constraint task_project_done check (status not in ('COMPLETED', 'VERIFIED') or progress_bp = 10000),
        constraint task_project_verified check ((status = 'VERIFIED') = (verified_at is not null)
          and (verified_at is null) = (verified_by_id is null))
      );

      create table task_assist (
        task_project_id uuid not null constraint task_assist_task references task_project,
        place int not null,
        union_id uuid constraint task_assist_union references trade_union,
        agency_code text constraint task_assist_agency references external_agency,
        constraint task_assist_pk primary key (task_project_id, place),
        constraint task_assist_one_unit check (num_nonnulls(union_id, agency_code) = 1),
        constraint task_assist_once unique nulls not distinct (task_project_id, union_id, agency_code)
      );

      create table task_indicator (
        task_project_id uuid not null constraint task_indicator_task references task_project,
        indicator_code text not null constraint task_indicator_indicator references plan_indicator,
        constraint task_indicator_pk primary key (task_project_id, indicator_code)
      );

      create table task_report (
        id uuid constraint task_report_pk primary key,
        task_project_id uuid not null constraint task_report_task references task_project,
        reported_at timestamptz not null,
        reported_on date not null,
        progress_bp int not null constraint task_report_progress check (progress_bp between 0 and 10000),
        text text not null constraint task_report_text check (length(text) between 1 and 4000),
        by_id uuid not null constraint task_report_by references staff_member,
        unit_id uuid not null constraint task_report_unit references trade_union
      );
      create index task_report_by_task on task_report (task_project_id, reported_at);

      create table joint_conference (
        id uuid constraint joint_conference_pk primary key,
        held_on date not null,
        version int not null default 1
      );
      create index joint_conference_by_day on joint_conference (held_on, id);

      create table conference_attendee (
        joint_conference_id uuid not null constraint conference_attendee_conference references joint_conference,
        place int not null,
        union_id uuid constraint conference_attendee_union references trade_union,
        agency_code text constraint conference_attendee_agency references external_agency,
        constraint conference_attendee_pk primary key (joint_conference_id, place),
        constraint conference_attendee_one_unit check (num_nonnulls(union_id, agency_code) = 1),
        constraint conference_attendee_once unique nulls not distinct (joint_conference_id, union_id, agency_code)
      );

      create table resolution (
        id uuid constraint resolution_pk primary key,
        joint_conference_id uuid not null constraint resolution_conference references joint_conference,
        seq int not null,
        text text not null constraint resolution_text check (length(text) between 1 and 4000),
        held_on date not null,
        task_project_id uuid constraint resolution_task references task_project,
        new_due_on date,
        cancels_task boolean not null,
        constraint resolution_seq unique (joint_conference_id, seq),
        constraint resolution_effect check ((new_due_on is null and not cancels_task)
          or (task_project_id is not null and (new_due_on is null or not cancels_task)))
      );
      create index resolution_by_task on resolution (task_project_id);
      revoke update on external_agency, task_assist, task_indicator, task_report, conference_attendee, resolution from organisation_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table resolution, conference_attendee, joint_conference, task_report, task_indicator, task_assist, task_project, external_agency
    `);
  }
}
