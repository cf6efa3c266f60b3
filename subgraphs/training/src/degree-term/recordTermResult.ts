import { checkedNumber, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { DegreeApplication } from '../degree-application/DegreeApplication.ts';
import { type LockedApplication, lockApplication } from '../degree-application/lockApplication.ts';
import { degreePolicy } from '../degree-application/policy.ts';
import type { RecordTermResultInput } from '../schema.gen.ts';
import { closeTerm } from './closeTerm.ts';
import type { DegreeTerm } from './DegreeTerm.ts';

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
  return { application: await closeTerm(tx, asked, { term, attempt, sessionIds: input.sessionIds }) };
}

/** The how-manieth time a term is taught; `INVALID_TRANSITION` unless it is the first that the student has not passed. */
async function nextAttempt({ db }: Tx, { application }: LockedApplication, term: number): Promise<number> {
  const before = await rows<Pick<DegreeTerm, 'term' | 'passed'>>(
    db,
    sql`select t.term, t.passed from degree_term t where t.application_id = ${application.id} and t.corrected_at is null`,
  );
  const next = before.filter(({ passed }) => passed).length + 1;
  refuseIf(term !== next, 'INVALID_TRANSITION', `The student has passed ${next - 1} terms; the one to close is ${next}.`, {
    rule: 'SKL-INV-5',
    field: 'term',
  });
  return before.filter((one) => one.term === term).length + 1;
}
