import { caseAccepted, caseAgreed, caseClosed, caseFailed, casePerformed, type caseReceived } from '@union-graph/events';
import { hasRole, inScope, type Viewer } from '@union-graph/identity';
import {
  civilDay,
  forbidden,
  getForUpdate,
  isId,
  Refusal,
  resolveRequest,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { followCase } from '../early-warning/warningOfCase.ts';
import { endWithCase } from '../legal-aid/endWithCase.ts';
import { outOfOffice } from '../mediator/serving.ts';
import { MediationCase } from './MediationCase.ts';
import { casePolicy } from './policy.ts';
import { refuseUnelected } from './representatives.ts';
import { assertCaseAllows, type CaseStatus, type CaseVerb, currentCaseStatus } from './rules.ts';
import { seesCase, withLinkedParty } from './scope.ts';
import { movesLastDay, tellStaff } from './tellStaff.ts';

interface CaseInput {
  readonly caseId: string;
  readonly expectedVersion: number;
}

/** Takes a case for a change: locked, at the version the client read, by somebody who may, in a state that allows it (MED-INV-5). */
export async function takeCase(tx: Tx, { caseId, expectedVersion }: CaseInput, verb: CaseVerb): Promise<MediationCase> {
  const row = await lockCase(tx, caseId, expectedVersion);
  casePolicy.authorise(tx.viewer, verb, row);
  await refuseUnelected(tx, row, verb);
  assertCaseAllows(verb, currentCaseStatus(row, civilDay(tx.now)));
  return row;
}

/** A case that the viewer may see, which is not changed; locked, so that it stays as it is meanwhile. */
export const visibleCase = (tx: Tx, caseId: string): Promise<MediationCase> => lockCase(tx, caseId);

async function lockCase(tx: Tx, caseId: string, expectedVersion?: number): Promise<MediationCase> {
  const isLinked = await isWithLinkedParty(tx, caseId);
  const visible = (viewer: Viewer, seen: MediationCase): boolean => isLinked || seesCase(viewer, seen);
  const version = expectedVersion === undefined ? {} : { expectedVersion };
  try {
    const row = await getForUpdate(tx, MediationCase, caseId, { what: 'case', visible, ...version });
    await refuseLeaver(tx, row);
    return row;
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.code === 'NOT_FOUND' && (await wasTheirs(tx, caseId))) await refuseOutOfOffice(tx);
    throw refusal;
  }
}

/** Whether the viewer once mediated the case, or was the lawyer beside its mediator: it is no news to them that there is one. */
async function wasTheirs({ db, viewer }: Tx, caseId: string): Promise<boolean> {
  if (viewer.personId === null || !isId(caseId)) return false;
  const person = sql`${viewer.personId}::uuid`;
  const found = await rows(
    db,
    sql`select from case_mediated_by m where m.case_id = ${caseId}::uuid and m.person_id = ${person}
      and exists (select from mediator t where t.person_id = m.person_id)`,
  );
  return found.length > 0;
}

/**
 * Throws `FORBIDDEN` for the case's mediator once they have left the staff or while they are out of term, unless it is somebody of the centre; the
 * centre takes the case from them (`recuseMediator`) and gives it to another, or appoints them anew.
 */
export async function refuseLeaver(tx: Tx, { mediatorPersonId, scopePath }: MediationCase): Promise<void> {
  const { personId } = tx.viewer;
  if (personId === null || personId !== mediatorPersonId) return;
  // Somebody of the centre may still take the case from themself.
  await refuseOutOfOffice(tx, inScope(tx.viewer, scopePath, 'DISTRICT_ADMIN', 'CITY_DEPT'));
}

/** Throws `FORBIDDEN` for a viewer who has left the staff and, unless that is no reason, for one who is out of term. */
async function refuseOutOfOffice(tx: Tx, mayBeOutOfTerm = false): Promise<void> {
  const { viewer } = tx;
  const why = viewer.personId === null ? null : await outOfOffice(tx, viewer.personId);
  if (why === null || (mayBeOutOfTerm && !why.hasLeft)) return;
  if (why.hasLeft)
    throw forbidden(viewer, 'You have left the staff and mediate no more.', {
      kind: 'person',
      anyOf: ['mediator on the staff'],
    });
  const term =
    why.endedOn === null ? 'Your term as a mediator has not begun.' : `Your term as a mediator ended on ${why.endedOn}.`;
  const next =
    why.beginsOn === null
      ? 'The centre gives the case to another, or appoints you anew.'
      : `The next one begins on ${why.beginsOn}.`;
  throw forbidden(viewer, `${term} ${next}`, { kind: 'person', anyOf: ['mediator in a term'] });
}

async function isWithLinkedParty({ db, viewer }: Tx, caseId: string): Promise<boolean> {
  if (!hasRole(viewer, 'LINKED_PARTY') || !isId(caseId)) return false;
  const found = await rows(db, sql`select from mediation_case c where c.id = ${caseId}::uuid and ${withLinkedParty(viewer)}`);
  return found.length > 0;
}

/**
 * Writes a change and gives the case as it now is, with the days that the database derived. Organisation is told who works on it where that is somebody
 * else, or until another day.
 */
export async function changeCase(tx: Tx, row: MediationCase, changes: Partial<MediationCase>): Promise<MediationCase> {
  const changed = await write(tx, row, changes);
  if (isStaffedAnew(row, changed) || (await movesLastDay(tx, row, changed))) await tellStaff(tx, changed);
  return changed;
}

const isStaffedAnew = (before: MediationCase, after: MediationCase): boolean =>
  before.mediatorPersonId !== after.mediatorPersonId || before.lawyerPersonId !== after.lawyerPersonId;

async function write(tx: Tx, row: MediationCase, changes: Partial<MediationCase>): Promise<MediationCase> {
  await updateRow(tx.db, MediationCase, row, changes);
  return tx.db.findOneByOrFail(MediationCase, { id: row.id });
}

/** States in which a case is over; one that goes on from there, to arbitration, is open again. */
const CLOSED: readonly CaseStatus[] = ['NOT_ACCEPTED', 'REFUSED', 'PERFORMED', 'FAILED', 'CLOSED', 'WITHDRAWN'];

/** Moves a case to a state, with whatever changes along, and tells the others. */
export async function moveCase(
  tx: Tx,
  row: MediationCase,
  status: CaseStatus,
  changes: Partial<MediationCase> = {},
): Promise<MediationCase> {
  const closedAt = CLOSED.includes(status) ? tx.now : null;
  const isAidEnded = closedAt !== null && (await endWithCase(tx, { caseId: row.id, status, endedAt: changes.closedAt ?? null }));
  const moved = await write(tx, row, { closedAt, ...changes, status });
  if (row.status !== 'DRAFT') for (const type of EVENTS[status] ?? []) await tellCase(tx, type, moved);
  if (closedAt)
    await resolveRequest(tx, { ...moved, requestVersion: moved.serviceRequestVersion }, 'MediationCase', moved.status);
  if ((closedAt === null) !== (row.closedAt === null)) await followCase(tx, moved);
  if (isAidEnded || isStaffedAnew(row, moved) || (await movesLastDay(tx, row, moved))) await tellStaff(tx, moved);
  return moved;
}

/** What other services are told in each state (2.2.6). */
const EVENTS: Readonly<Partial<Record<CaseStatus, readonly CaseEvent[]>>> = {
  ACCEPTED: [caseAccepted],
  AGREED: [caseAgreed],
  PERFORMED: [casePerformed, caseClosed],
  FAILED: [caseFailed, caseClosed],
  NOT_ACCEPTED: [caseClosed],
  REFUSED: [caseClosed],
  CLOSED: [caseClosed],
  WITHDRAWN: [caseClosed],
};

type CaseEvent = typeof caseReceived;

/** Tells other services what became of a case. */
export const tellCase = (tx: Tx, type: CaseEvent, row: MediationCase): Promise<void> => tx.publish(type, row, told(row));

/** What all events of a case say of it. */
export const told = ({ status, scopePath, applicantIds }: MediationCase) => ({ status, scopePath, applicantIds });
