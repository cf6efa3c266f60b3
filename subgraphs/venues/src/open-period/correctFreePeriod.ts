import {
  checkedName,
  checkedOpenText,
  civilDay,
  getForUpdate,
  insertRow,
  isId,
  newId,
  notFound,
  refuseIf,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import type { CorrectFreePeriodInput, WithdrawFreePeriodInput } from '../schema.gen.ts';
import { OpenPeriod } from './OpenPeriod.ts';
import { OpenPeriodChange } from './OpenPeriodChange.ts';
import { assertLength, checkedQuota } from './openFreePeriod.ts';
import { addFacilities, assertBookedBySlots, facilityIdsOf, lockFacilities, lockManaged } from './periodFacilities.ts';

interface Asked {
  readonly openPeriodId: string;
  readonly expectedVersion: number;
}

interface Locked {
  readonly period: OpenPeriod;
  readonly facilityIds: readonly string[];
}

/**
 * Corrects an open period (S-68): all of it until it begins, then only its name, its last day and a larger quota, so that nobody loses what they
 * planned with. Bookings that were made keep their price. What it was before stays to be read.
 */
export async function correctFreePeriod(tx: Tx, input: CorrectFreePeriodInput): Promise<{ openPeriod: OpenPeriod }> {
  const wanted = input.facilityIds == null ? null : [...input.facilityIds];
  const { period: before, facilityIds } = await lockPeriod(tx, input, wanted ?? []);
  const reason = checkedOpenText(input.reason, 'reason', 200);
  const after = {
    nameZh: input.nameZh == null ? before.nameZh : checkedName(input.nameZh, 'nameZh', 100),
    from: input.from ?? before.from,
    to: input.to ?? before.to,
    ...checkedQuota({
      minutesPerDay: input.minutesPerDay ?? before.minutesPerDay,
      perPeriod: input.perPeriod ?? before.perPeriod,
    }),
  };
  const facilities = wanted === null ? null : await lockFacilities(tx, wanted);
  if (facilities) assertBookedBySlots(facilities);
  const ids = facilities?.map(({ id }) => id) ?? facilityIds;
  assertChange({ ...before, ids: facilityIds }, { ...after, ids }, civilDay(tx.now));
  assertLength(after);
  await keep(tx, { period: before, facilityIds }, reason);
  await rows(tx.db, sql`delete from open_period_facility where open_period_id = ${before.id}`);
  const openPeriod = await updateRow(tx.db, OpenPeriod, before, after);
  await addFacilities(tx, openPeriod, ids);
  return { openPeriod };
}

/** Takes an open period back that has not begun (S-68); bookings that were made by it keep their price. */
export async function withdrawFreePeriod(tx: Tx, input: WithdrawFreePeriodInput): Promise<{ openPeriod: OpenPeriod }> {
  const { period, facilityIds } = await lockPeriod(tx, input, []);
  const reason = checkedOpenText(input.reason, 'reason', 200);
  refuseIf(
    period.from <= civilDay(tx.now),
    'DEADLINE_PASSED',
    `The period began on ${period.from}. Correct its last day to end it.`,
    { field: 'openPeriodId' },
  );
  await keep(tx, { period, facilityIds }, reason);
  await rows(tx.db, sql`delete from open_period_facility where open_period_id = ${period.id}`);
  return { openPeriod: await updateRow(tx.db, OpenPeriod, period, { withdrawnAt: tx.now }) };
}

/** A period, locked behind its facilities and those that it is to have, all managed by the viewer; nobody books by it meanwhile. */
async function lockPeriod(tx: Tx, { openPeriodId, expectedVersion }: Asked, more: readonly string[]): Promise<Locked> {
  const known = isId(openPeriodId) ? await tx.db.findOneBy(OpenPeriod, { id: openPeriodId }) : null;
  if (!known) throw notFound('open period', openPeriodId);
  const ids = new Set([...(await facilityIdsOf(tx, known.id)), ...more.filter(isId)]);
  await lockManaged(tx, [...ids].sort());
  const period = await getForUpdate(tx, OpenPeriod, known.id, { what: 'open period', visible: () => true, expectedVersion });
  refuseIf(period.withdrawnAt !== null, 'INVALID_TRANSITION', 'The period was taken back. Open a new one.', {
    field: 'openPeriodId',
  });
  return { period, facilityIds: await facilityIdsOf(tx, period.id) };
}

type Stated = Pick<OpenPeriod, 'nameZh' | 'from' | 'to' | 'minutesPerDay' | 'perPeriod'> & { readonly ids: readonly string[] };

/** Whether a period may become another one on a day. */
function assertChange(before: Stated, after: Stated, today: string): void {
  const isSet = before.ids.length !== after.ids.length || before.ids.some((id) => !after.ids.includes(id));
  const isSame = (['nameZh', 'from', 'to', 'minutesPerDay', 'perPeriod'] as const).every((name) => before[name] === after[name]);
  refuseIf(isSame && !isSet, 'VALIDATION_FAILED', 'The period is so already.');
  refuseIf(before.to < today, 'DEADLINE_PASSED', `The period ended on ${before.to}.`, { field: 'openPeriodId' });
  refuseIf(after.to < today, 'BAD_USER_INPUT', 'The last day cannot lie in the past.', { field: 'to' });
  if (before.from > today) {
    refuseIf(after.from < today, 'BAD_USER_INPUT', 'An open period cannot begin in the past.', { field: 'from' });
    return;
  }
  const refuse = (condition: boolean, sentence: string, field: string) =>
    refuseIf(condition, 'DEADLINE_PASSED', sentence, { field });
  refuse(after.from !== before.from, `The period began on ${before.from}.`, 'from');
  refuse(isSet, 'The period has begun. Its facilities stay; open another period for others.', 'facilityIds');
  refuse(after.minutesPerDay < before.minutesPerDay, 'The period has begun. Its quota grows only.', 'minutesPerDay');
  refuse(after.perPeriod < before.perPeriod, 'The period has begun. Its quota grows only.', 'perPeriod');
}

const keep = (tx: Tx, { period, facilityIds }: Locked, reason: string): Promise<unknown> => {
  const { id: openPeriodId, nameZh, from, to, minutesPerDay, perPeriod } = period;
  return insertRow(tx.db, OpenPeriodChange, {
    ...{ id: newId(), openPeriodId, nameZh, from, to, minutesPerDay, perPeriod, facilityIds: [...facilityIds] },
    ...{ reason, changedBy: tx.viewer.personId, changedAt: tx.now },
  });
};
