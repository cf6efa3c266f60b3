import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Seals name rows that were committed and are gone before a seal held them, so that whoever verifies the audit learns of it. */
export const auditLostMigration = (): (new () => MigrationInterface) =>
  class AuditLost implements MigrationInterface {
    name = 'AuditLost1773000000160';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        alter table audit_seal add column lost uuid[] constraint audit_seal_lost check (cardinality(lost) > 0);
        comment on column audit_seal.lost is 'Rows that were committed and removed or changed before a seal held them; null for none.'`);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(`
        do $$ begin
          if exists (select from audit_seal where lost is not null) then
            raise exception 'The audit has seals that could not be verified without this column.';
          end if;
        end $$;
        alter table audit_seal drop column lost`);
    }
  };
