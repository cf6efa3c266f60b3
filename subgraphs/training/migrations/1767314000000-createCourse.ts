import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The six modules (S-57), who teaches, courses and their sessions with meetings. */
export class CreateCourse1767314000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table training_module (
        code text constraint training_module_pk primary key,
        position int not null constraint training_module_position unique,
        name_zh text not null
      );
      insert into training_module values
        ('GENERAL_ABILITY', 1, '通用能力培训'), ('ENTERPRISE_POST', 2, '企业岗位培训'), ('THEME_EDUCATION', 3, '主题教育'),
        ('KEY_GROUPS', 4, '重点群体培训'), ('SKILL_COMPETITION', 5, '职业技能大赛'), ('CREDIT_BANK', 6, '学分银行');
      revoke insert, update on training_module from training_app;

      create table institution (
        id uuid constraint institution_pk primary key,
        name_zh text not null,
        kind text not null constraint institution_kind check
          (kind in ('UNION_COLLEGE', 'RADIO_TV_UNIVERSITY', 'DISTRICT_COLLEGE', 'ENTERPRISE', 'OTHER')),
        scope_path text not null
      );

      create table teacher (
        id uuid constraint teacher_pk primary key,
        institution_id uuid not null constraint teacher_institution references institution,
        name_zh text not null
      );

      create table course (
        id uuid constraint course_pk primary key,
        name_zh text not null,
        module_code text constraint course_module references training_module,
        institution_id uuid not null constraint course_institution references institution,
        kind text not null constraint course_kind check (kind in ('GENERAL', 'SKILL', 'EXAM_PREP', 'DEGREE', 'DOMESTIC_SERVICE')),
        hours int not null constraint course_hours check (hours > 0),
        credits int not null constraint course_credits check (credits >= 0)
      );
      create index course_by_name on course (name_zh, id);
      create index course_of_module on course (module_code, name_zh, id);

      create table course_session (
        id uuid constraint course_session_pk primary key,
        course_id uuid not null constraint course_session_course references course,
        teacher_id uuid not null constraint course_session_teacher references teacher,
        place text,
        status text not null constraint course_session_status check (status in ('PLANNED', 'OPEN', 'ARCHIVED', 'CANCELLED')),
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        capacity int not null constraint course_session_size check (capacity between 1 and 1000),
        enrolled_count int not null default 0,
        offered_count int not null default 0,
        waitlist_count int not null default 0,
        arrivals int not null default 0,
        version int not null default 1,
        constraint course_session_times check (ends_at > starts_at),
        constraint course_session_counts check (enrolled_count >= 0 and offered_count >= 0 and waitlist_count >= 0),
        constraint course_session_capacity check (enrolled_count + offered_count <= capacity)
      );
      create index course_session_of_course on course_session (course_id, starts_at desc, id desc);

      create table meeting (
        session_id uuid not null constraint meeting_session references course_session,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        place text,
        constraint meeting_pk primary key (session_id, starts_at),
        constraint meeting_times check (ends_at > starts_at),
        constraint meeting_apart exclude using gist (session_id with =, tstzrange(starts_at, ends_at) with &&)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table meeting, course_session, course, teacher, institution, training_module');
  }
}
