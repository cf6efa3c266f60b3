import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Annual programmes (S-56); courses with prerequisites; meetings without clashes of teachers and rooms; sessions that are called off (S-57). */
export class CreateTrainingProgramme1771310002010 implements MigrationInterface {
  name = 'CreateTrainingProgramme1771310002010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROGRAMMES);
    await runner.query(MEETINGS);
    await runner.query(`
      alter table course_session add column cancelled_because text;
      alter table enrolment drop constraint enrolment_cancelled_because, add constraint enrolment_cancelled_because
        check (cancelled_because in ('MEMBER', 'OFFER_LAPSED', 'SESSION_CANCELLED'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table enrolment drop constraint enrolment_cancelled_because, add constraint enrolment_cancelled_because
        check (cancelled_because in ('MEMBER', 'OFFER_LAPSED'));
      alter table course_session drop column cancelled_because;
      drop trigger course_session_off on course_session; drop function call_meetings_off;
      drop trigger meeting_keys on meeting; drop function fill_meeting_keys;
      alter table meeting drop constraint meeting_room_apart, drop constraint meeting_teacher_apart, drop column is_off,
        drop column room, drop column institution_id, drop column teacher_id;
      alter table course drop constraint course_once;
      drop table course_prerequisite, training_programme_module, training_programme_sponsor, training_programme;
    `);
  }
}

const PROGRAMMES = `
  create table training_programme (
    id uuid constraint training_programme_pk primary key,
    name_zh text not null,
    year int not null constraint training_programme_year check (year between 2008 and 2100),
    target_headcount int not null constraint training_programme_target check (target_headcount > 0),
    budget_fen bigint constraint training_programme_budget check (budget_fen >= 0),
    created_by uuid not null,
    created_at timestamptz not null,
    version int not null default 1,
    constraint training_programme_once unique (year, name_zh)
  );
  create table training_programme_sponsor (
    programme_id uuid not null constraint training_programme_sponsor_of references training_programme,
    agency_code text not null constraint training_programme_sponsor_agency references agency,
    position int not null,
    constraint training_programme_sponsor_pk primary key (programme_id, agency_code)
  );
  create table training_programme_module (
    programme_id uuid not null constraint training_programme_module_of references training_programme,
    module_code text not null constraint training_programme_module_code references training_module,
    constraint training_programme_module_pk primary key (programme_id, module_code)
  );
  revoke update on training_programme_sponsor, training_programme_module from training_app;
  create table course_prerequisite (
    course_id uuid not null constraint course_prerequisite_of references course,
    requires_id uuid not null constraint course_prerequisite_course references course,
    constraint course_prerequisite_pk primary key (course_id, requires_id),
    constraint course_prerequisite_other check (course_id <> requires_id)
  );
  revoke update on course_prerequisite from training_app;
  alter table course add constraint course_once unique (institution_id, name_zh);`;

/** A meeting has its teacher, institution and room from its session, so that the database sees clashes; one of a session that is called off clashes with none. */
const MEETINGS = `
  alter table meeting add column teacher_id uuid, add column institution_id uuid, add column room text,
    add column is_off boolean not null default false;
  create function fill_meeting_keys() returns trigger language plpgsql as $$
  begin
    select s.teacher_id, c.institution_id, lower(regexp_replace(normalize(coalesce(new.place, s.place), NFKC), '\\s', '', 'g')), s.status = 'CANCELLED'
      into new.teacher_id, new.institution_id, new.room, new.is_off
      from course_session s join course c on c.id = s.course_id where s.id = new.session_id;
    return new;
  end $$;
  create trigger meeting_keys before insert or update on meeting for each row execute function fill_meeting_keys();
  update meeting set place = place;
  alter table meeting
    add constraint meeting_teacher_apart exclude using gist (teacher_id with =, tstzrange(starts_at, ends_at) with &&) where (not is_off),
    add constraint meeting_room_apart exclude using gist (institution_id with =, room with =, tstzrange(starts_at, ends_at) with &&)
      where (room is not null and not is_off);
  create function call_meetings_off() returns trigger language plpgsql as $$
  begin
    update meeting set place = place where session_id = new.id;
    return null;
  end $$;
  create trigger course_session_off after update of status on course_session
    for each row when (new.status = 'CANCELLED' and old.status <> 'CANCELLED') execute function call_meetings_off();`;
