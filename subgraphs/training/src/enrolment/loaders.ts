import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { ResultCorrection } from './ResultCorrection.ts';

/** The places in the waiting list of enrolments that wait, the first being 1; null for others. */
export const waitlistPosition: Batch<string, number | null> = async ({ db }, ids) => {
  const found = await rows<{ id: string; position: number }>(
    db,
    sql`
    select own.id, count(*)::int as position from enrolment own
    join enrolment before on before.session_id = own.session_id and before.status = 'WAITLISTED' and before.arrival <= own.arrival
    where own.id = any(${ids}::uuid[]) and own.status = 'WAITLISTED' group by own.id`,
  );
  return inOrder(ids, found, ({ id }) => id).map((row) => row?.position ?? null);
};

/** How many offers of sessions have run out by the request's clock and still stand as offered, by session id. */
export const lapsedOffers: Batch<string, number> = async ({ db, now }, sessionIds) => {
  const found = await rows<{ sessionId: string; count: number }>(
    db,
    sql`select session_id as "sessionId", count(*)::int as count from enrolment
    where session_id = any(${sessionIds}::uuid[]) and status = 'OFFERED' and offer_expires_at <= ${now} group by session_id`,
  );
  return inOrder(sessionIds, found, ({ sessionId }) => sessionId).map((row) => row?.count ?? 0);
};

/** The corrections of enrolments' results, the first first; who may see an enrolment may see them. */
export const correctionsOfEnrolment: Batch<string, ResultCorrection[]> = async ({ db }, enrolmentIds) => {
  const found = await rows<ResultCorrection>(
    db,
    sql`select ${columns(ResultCorrection, 'k')} from result_correction k where k.enrolment_id = any(${enrolmentIds}::uuid[])
    order by k.corrected_at, k.id`,
  );
  return grouped(enrolmentIds, found, ({ enrolmentId }) => enrolmentId);
};
