import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who came to which meeting, by a teacher's mark or a code shown in class; scores; the degree plan's meetings on days off alone (SKL-INV-5). */
export class CreateAttendance1771300000006 implements MigrationInterface {
  name = 'CreateAttendance1771300000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table enrolment add column score int constraint enrolment_score check (score between 0 and 100),
        add constraint enrolment_scored check (score is null or status in ('PASSED', 'FAILED')),
        add constraint enrolment_of_session unique (id, session_id);

      create table attendance (
        enrolment_id uuid not null,
        session_id uuid not null,
        starts_at timestamptz not null,
        mark text not null constraint attendance_mark check (mark in ('PRESENT', 'EXCUSED', 'ABSENT')),
        by_code boolean not null,
        marked_by uuid not null,
        marked_at timestamptz not null,
        constraint attendance_pk primary key (enrolment_id, starts_at),
        constraint attendance_enrolment foreign key (enrolment_id, session_id) references enrolment (id, session_id) on delete cascade,
        constraint attendance_meeting foreign key (session_id, starts_at) references meeting (session_id, starts_at)
      );
      create index attendance_of_meeting on attendance (session_id, starts_at);
      grant delete on attendance to training_app;

      create table meeting_code (
        session_id uuid not null,
        starts_at timestamptz not null,
        code text not null,
        shown_by uuid not null,
        expires_at timestamptz not null,
        constraint meeting_code_pk primary key (session_id, starts_at),
        constraint meeting_code_meeting foreign key (session_id, starts_at) references meeting (session_id, starts_at)
      );
    `);
    await runner.query(DAYS_OFF);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger meeting_day_off on meeting; drop function check_meeting_day;
      drop table meeting_code, attendance;
      alter table enrolment drop constraint enrolment_of_session, drop constraint enrolment_scored, drop column score;
    `);
  }
}

/** A Saturday or Sunday that is not worked in return for a holiday. */
const DAYS_OFF = `
  create function check_meeting_day() returns trigger language plpgsql as $$
  declare first_day date := (new.starts_at at time zone 'Asia/Shanghai')::date;
    last_day date := ((new.ends_at - interval '1 microsecond') at time zone 'Asia/Shanghai')::date;
  begin
    if exists (select from course_session s join course c on c.id = s.course_id where s.id = new.session_id and c.kind = 'DEGREE')
      and exists (select from unnest(array[first_day, last_day]) as d(day) left join calendar_day k on k.day = d.day
        where coalesce(k.working, false) or extract(isodow from d.day) < 6) then
      raise exception 'a meeting of the degree plan is on %, a working day', first_day
        using errcode = 'check_violation', constraint = 'meeting_day_off';
    end if;
    return new;
  end $$;
  create trigger meeting_day_off before insert or update of starts_at, ends_at on meeting
    for each row execute function check_meeting_day();`;
