import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A number belongs to the certificate that its issuer knows: until then several members may have recorded it, and each may withdraw their
 * record (2.3.2). A certificate whose holder was confirmed keeps its number when it is revoked; one that was never confirmed gives it free.
 */
export class ClaimCertificateNumbers1771330020001 implements MigrationInterface {
  name = 'ClaimCertificateNumbers1771330020001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table certificate drop constraint certificate_no,
        drop constraint certificate_status, add constraint certificate_status
          check (status in ('RECORDED', 'VERIFIED', 'VALID', 'REVOKED', 'WITHDRAWN')),
        add column revoked_from text constraint certificate_revoked_from
          check (status = 'REVOKED' or revoked_from is null) check (revoked_from in ('RECORDED', 'VERIFIED', 'VALID')),
        add column withdrawn_reason text, add column withdrawn_by uuid, add column withdrawn_at timestamptz,
        add constraint certificate_withdrawn check ((status = 'WITHDRAWN') = (withdrawn_reason is not null)
          and (withdrawn_reason is null) = (withdrawn_by is null) and (withdrawn_reason is null) = (withdrawn_at is null));
      update certificate set revoked_from = case when verified_at is null then 'RECORDED' else 'VALID' end where status = 'REVOKED';
      create unique index certificate_no on certificate (cert_no)
        where status in ('VERIFIED', 'VALID') or (status = 'REVOKED' and coalesce(revoked_from, 'VALID') = 'VALID');
      create unique index certificate_no_of_member on certificate (member_id, cert_no) where status <> 'WITHDRAWN';
      create index certificate_by_no on certificate (cert_no);
      drop index certificate_of_district;
      create index certificate_of_district on certificate (district_code, issued_at) where status not in ('REVOKED', 'WITHDRAWN');

      drop index subsidy_one_per_certificate;
      create unique index subsidy_one_per_certificate on subsidy_application (certificate_id) where status <> 'REJECTED';
      create unique index subsidy_one_per_number on subsidy_application (cert_no) where status not in ('SUBMITTED', 'REJECTED');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Of several records of one number the oldest stays; what was withdrawn was never verified.
    await runner.query(`
      delete from subsidy_application s using certificate c where s.certificate_id = c.id and ${DOUBLE};
      delete from certificate c where ${DOUBLE};
      drop index subsidy_one_per_number, subsidy_one_per_certificate, certificate_no, certificate_no_of_member, certificate_by_no,
        certificate_of_district;
      create unique index subsidy_one_per_certificate on subsidy_application (cert_no) where status <> 'REJECTED';
      create index certificate_of_district on certificate (district_code, issued_at) where status <> 'REVOKED';
      alter table certificate drop constraint certificate_withdrawn, drop column withdrawn_reason, drop column withdrawn_by,
        drop column withdrawn_at, drop column revoked_from, drop constraint certificate_status, add constraint certificate_status
          check (status in ('RECORDED', 'VERIFIED', 'VALID', 'REVOKED')),
        add constraint certificate_no unique (cert_no);
    `);
  }
}

/** A record that did not exist before: withdrawn, or behind another one of its number. */
const DOUBLE = `(c.status = 'WITHDRAWN' or exists (select from certificate o where o.cert_no = c.cert_no and o.status <> 'WITHDRAWN'
  and (o.verified_at is null, o.recorded_at, o.id) < (c.verified_at is null, c.recorded_at, c.id)))`;
