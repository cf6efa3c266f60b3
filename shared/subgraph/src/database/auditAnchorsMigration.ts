import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Seals tell how far the audits of other services had gone, so that none of them can be cut off without cutting all others, too. */
export const auditAnchorsMigration = (): (new () => MigrationInterface) =>
  class AuditAnchors implements MigrationInterface {
    name = 'AuditAnchors1773000000140';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`
        alter table audit_seal add column anchors jsonb;
        comment on column audit_seal.anchors is 'Name, number and hash of seals of other services that this one knew of; null for none.'`);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(`
        do $$ begin
          if exists (select from audit_seal where anchors is not null) then
            raise exception 'The audit has seals that could not be verified without this column.';
          end if;
        end $$;
        alter table audit_seal drop column anchors`);
    }
  };
