import { civilDay, getForUpdate, isId, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { aidLasts, failedByTime } from '../case/scope.ts';
import { tellCasesOf } from '../case/tellStaff.ts';
import { DutyShift } from '../duty/DutyShift.ts';
import { DutySwap } from '../duty/DutySwap.ts';
import type { DismissLawyerInput } from '../schema.gen.ts';
import { placesOf } from './appointLawyer.ts';
import { Lawyer } from './Lawyer.ts';
import { lawyerPolicy } from './policy.ts';

/** Ends a lawyer's service, and declines swaps after it. The lawyer's row is locked, as by whoever puts the lawyer on duty or on a case. */
export async function dismissLawyer(tx: Tx, input: DismissLawyerInput): Promise<{ lawyer: Lawyer }> {
  const { lawyerId, expectedVersion, lastDay } = input;
  const swaps = await lockSwaps(tx, lawyerId, lastDay);
  const lawyer = await getForUpdate(tx, Lawyer, lawyerId, { what: 'lawyer', visible: () => true, expectedVersion });
  const places = await placesOf(tx, lawyer.firmId);
  lawyerPolicy.authorise(tx.viewer, 'dismissLawyer', { scopePaths: places.map(({ scopePath }) => scopePath) });
  refuseIf(lawyer.leftOn !== null, 'INVALID_TRANSITION', `"${lawyer.nameZh}" serves until ${lawyer.leftOn} already.`, {
    field: 'lawyerId',
  });
  refuseIf(lastDay < civilDay(tx.now), 'BAD_USER_INPUT', 'The last day is today or one to come.', { field: 'lastDay' });
  await refuseBusy(tx, lawyer, lastDay);
  // Somebody else can be asked then.
  for (const swap of swaps) await updateRow(tx.db, DutySwap, swap, { status: 'DECLINED', decidedAt: tx.now });
  const dismissed = await updateRow(tx.db, Lawyer, lawyer, { leftOn: lastDay });
  await tellCasesOf(tx, { of: lawyer.personId, personIds: [lawyer.personId], beginsOn: civilDay(tx.now) });
  return { lawyer: dismissed };
}

/**
 * What the lawyer is asked to take over after that day. Locked before the lawyer, as where a swap is answered: first each shift, then its swap.
 */
async function lockSwaps(tx: Tx, lawyerId: string, lastDay: string): Promise<DutySwap[]> {
  if (!isId(lawyerId)) return [];
  const asked = await rows<{ id: string; shiftId: string }>(
    tx.db,
    sql`select s.id, s.shift_id as "shiftId" from duty_swap s join duty_shift d on d.id = s.shift_id
    where s.asked_of_id = ${lawyerId}::uuid and s.status = 'ASKED' and civil_day(d.start_at) > ${lastDay}::date order by s.shift_id`,
  );
  const swaps: DutySwap[] = [];
  for (const { id, shiftId } of asked) {
    await getForUpdate(tx, DutyShift, shiftId, { what: 'shift', visible: () => true });
    swaps.push(await getForUpdate(tx, DutySwap, id, { what: 'swap', visible: () => true }));
  }
  return swaps.filter(({ status }) => status === 'ASKED');
}

async function refuseBusy(tx: Tx, { id, nameZh }: Lawyer, lastDay: string): Promise<void> {
  const [work] = await rows<{ shifts: number; cases: number; aid: number }>(
    tx.db,
    sql`select
      (select count(*)::int from duty_shift d where d.lawyer_id = ${id} and d.cancelled_at is null and civil_day(d.start_at) > ${lastDay}::date) as shifts,
      (select count(*)::int from mediation_case c where c.lawyer_id = ${id} and c.closed_at is null and not ${failedByTime(tx)}) as cases,
      (select count(*)::int from legal_aid_grant g join mediation_case c on c.id = g.case_id
        where g.lawyer_id = ${id} and ${aidLasts(tx)}) as aid`,
  );
  const { shifts = 0, cases = 0, aid = 0 } = work ?? {};
  refuseIf(
    shifts + cases + aid > 0,
    'VALIDATION_FAILED',
    `"${nameZh}" has ${shifts} shifts after that day, ${cases} open cases and ${aid} workers to act for. Find another lawyer for them first.`,
    { rule: 'S-51', field: 'lawyerId' },
  );
}
