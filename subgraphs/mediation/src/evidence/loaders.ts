import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { Party } from '../application/Party.ts';
import { Evidence } from './Evidence.ts';
import { readsEvidence } from './scope.ts';

/** The pieces of evidence that the viewer may read, by case id, in the order in which they were handed in. */
export const evidenceOfCase: Batch<string, Evidence[]> = async (ctx, caseIds) => {
  const found = await rows<Evidence>(
    ctx.db,
    sql`select ${columns(Evidence, 'e')} from evidence e join mediation_case c on c.id = e.case_id join case_party p on p.id = e.party_id
    where e.case_id = any(${caseIds}::uuid[]) and ${readsEvidence(ctx)} order by e.case_id, e.submitted_at, e.id`,
  );
  return grouped(caseIds, found, ({ caseId }) => caseId);
};

/** Parties by id, for evidence that the viewer has been given. */
export const party: Batch<string, Party | null> = async ({ db }, ids) => {
  const found = await rows<Party>(db, sql`select ${columns(Party, 'p')} from case_party p where p.id = any(${ids}::uuid[])`);
  return inOrder(ids, found, ({ id }) => id);
};
