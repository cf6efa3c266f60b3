import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A certificate that was never confirmed gives its number free when it is revoked: for others, and for its own holder (2.3.2). */
export class FreeRevokedNumber1771330020009 implements MigrationInterface {
  name = 'FreeRevokedNumber1771330020009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index certificate_no_of_member;
      create unique index certificate_no_of_member on certificate (member_id, cert_no)
        where status in ('RECORDED', 'VERIFIED', 'VALID') or (status = 'REVOKED' and coalesce(revoked_from, 'VALID') = 'VALID');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Beside another record of its number a revoked one counts as taken back, so that the number is the other one's.
    await runner.query(`
      update certificate c set status = 'WITHDRAWN', withdrawn_reason = c.revoked_reason, withdrawn_by = c.revoked_by, withdrawn_at = c.revoked_at,
          revoked_reason = null, revoked_by = null, revoked_at = null, revoked_from = null
        where c.status = 'REVOKED' and c.revoked_from in ('RECORDED', 'VERIFIED') and exists (
          select from certificate o where o.member_id = c.member_id and o.cert_no = c.cert_no and o.id <> c.id and o.status <> 'WITHDRAWN');
      drop index certificate_no_of_member;
      create unique index certificate_no_of_member on certificate (member_id, cert_no) where status <> 'WITHDRAWN';
    `);
  }
}
