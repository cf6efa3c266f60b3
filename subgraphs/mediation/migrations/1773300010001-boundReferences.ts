import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each reference that a client writes, by table and column. */
const REFERENCES = [
  ['mediation_case', 'refusal_notice_ref'],
  ['limitation_event', 'proof_ref'],
  ['agreement_signature', 'paper_ref'],
  ['confirmation', 'document_no'],
  ['performance_item', 'proof_ref'],
  ['payment', 'proof_ref'],
  ['award', 'document_no'],
  ['award', 'judgment_no'],
  ['bargaining_round', 'text_ref'],
  ['round_employer', 'paper_ref'],
  ['round_rep', 'paper_ref'],
  ['guarantee_check', 'evidence_ref'],
  ['round_signature', 'paper_ref'],
  ['labour_standard', 'source_ref'],
] as const;

const nameOf = ([table, column]: readonly [string, string]): string => `${table}_${column}_length`;

/** A reference has 1 to 200 characters where it is kept. What was written longer before stays as it is. */
export class BoundReferences1773300010001 implements MigrationInterface {
  name = 'BoundReferences1773300010001';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of REFERENCES)
      await runner.query(
        `alter table ${table} add constraint ${nameOf([table, column])} check (length(${column}) between 1 and 200) not valid`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of REFERENCES)
      await runner.query(`alter table ${table} drop constraint ${nameOf([table, column])}`);
  }
}
