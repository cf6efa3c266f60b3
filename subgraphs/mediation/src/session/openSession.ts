import { checkedName, insertRow, keptPersonName, newId, Refusal, refuseIf, type Tx } from '@union-graph/subgraph';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import type { OpenSessionInput } from '../schema.gen.ts';
import { Session } from './Session.ts';

/** A collective dispute may bring all its workers. */
const MOST_ATTENDEES = 1_000;

/** Records a session, of which both sides were told before. The first one begins the mediation. */
export async function openSession(tx: Tx, input: OpenSessionInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'openSession');
  const { heldAt, applicantNotifiedAt, respondentNotifiedAt } = input;
  refuseIf(heldAt > tx.now, 'BAD_USER_INPUT', 'A session is recorded when it is held, not before.', { field: 'heldAt' });
  refuseIf(heldAt < (row.acceptedAt ?? row.receivedAt), 'BAD_USER_INPUT', 'A session is held after the case was accepted.', {
    field: 'heldAt',
  });
  const isNotified = (at: Date | null | undefined): boolean => at != null && at >= row.receivedAt && at <= heldAt;
  if (!isNotified(applicantNotifiedAt)) throw unnotified('applicant');
  if (!isNotified(respondentNotifiedAt)) throw unnotified('respondent');
  const { length } = input.attendees;
  refuseIf(
    length < 1 || length > MOST_ATTENDEES,
    'BAD_USER_INPUT',
    `Name everyone who is there, 1 to ${MOST_ATTENDEES} people.`,
    {
      field: 'attendees',
    },
  );
  await insertRow(tx.db, Session, {
    id: newId(),
    caseId: row.id,
    heldAt,
    // Firms and offices among them.
    attendees: input.attendees.map((name) => keptPersonName(checkedName(name, 'attendees'))),
    applicantNotifiedAt,
    respondentNotifiedAt,
    confidentialNotes: input.confidentialNotes ?? null,
  });
  return { case: await moveCase(tx, row, 'IN_MEDIATION') };
}

const unnotified = (side: 'applicant' | 'respondent') =>
  new Refusal(
    'VALIDATION_FAILED',
    `The ${side} must be notified of the session: after the case was received, and before the session.`,
    {
      rule: 'P12',
      field: `${side}NotifiedAt`,
    },
  );
