import { checkedNumber, insertRow, newId, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { attendanceBp } from '../attendance/rules.ts';
import { DegreeApplication } from '../degree-application/DegreeApplication.ts';
import { type LockedApplication, lockApplication } from '../degree-application/lockApplication.ts';
import { degreePolicy } from '../degree-application/policy.ts';
import { endStudies } from '../degree-application/studies.ts';
import { actingPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import type { RecordTermResultInput } from '../schema.gen.ts';
import { DegreeTerm } from './DegreeTerm.ts';
import { checkedSessionIds, termFacts } from './termFacts.ts';

/** Closes a term by what was marked in its sessions; too many truancies end the studies (SKL-INV-5, domain rule 2.3.2). */
export async function recordTermResult(tx: Tx, input: RecordTermResultInput): Promise<{ application: DegreeApplication }> {
  const asked = await lockApplication(tx, input);
  degreePolicy.authorise(tx.viewer, 'recordTermResult', asked);
  const { application } = asked;
  refuseIf(
    application.status !== 'STUDYING',
    'INVALID_TRANSITION',
    `The student is ${application.status}; terms are closed while they study.`,
    { field: 'applicationId' },
  );
  const term = checkedNumber(input.term, 'term', [1, asked.programme.terms]);
  const attempt = await nextAttempt(tx, asked, term);
  const sessionIds = checkedSessionIds(input.sessionIds);
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
  });
  await rows(
    tx.db,
    sql`insert into degree_term_session (term_id, application_id, session_id)
      select ${row.id}, ${application.id}, s.id from unnest(${sessionIds}::uuid[]) as s(id)`,
  );
  if (!isTruant) return { application: await updateRow(tx.db, DegreeApplication, application, {}) };
  const because = `第${term}学期旷课${facts.truancies}次，超过${truancyLimit}次`;
  return { application: await endStudies(tx, asked, 'DISMISSED', because) };
}

/** The how-manieth time a term is taught; `INVALID_TRANSITION` unless it is the first that the student has not passed. */
async function nextAttempt({ db }: Tx, { application }: LockedApplication, term: number): Promise<number> {
  const before = await rows<Pick<DegreeTerm, 'term' | 'passed'>>(
    db,
    sql`select t.term, t.passed from degree_term t where t.application_id = ${application.id}`,
  );
  const next = before.filter(({ passed }) => passed).length + 1;
  refuseIf(term !== next, 'INVALID_TRANSITION', `The student has passed ${next - 1} terms; the one to close is ${next}.`, {
    rule: 'SKL-INV-5',
    field: 'term',
  });
  return before.filter((one) => one.term === term).length + 1;
}
