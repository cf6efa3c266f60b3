import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Records that were erased before there was a note of it. */
export class MarkErased1773000000302 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into erased_record (member_id, erased_at)
      select m.id, coalesce((select max(r.ended_at) from personal_data_request r where r.member_id = m.id and r.kind = 'ERASURE'), now())
      from member m where m.identity_hash like 'erased:%'
      on conflict on constraint erased_record_pk do nothing`);
  }

  async down(): Promise<void> {
    // The notes are true, whatever version of the program reads them.
  }
}
