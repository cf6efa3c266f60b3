import { rows, sql, type Tx } from '@union-graph/subgraph';
import type { Applicant } from '../case/applicants.ts';
import { namedKey } from './rules.ts';

/** Somebody who left may bring the same dispute again, by themself (MED-INV-3). */
export const closeDisputes = (tx: Tx, caseId: string, leavers: readonly Applicant[]): Promise<unknown> =>
  rows(
    tx.db,
    sql`update case_dispute set open = false, applicant_left = true
    where case_id = ${caseId}::uuid and applicant_key = any(${leavers.flatMap(keysOf)}::text[])`,
  );

/** Who comes back into an open case has the dispute there, and so it cannot be open as another case. `lockDisputes` comes before. */
export const reopenDisputes = (tx: Tx, caseId: string, back: readonly Applicant[]): Promise<unknown> =>
  rows(
    tx.db,
    sql`update case_dispute set open = true, applicant_left = false
    where case_id = ${caseId}::uuid and applicant_key = any(${back.flatMap(keysOf)}::text[])`,
  );

const keysOf = ({ memberId, nameZh, idMasked }: Applicant): string[] => [
  ...(memberId === null ? [] : [memberId]),
  namedKey(nameZh, idMasked),
];
