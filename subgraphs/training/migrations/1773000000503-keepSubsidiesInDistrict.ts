import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A subsidy is verified in a district. Where the union of its worker goes over to an industry, whose paths name no district, it stays with the district
 * that it lay in (ORG-INV-4); otherwise it follows the union as other rows do.
 */
export class KeepSubsidiesInDistrict1773000000503 implements MigrationInterface {
  name = 'KeepSubsidiesInDistrict1773000000503';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function follow_union_in_district() returns trigger language plpgsql as $$
        declare
          told text := new.scope_path;
        begin
          perform pg_advisory_xact_lock_shared(hashtextextended('union.moved', 0));
          new.scope_path := present_path(told);
          if new.scope_path !~ '^/city/110[12][0-9]{2}/' then
            new.scope_path := substring(told from '^/city/[^/]+/');
          end if;
          return new;
        end $$;
      ${trigger('follow_union_in_district')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`${trigger('follow_union_of_scope_path')}; drop function follow_union_in_district`);
  }
}

const trigger = (run: string): string => `
  drop trigger follow_union_of_scope_path on subsidy_application;
  create trigger follow_union_of_scope_path before insert or update of scope_path on subsidy_application for each row
    when (new.scope_path is not null) execute function ${run}()`;
