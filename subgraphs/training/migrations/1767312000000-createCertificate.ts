import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where members are in the union tree, occupations of the 1999 classification, and certificates. */
export class CreateCertificate1767312000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table member_place (
        member_id uuid constraint member_place_pk primary key,
        scope_path text not null constraint member_place_path check (scope_path ~ '^/city/([^/]+/)*$'),
        seen_version int not null
      );

      create table occupation (
        code text constraint occupation_pk primary key constraint occupation_code check (code ~ '^[1-8](-[0-9]{2}){3}$'),
        name_zh text not null
      );
      insert into occupation values
        ('4-03-01-01', '中式烹调师'), ('4-07-12-01', '保育员'), ('4-07-12-02', '家政服务员'), ('6-04-01-01', '车工'),
        ('6-04-02-05', '焊工'), ('6-05-02-01', '装配钳工'), ('6-05-02-02', '工具钳工'), ('6-06-01-02', '汽车修理工'),
        ('6-07-06-05', '维修电工'), ('6-23-01-01', '砌筑工');
      revoke insert, update on occupation from training_app;

      create table certificate (
        id uuid constraint certificate_pk primary key,
        member_id uuid not null,
        kind text not null constraint certificate_kind check (kind in ('VOCATIONAL_QUALIFICATION', 'SPECIAL_ABILITY', 'POST_PERMIT')),
        level int constraint certificate_level check (level between 1 and 5),
        occupation_code text not null constraint certificate_occupation references occupation,
        cert_no text not null constraint certificate_no unique constraint certificate_no_form check (cert_no ~ '^[0-9A-Z]{6,32}$'),
        issued_by text not null,
        issued_at date not null,
        source text not null constraint certificate_source check (source in ('ASSESSMENT', 'COMPETITION')),
        status text not null constraint certificate_status check (status in ('RECORDED', 'VERIFIED', 'VALID', 'REVOKED')),
        issuer_ref text,
        verified_by uuid,
        verified_at timestamptz,
        revoked_reason text,
        revoked_by uuid,
        revoked_at timestamptz,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        scope_path text not null,
        district_code text generated always as (substring(scope_path from '^/city/(110[12][0-9]{2})/')) stored,
        version int not null default 1,
        constraint certificate_level_of_kind check ((kind = 'VOCATIONAL_QUALIFICATION') = (level is not null)),
        constraint certificate_verified check (
          status not in ('VERIFIED', 'VALID') or (issuer_ref is not null and verified_by is not null and verified_at is not null)
        ),
        constraint certificate_revoked check (
          (status = 'REVOKED') = (revoked_reason is not null and revoked_by is not null and revoked_at is not null)
        ),
        constraint certificate_facts unique (id, member_id, cert_no, level, issued_at)
      );
      create index certificate_of_member on certificate (member_id, issued_at desc, id desc);
      create index certificate_by_day on certificate (issued_at desc, id desc);
      create index certificate_of_district on certificate (district_code, issued_at) where status <> 'REVOKED';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table certificate, occupation, member_place');
  }
}
