import { insertRow, newId, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { attendanceBp } from '../attendance/rules.ts';
import { DegreeApplication } from '../degree-application/DegreeApplication.ts';
import type { LockedApplication } from '../degree-application/lockApplication.ts';
import { endStudies } from '../degree-application/studies.ts';
import { actingPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import { DegreeTerm } from './DegreeTerm.ts';
import { checkedSessionIds, termFacts } from './termFacts.ts';

/** Writes down a term by what was marked in its sessions; too many truancies end the studies (SKL-INV-5). */
export async function closeTerm(
  tx: Tx,
  asked: LockedApplication,
  {
    term,
    attempt,
    sessionIds: given,
  }: { readonly term: number; readonly attempt: number; readonly sessionIds: readonly string[] },
): Promise<DegreeApplication> {
  const { application } = asked;
  const sessionIds = checkedSessionIds(given);
  const facts = await termFacts(tx, asked, sessionIds);
  const truancyLimit = tx.number(numbers.DEGREE_TRUANCIES);
  const isTruant = facts.truancies > truancyLimit;
  const attended = attendanceBp(facts.attended, facts.meetings) ?? 0;
  const row = await insertRow(tx.db, DegreeTerm, {
    id: newId(),
    applicationId: application.id,
    term,
    attempt,
    ...facts,
    passed: !isTruant && attended >= tx.number(numbers.DEGREE_ATTENDANCE_BP),
    recordedBy: actingPerson(tx.viewer),
    recordedAt: tx.now,
    correctedAt: null,
    correctedBecause: null,
    correctedBy: null,
  });
  await rows(
    tx.db,
    sql`insert into degree_term_session (term_id, application_id, session_id)
      select ${row.id}, ${application.id}, s.id from unnest(${sessionIds}::uuid[]) as s(id)`,
  );
  if (!isTruant) return updateRow(tx.db, DegreeApplication, application, {});
  return endStudies(tx, asked, 'DISMISSED', `第${term}学期旷课${facts.truancies}次，超过${truancyLimit}次`);
}
