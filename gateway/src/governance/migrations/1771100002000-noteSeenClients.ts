import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which clients have asked the graph: programs with their own credential, and those that people sign in with. */
export class NoteSeenClients1771100002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table seen_client (
        client_id text not null,
        kind text not null constraint seen_client_kind check (kind in ('PROGRAM', 'PEOPLE')),
        first_seen_at timestamptz not null default now(),
        constraint seen_client_pk primary key (client_id, kind)
      );
      revoke update on seen_client from governance_app;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table seen_client');
  }
}
