import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a mediator was taken off a case stays with the case (MED-INV-4); of earlier recusals no reason is known. */
export class KeepReasonOfRecusal1773300020001 implements MigrationInterface {
  name = 'KeepReasonOfRecusal1773300020001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table recusal (
        id uuid constraint recusal_pk primary key,
        case_id uuid not null constraint recusal_case references mediation_case,
        mediator_id uuid not null constraint recusal_mediator references mediator,
        mediator_person_id uuid not null,
        reason text constraint recusal_reason check (length(reason) between 1 and 1000),
        recorded_by text not null,
        recused_at timestamptz not null,
        constraint recusal_once unique (case_id, mediator_person_id)
      );
      create index recusal_of_person on recusal (mediator_person_id);
      revoke update on recusal from mediation_app;
      grant update (reason, mediator_person_id) on recusal to mediation_app;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table recusal');
  }
}
