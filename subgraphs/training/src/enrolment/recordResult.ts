import { enrolmentCompleted } from '@union-graph/events';
import { assertTransition, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { sessionStatusAt } from '../course/rules.ts';
import type { RecordResultInput } from '../schema.gen.ts';
import { Enrolment } from './Enrolment.ts';
import { checkedResult, lockGradedPlace } from './gradedPlace.ts';
import { ENROLMENT_TRANSITIONS } from './rules.ts';
import { countLater } from './safetyTraining.ts';

/** Says how a member did in a session that is over (domain rule 2.3.2), by its institution's teachers; nobody else sees them. */
export async function recordResult(tx: Tx, input: RecordResultInput): Promise<{ enrolment: Enrolment }> {
  const { result } = input;
  const place = await lockGradedPlace(tx, input);
  const { enrolment, session, course } = place;
  const status = sessionStatusAt(session, tx.now);
  refuseIf(
    status !== 'FINISHED',
    'INVALID_TRANSITION',
    `The session is ${status}; results are told when its last meeting is over.`,
  );
  assertTransition(ENROLMENT_TRANSITIONS, 'enrolment', enrolment.status, result);
  const score = await checkedResult(tx, place, input);
  const told = await updateRow(tx.db, Enrolment, enrolment, { status: result, score, resultAt: tx.now });
  const { id, version, memberId, sessionId, scopePath } = told;
  await tx.publish(enrolmentCompleted, { id, version }, { memberId, sessionId, courseId: course.id, result, scopePath });
  if (course.coversSafety && result === 'PASSED') await countLater(tx, told, session);
  return { enrolment: told };
}
