import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Vacancies, and referrals of workers to them: by a station, or because a request to 12351 asked for work (S-37). */
export class CreateJobVacancy1771310001007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table job_vacancy (
        id uuid constraint job_vacancy_pk primary key,
        enterprise_id uuid not null,
        title_zh text not null,
        wage_from_fen bigint not null,
        wage_to_fen bigint not null,
        minimum_wage_fen bigint not null,
        district_code text not null,
        posted_on date not null,
        open_until date not null,
        withdrawn_at timestamptz,
        posted_by uuid not null,
        version int not null default 1,
        constraint job_vacancy_wage check (wage_from_fen >= minimum_wage_fen and wage_to_fen >= wage_from_fen and minimum_wage_fen > 0),
        constraint job_vacancy_days check (open_until >= posted_on)
      );
      create index job_vacancy_open on job_vacancy (open_until, id) where withdrawn_at is null;
      create index job_vacancy_of_district on job_vacancy (district_code, open_until) where withdrawn_at is null;

      alter table job_referral
        alter column service_request_id drop not null,
        alter column request_version drop not null,
        alter column due_at drop not null,
        add column vacancy_id uuid constraint job_referral_vacancy references job_vacancy,
        add column referred_by uuid,
        add column referred_at timestamptz,
        drop constraint job_referral_status,
        drop constraint job_referral_closed;
      update job_referral set status = case status when 'REFERRED' then 'SEEKING' when 'HIRED' then 'ANSWERED' else status end;
      alter table job_referral
        add constraint job_referral_status check (status in ('SEEKING', 'REFERRED', 'HIRED', 'DECLINED', 'ANSWERED')),
        add constraint job_referral_closed check ((status in ('SEEKING', 'REFERRED')) = (closed_at is null) and (closed_at is null or note is not null)),
        add constraint job_referral_of_request check ((service_request_id is null) = (request_version is null) and (service_request_id is null) = (due_at is null)),
        add constraint job_referral_to_vacancy check (case status when 'SEEKING' then vacancy_id is null when 'ANSWERED' then vacancy_id is null
          when 'DECLINED' then true else vacancy_id is not null end),
        add constraint job_referral_referred check ((vacancy_id is null) = (referred_at is null) and (vacancy_id is null) = (referred_by is null)),
        add constraint job_referral_of_something check (service_request_id is not null or vacancy_id is not null);
      create unique index job_referral_once on job_referral (member_id, vacancy_id) where closed_at is null;
      create index job_referral_by_vacancy on job_referral (vacancy_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from job_referral where service_request_id is null;
      drop index job_referral_once, job_referral_by_vacancy;
      alter table job_referral drop constraint job_referral_status, drop constraint job_referral_closed, drop constraint job_referral_of_request,
        drop constraint job_referral_to_vacancy, drop constraint job_referral_referred, drop constraint job_referral_of_something,
        drop column vacancy_id, drop column referred_by, drop column referred_at;
      update job_referral set status = case status when 'SEEKING' then 'REFERRED' when 'ANSWERED' then 'HIRED' else status end;
      alter table job_referral alter column service_request_id set not null, alter column request_version set not null,
        alter column due_at set not null,
        add constraint job_referral_status check (status in ('REFERRED', 'HIRED', 'DECLINED')),
        add constraint job_referral_closed check ((status = 'REFERRED') = (closed_at is null) and (closed_at is null or note is not null));
      drop table job_vacancy;
    `);
  }
}
