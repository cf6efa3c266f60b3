import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Checkpoints tell how far the audits of the services had gone, so that none of them can be cut off unseen. */
export class TellAuditHeads1773000000150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table access_checkpoint add column heads jsonb;
      comment on column access_checkpoint.heads is 'Service, number and hash of the newest seals of audits that had gone on since the checkpoint before; null for none.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$ begin
        if exists (select from access_checkpoint where heads is not null) then
          raise exception 'The access log has checkpoints that could not be verified without this column.';
        end if;
      end $$;
      alter table access_checkpoint drop column heads`);
  }
}
