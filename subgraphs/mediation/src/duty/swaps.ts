import {
  checkedText,
  civilDay,
  forbidden,
  getForUpdate,
  insertRow,
  isId,
  newId,
  notFound,
  refuseIf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { Lawyer } from '../lawyer/Lawyer.ts';
import type { AnswerDutySwapInput, AskDutySwapInput, WithdrawDutySwapInput } from '../schema.gen.ts';
import { LONGEST_REASON } from './cancelDuty.ts';
import { DutyShift } from './DutyShift.ts';
import { DutySwap } from './DutySwap.ts';
import { seesSwap } from './queries.ts';
import { SWAP_TRANSITIONS, swapStatus } from './rules.ts';
import { lockLawyers } from './scheduleDuty.ts';

/** Asks to be relieved of a shift that has not begun; asked once at a time, held by `duty_swap_one_open`. */
export async function askDutySwap(tx: Tx, input: AskDutySwapInput): Promise<{ swap: DutySwap }> {
  const { shiftId, expectedVersion, lawyerId = null } = input;
  const me = await lawyerOf(tx);
  const shift = await getForUpdate(tx, DutyShift, shiftId, { what: 'shift', visible: () => true, expectedVersion });
  if (me?.id !== shift.lawyerId)
    throw forbidden(tx.viewer, 'Only who is on duty asks to be relieved.', { kind: 'person', anyOf: ['lawyer of the shift'] });
  refuseIf(shift.cancelledAt !== null || shift.start <= tx.now, 'INVALID_TRANSITION', 'The shift was called off or has begun.', {
    field: 'shiftId',
  });
  refuseIf(lawyerId === me.id, 'BAD_USER_INPUT', 'You cannot ask yourself.', { field: 'lawyerId' });
  if (lawyerId !== null) await refuseLeaver(tx, lawyerId, shift);
  const swap = await insertRow(tx.db, DutySwap, {
    id: newId(),
    shiftId: shift.id,
    askedById: me.id,
    askedOfId: lawyerId,
    reason: checkedText(input.reason, 'reason', LONGEST_REASON),
    askedAt: tx.now,
    status: 'ASKED',
    takenById: null,
    decidedAt: null,
    version: 1,
  });
  return { swap };
}

/** Throws for a lawyer who is none, or does not serve any more on the day of the shift. */
async function refuseLeaver(tx: Tx, id: string, { start }: DutyShift): Promise<void> {
  await lockLawyers(tx, [id], 'lawyerId');
  const { leftOn, nameZh } = await tx.db.findOneByOrFail(Lawyer, { id });
  refuseIf(
    leftOn !== null && leftOn < civilDay(start),
    'VALIDATION_FAILED',
    `"${nameZh}" serves until ${leftOn}. Ask another lawyer.`,
    {
      rule: 'S-51',
      field: 'lawyerId',
    },
  );
}

/** Accepts or declines. Who accepts must be free (`duty_shift_one_place`) and under contract there (`duty_shift_contracted`). */
export async function answerDutySwap(tx: Tx, input: AnswerDutySwapInput): Promise<{ swap: DutySwap }> {
  const me = await lawyerOf(tx);
  const { swap, shift } = await takeSwap(tx, input);
  if (!me || me.id === swap.askedById || (swap.askedOfId !== null && swap.askedOfId !== me.id))
    throw forbidden(tx.viewer, 'Only a lawyer who was asked answers.', { kind: 'person', anyOf: ['lawyer who was asked'] });
  refuseOver(tx, swap, shift);
  if (!input.accept) {
    refuseIf(swap.askedOfId === null, 'INVALID_TRANSITION', 'All were asked, and nobody need decline.', { field: 'accept' });
    return { swap: await updateRow(tx.db, DutySwap, swap, { status: 'DECLINED', decidedAt: tx.now }) };
  }
  await lockLawyers(tx, [me.id], 'accept');
  await updateRow(tx.db, DutyShift, shift, { lawyerId: me.id });
  return { swap: await updateRow(tx.db, DutySwap, swap, { status: 'ACCEPTED', takenById: me.id, decidedAt: tx.now }) };
}

/** Takes back what was asked for. */
export async function withdrawDutySwap(tx: Tx, input: WithdrawDutySwapInput): Promise<{ swap: DutySwap }> {
  const me = await lawyerOf(tx);
  const { swap, shift } = await takeSwap(tx, input);
  if (me?.id !== swap.askedById)
    throw forbidden(tx.viewer, 'Only who asked takes it back.', { kind: 'person', anyOf: ['lawyer who asked'] });
  refuseOver(tx, swap, shift);
  return { swap: await updateRow(tx.db, DutySwap, swap, { status: 'WITHDRAWN', decidedAt: tx.now }) };
}

/** Throws for a swap that leads nowhere any more. */
function refuseOver({ now }: Tx, swap: DutySwap, shift: DutyShift): void {
  const status = swapStatus(swap, shift, now);
  refuseIf(
    SWAP_TRANSITIONS[status].length === 0,
    'INVALID_TRANSITION',
    `The swap is ${status}; nothing is to be answered any more.`,
    {
      field: 'swapId',
    },
  );
}

/** The viewer as a lawyer; null for everybody else. */
const lawyerOf = async ({ db, viewer }: Tx): Promise<Lawyer | null> =>
  viewer.personId === null ? null : db.findOneBy(Lawyer, { personId: viewer.personId });

/** Takes a swap for a change with its shift: the shift is locked before the swap, as where it is called off. */
async function takeSwap(
  tx: Tx,
  { swapId, expectedVersion }: { swapId: string; expectedVersion: number },
): Promise<{ swap: DutySwap; shift: DutyShift }> {
  const seen = isId(swapId) && (await seesSwap(tx, swapId)) ? await tx.db.findOneBy(DutySwap, { id: swapId }) : null;
  if (!seen) throw notFound('swap', swapId);
  const shift = await getForUpdate(tx, DutyShift, seen.shiftId, { what: 'shift', visible: () => true });
  const swap = await getForUpdate(tx, DutySwap, swapId, { what: 'swap', visible: () => true, expectedVersion });
  return { swap, shift };
}
