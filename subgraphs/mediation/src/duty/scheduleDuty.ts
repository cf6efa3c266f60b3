import { insertRows, isId, newId, notFound, readCalendar, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { Lawyer } from '../lawyer/Lawyer.ts';
import { MediationOrg } from '../mediation-org/MediationOrg.ts';
import { orgPolicy } from '../mediation-org/policy.ts';
import { refuseGone } from '../mediator/hasLeft.ts';
import type { ScheduleDutyInput } from '../schema.gen.ts';
import { DutyShift } from './DutyShift.ts';
import { checkShifts } from './rules.ts';

/**
 * Puts lawyers on duty. That each is at one place at a time (MED-INV-2) and under contract for the place (S-51) the database holds:
 * `duty_shift_one_place`, `duty_shift_contracted`.
 */
export async function scheduleDuty(tx: Tx, { orgId, shifts }: ScheduleDutyInput): Promise<{ shifts: DutyShift[] }> {
  const org = isId(orgId) ? await tx.db.findOneBy(MediationOrg, { id: orgId }) : null;
  if (!org) throw notFound('mediation organisation', orgId);
  orgPolicy.authorise(tx.viewer, 'scheduleDuty', org);
  refuseIf(org.status === 'DISSOLVED', 'VALIDATION_FAILED', `"${org.nameZh}" was dissolved.`, { field: 'orgId' });
  checkShifts(shifts, { now: tx.now, calendar: await readCalendar(tx.db) });
  await lockLawyers(
    tx,
    shifts.map(({ lawyerId }) => lawyerId),
    'lawyerId',
  );
  const made = shifts.map(({ lawyerId, start, end }) => ({
    id: newId(),
    lawyerId,
    orgId: org.id,
    start,
    end,
    cancelledAt: null,
    cancelReason: null,
    version: 1,
  }));
  await insertRows(tx.db, DutyShift, made);
  return { shifts: made.toSorted((a, b) => a.start.getTime() - b.start.getTime()) };
}

/**
 * Keeps lawyers from being dismissed, and from being put on duty by somebody else, until the act is done: those who insert at once into an exclusion
 * constraint would wait for each other in a circle. `NOT_FOUND` for one who is none, `VALIDATION_FAILED` for one who has left the staff or died.
 */
export async function lockLawyers(tx: Tx, ids: readonly string[], field: string): Promise<void> {
  const found = await rows<Pick<Lawyer, 'id' | 'personId' | 'nameZh'>>(
    tx.db,
    sql`select l.id, l.person_id as "personId", l.name_zh as "nameZh" from lawyer l
    where l.id = any(${ids.filter(isId)}::uuid[]) order by l.id for no key update`,
  );
  const missing = ids.find((id) => !found.some((lawyer) => lawyer.id === id));
  if (missing !== undefined) throw notFound('lawyer', missing);
  await refuseGone(tx, found, { rule: 'S-51', field });
}
