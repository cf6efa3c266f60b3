import { foldedName } from '@union-graph/subgraph';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Disputes that were written before traditional characters were compared as simplified ones get the key of an applicant without a record as it is
 * written today: by the old one the disputes of somebody who leaves a case are not found, and stay open.
 */
export class FoldKeysOfDisputes1771350060000 implements MigrationInterface {
  name = 'FoldKeysOfDisputes1771350060000';

  async up(runner: QueryRunner): Promise<void> {
    const known: { key: string; caseId: string }[] = await runner.query(
      `select distinct on (c.received_at, c.id, d.applicant_key) d.applicant_key as key, d.case_id as "caseId"
       from case_dispute d join mediation_case c on c.id = d.case_id where strpos(d.applicant_key, ' ') > 0
       order by c.received_at, c.id, d.applicant_key`,
    );
    for (const { key, caseId } of known) {
      const folded = foldedKey(key);
      if (folded === key) continue;
      await runner.query(RENAME, [caseId, key, folded]);
      await runner.query('delete from case_dispute where case_id = $1 and applicant_key = $2', [caseId, key]);
    }
  }

  /** Both spellings are keys: what was compared by the new one goes on being compared by it. */
  async down(): Promise<void> {}
}

/** The name, a blank and the end of the identity number; a folded name has no blank. */
function foldedKey(key: string): string {
  const end = key.lastIndexOf(' ');
  return `${foldedName(key.slice(0, end))} ${key.slice(end + 1).toUpperCase()}`;
}

/** Of two disputes that are one by the new key, the one that has it, or the earlier, keeps it. */
const RENAME = `update case_dispute d set applicant_key = $3 where d.case_id = $1 and d.applicant_key = $2 and not exists (
  select from case_dispute o where o.applicant_key = $3 and o.respondent_key = d.respondent_key
    and (o.claim_id = d.claim_id or (o.open and d.open and o.kind = d.kind and o.period && d.period)))`;
