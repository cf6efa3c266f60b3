import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The names that employers had before, hashed: a claim against a firm by its former name is one against that firm (MED-INV-3). */
export class KeepFormerNames1773300030001 implements MigrationInterface {
  name = 'KeepFormerNames1773300030001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table employer_former_name (
        enterprise_id uuid not null constraint employer_former_name_employer references employer_place,
        name_hash text not null constraint employer_former_name_hash check (name_hash ~ '^[0-9a-f]{64}$'),
        core_hash text not null constraint employer_former_name_core check (core_hash ~ '^[0-9a-f]{64}$'),
        constraint employer_former_name_pk primary key (enterprise_id, name_hash)
      );
      create index employer_former_name_by_name on employer_former_name (name_hash);
      create index employer_former_name_by_core on employer_former_name (core_hash);
      revoke update on employer_former_name from mediation_app;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table employer_former_name');
  }
}
