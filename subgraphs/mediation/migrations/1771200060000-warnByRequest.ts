import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A request to 12351 that touches many raises a warning of which neither the employer nor the kind is known until it is verified (S-28, J-05). */
export class WarnByRequest1771200060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table early_warning alter column claim_kind drop not null,
        drop constraint early_warning_employer,
        add constraint early_warning_employer check (num_nonnulls(enterprise_id, employer_zh, service_request_id) > 0),
        add constraint early_warning_kind_known check (claim_kind is not null or service_request_id is not null);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from warning_notice n using early_warning w where w.id = n.warning_id and w.service_request_id is not null;
      update early_warning set duplicate_of = null, status = 'DISMISSED', result = '已合并' where duplicate_of in
        (select id from early_warning where service_request_id is not null);
      delete from early_warning where service_request_id is not null;
      alter table early_warning drop constraint early_warning_kind_known, drop constraint early_warning_employer,
        add constraint early_warning_employer check (num_nonnulls(enterprise_id, employer_zh) > 0),
        alter column claim_kind set not null;`);
  }
}
