import {
  assertTransition,
  checkedNumber,
  checkedText,
  civilDay,
  lastDayOf,
  refuseIf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { ConfirmClosureInput, ReopenServiceRequestInput } from '../schema.gen.ts';
import { limitFrom } from './calendar.ts';
import { escalateLater } from './escalate.ts';
import { getRequest } from './getRequest.ts';
import { REQUEST_TRANSITIONS } from './rules.ts';
import { ServiceRequest } from './ServiceRequest.ts';

const LONGEST_REASON = 1_000;

/** Closes an answered request, with how content the requester is when they say so (domain rule 2.1.3). */
export async function confirmClosure(tx: Tx, input: ConfirmClosureInput): Promise<{ request: ServiceRequest }> {
  const request = await getRequest(tx, 'confirmClosure', input);
  const satisfaction = input.satisfaction == null ? null : checkedNumber(input.satisfaction, 'satisfaction', [1, 5]);
  assertTransition(REQUEST_TRANSITIONS, 'request', request.status, 'CLOSED');
  return { request: await updateRow(tx.db, ServiceRequest, request, { status: 'CLOSED', closedAt: tx.now, satisfaction }) };
}

/** Opens an answered request again: once, by the requester, within seven days (domain rule 2.1.3). */
export async function reopenServiceRequest(tx: Tx, input: ReopenServiceRequestInput): Promise<{ request: ServiceRequest }> {
  const request = await getRequest(tx, 'reopenServiceRequest', input);
  const reason = checkedText(input.reason, 'reason', LONGEST_REASON);
  assertTransition(REQUEST_TRANSITIONS, 'request', request.status, 'REOPENED');
  refuseIf(request.reopenedAt !== null, 'INVALID_TRANSITION', 'The request was opened again before. Send a new one.', {
    rule: '2.1.3',
    field: 'status',
  });
  const resolvedOn = civilDay(request.resolvedAt as Date);
  const lastDay = await lastDayOf(tx.db, resolvedOn, { days: tx.number(numbers.REOPEN_DAYS, resolvedOn) });
  refuseIf(civilDay(tx.now) > lastDay, 'DEADLINE_PASSED', `The request could be opened again until ${lastDay}. Send a new one.`, {
    rule: '2.1.3',
  });
  const reopened = await updateRow(tx.db, ServiceRequest, request, {
    status: 'REOPENED',
    reopenedAt: tx.now,
    text: `${request.text}\n${reason}`,
    dueAt: await limitFrom(tx, tx.now, request.difficulty ?? 'SIMPLE'),
  });
  await escalateLater(tx, reopened);
  return { request: reopened };
}
