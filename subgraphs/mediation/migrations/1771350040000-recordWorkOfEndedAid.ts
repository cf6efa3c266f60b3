import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Legal aid that ended with its case, and by nobody's word on it: what the lawyer did until then is still recorded. */
export class RecordWorkOfEndedAid1771350040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table legal_aid_grant add column ended_with_case boolean not null default false,
        add constraint legal_aid_grant_ended_with_case check (not ended_with_case or status <> 'ACTIVE');
      update legal_aid_grant set ended_with_case = true where outcome ^@ '案件结束 ';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table legal_aid_grant drop column ended_with_case');
  }
}
