import { checkedOpenText, civilDay, columns, lastDayOf, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { DegreeApplication } from '../degree-application/DegreeApplication.ts';
import { lockApplication } from '../degree-application/lockApplication.ts';
import { degreePolicy } from '../degree-application/policy.ts';
import { actingPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import type { CorrectTermResultInput } from '../schema.gen.ts';
import { closeTerm } from './closeTerm.ts';
import { DegreeTerm } from './DegreeTerm.ts';

/**
 * Closes the last closed term of a student anew, by other sessions or by what their results say since, for some days after it was closed
 * (SKL-INV-5). What was written down before stays. Whether it counts, its credits and the next term follow; too many truancies end the studies.
 */
export async function correctTermResult(tx: Tx, input: CorrectTermResultInput): Promise<{ application: DegreeApplication }> {
  const asked = await lockApplication(tx, input);
  degreePolicy.authorise(tx.viewer, 'recordTermResult', asked);
  const { application } = asked;
  refuseIf(
    application.status !== 'STUDYING',
    'INVALID_TRANSITION',
    `The student is ${application.status}; terms are corrected while they study.`,
    { field: 'applicationId' },
  );
  const reason = checkedOpenText(input.reason, 'reason', 200, 2);
  const wrong = await lastTerm(tx, application.id);
  if (!wrong) throw new Refusal('INVALID_TRANSITION', 'No term was closed. Record the first one.', { field: 'applicationId' });
  const last = await lastDayOf(tx.db, civilDay(wrong.recordedAt), { days: tx.number(numbers.RESULT_CORRECTION_DAYS) });
  refuseIf(civilDay(tx.now) > last, 'DEADLINE_PASSED', `The term could be corrected until ${last}.`, { field: 'applicationId' });
  await rows(
    tx.db,
    sql`update degree_term set corrected_at = ${tx.now}, corrected_because = ${reason}, corrected_by = ${actingPerson(tx.viewer)} where id = ${wrong.id}`,
  );
  await rows(tx.db, sql`update degree_term_session set is_corrected = true where term_id = ${wrong.id}`);
  const { term, attempt } = wrong;
  return { application: await closeTerm(tx, asked, { term, attempt, sessionIds: input.sessionIds }) };
}

/** The term of an application that was closed last: later ones rest on it. */
async function lastTerm({ db }: Tx, applicationId: string): Promise<DegreeTerm | undefined> {
  const [last] = await rows<DegreeTerm>(
    db,
    sql`select ${columns(DegreeTerm, 't')} from degree_term t where t.application_id = ${applicationId} and t.corrected_at is null
      order by t.term desc, t.attempt desc limit 1`,
  );
  return last;
}
