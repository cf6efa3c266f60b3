import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Innovation studios that the city has named (S-60). */
export class CreateStudio1768800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table innovation_studio (
        id uuid constraint innovation_studio_pk primary key,
        name_zh text not null constraint innovation_studio_name unique,
        leader_member_id uuid,
        enterprise_id uuid not null,
        district_code text not null,
        funding_fen bigint constraint innovation_studio_funding check (funding_fen > 0),
        named_on date not null,
        status text not null constraint innovation_studio_status check (status in ('NAMED', 'REVOKED')),
        version int not null default 1
      );
      create index innovation_studio_by_day on innovation_studio (named_on, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table innovation_studio');
  }
}
