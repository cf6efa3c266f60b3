import { dataRequestOpened } from '@union-graph/events';
import { answerDataRequest, civilDay, insertRow, lastDayOf, newId, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { getRecord } from '../member/getMember.ts';
import { numbers } from '../rule/numbers.ts';
import type { DataRequestKind, RequestErasureInput, RequestMyDataInput } from '../schema.gen.ts';
import { PersonalDataRequest } from './PersonalDataRequest.ts';
import { noteAnswer } from './parts.ts';
import { dataRequestPolicy } from './policy.ts';
import { HOLDERS } from './rules.ts';
import { personalData } from './tables.ts';

type Requested = { request: PersonalDataRequest };

/** Asks every service for a copy of what it keeps of a person (PIPL art. 45). */
export const requestMyData = (tx: Tx, input: RequestMyDataInput): Promise<Requested> =>
  take(tx, 'requestMyData', 'ACCESS', input);

/** Asks every service to erase what it keeps of a person (PIPL art. 47). */
export const requestErasure = (tx: Tx, input: RequestErasureInput): Promise<Requested> =>
  take(tx, 'requestErasure', 'ERASURE', input);

/** One open request of a kind a person: `personal_data_request_one_open`. */
async function take(
  tx: Tx,
  verb: 'requestMyData' | 'requestErasure',
  kind: DataRequestKind,
  input: RequestMyDataInput | RequestErasureInput,
): Promise<Requested> {
  const { personId } = tx.viewer;
  const member = await getRecord(tx, input.memberId ?? personId ?? '');
  dataRequestPolicy.authorise(tx.viewer, verb, member);
  const isOwn = member.id === personId;
  const isProven = isOwn && (kind === 'ACCESS' || !(await mayBeTwo(tx, member.id)));
  const evidenceRef = input.evidenceRef?.trim() || null;
  refuseIf(
    !isOwn && evidenceRef === null,
    'CONSENT_REQUIRED',
    'A request for somebody else needs their written wish and proof of identity. Say where they are kept.',
    { field: 'evidenceRef' },
  );
  const request = await insertRow(tx.db, PersonalDataRequest, {
    id: newId(),
    memberId: member.id,
    kind,
    // Who signed in as themselves has proven who they are, but for one of two persons whose records may have been merged wrongly.
    status: isProven ? 'IN_PROGRESS' : 'RECEIVED',
    requestedById: personId as string,
    requestedAt: tx.now,
    evidenceRef,
    dueAt: await lastDayOf(tx.db, civilDay(tx.now), { days: tx.number(numbers.ANSWER_DAYS) }),
    verifiedById: isProven ? personId : null,
    verifiedAt: isProven ? tx.now : null,
    endedAt: null,
    refusalReason: null,
    version: 1,
  });
  await tx.db.query(`insert into personal_data_part (request_id, subgraph, outcome) select $1, unnest($2::text[]), 'PENDING'`, [
    request.id,
    HOLDERS,
  ]);
  if (isProven) await openRequest(tx, request);
  return { request };
}

/**
 * Whether a merge into this record can still be taken back (C-16): an erasure would erase for good what may be another person's, who did not ask for it. The
 * staff look first whether it is one person; the last day for the answer stays the same.
 */
async function mayBeTwo({ db, now }: Tx, memberId: string): Promise<boolean> {
  const merges = await rows(
    db,
    sql`select from merged_record where survivor_id = ${memberId} and status = 'MERGED' and reversible_until >= ${civilDay(now)} limit 1`,
  );
  return merges.length > 0;
}

/** Passes a request on to all services; organisation makes its own copy at once, and erases when the others have answered. */
export async function openRequest(tx: Tx, { id, kind, memberId, version }: PersonalDataRequest): Promise<void> {
  await tx.publish(dataRequestOpened, { id, version }, { kind, memberId });
  if (kind !== 'ACCESS') return;
  await answerDataRequest(tx, personalData, { id, kind, memberId });
  await noteAnswer(tx, id, 'organisation', { outcome: 'COPIED', legalBasis: null });
}
