import { checkedNumber, insertRows, notFound, refuseIf, requireIds, rows, sql, type Tx } from '@union-graph/subgraph';
import { refuseDead } from '../member/place.ts';
import type { Performance } from './Performance.ts';
import { PerformanceCast } from './PerformanceCast.ts';

const LARGEST_CAST = 200;

/**
 * Names who performs, instead of those named before: members of the team who have accepted, each once; nobody who is in another performance at the
 * time (VEN-INV-7). Each performer's row is locked, in one order for everybody: what two changes name at once would else end in a deadlock in the
 * exclusion constraint.
 */
export async function nameCast(tx: Tx, performance: Performance, castIds: readonly string[]): Promise<void> {
  checkedNumber(castIds.length, 'castIds', [1, LARGEST_CAST]);
  for (const castId of castIds) requireIds({ castIds: castId });
  const wanted = [...new Set(castIds.map((castId) => castId.toLowerCase()))].sort();
  refuseIf(wanted.length < castIds.length, 'BAD_USER_INPUT', 'Somebody is named twice. Name each once.', { field: 'castIds' });
  await lockCast(tx, performance.id, wanted);
  const inTeam = await rows<{ id: string; memberId: string }>(
    tx.db,
    sql`select m.id, m.member_id as "memberId" from troupe_member m where m.id = any(${wanted}::uuid[])
      and exists (select from troupe_team_member i where i.team_id = ${performance.teamId} and i.performer_id = m.id and i.status = 'ACCEPTED')`,
  );
  const known = new Set(inTeam.map(({ id }) => id));
  const stranger = wanted.find((castId) => !known.has(castId));
  if (stranger !== undefined) throw notFound('member of the team', stranger, 'castIds');
  await refuseDead(
    tx,
    inTeam.map(({ memberId }) => memberId),
    'castIds',
  );
  const { id: performanceId, teamId, start, end } = performance;
  await tx.db.delete(PerformanceCast, { performanceId });
  const cast = wanted.map((performerId) => ({ performanceId, performerId, teamId, start, end, isLive: true }));
  await insertRows(tx.db, PerformanceCast, cast);
}

/** Locks everybody who is in the cast of a performance, or is to be, in the same order. */
export const lockCast = ({ db }: Tx, performanceId: string, wanted: readonly string[] = []): Promise<unknown> =>
  rows(
    db,
    sql`select m.id from troupe_member m
    where m.id = any(${wanted}::uuid[]) or m.id in (select c.performer_id from performance_cast c where c.performance_id = ${performanceId})
    order by m.id for no key update of m`,
  );
