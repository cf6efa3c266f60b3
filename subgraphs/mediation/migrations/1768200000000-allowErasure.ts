import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows that go when a person asks for erasure (J-17). */
export class AllowErasure1768200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant delete on party_relation to mediation_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('revoke delete on party_relation from mediation_app');
  }
}
