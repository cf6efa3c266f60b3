import { checkedText, civilDay, refuseIf, refuseUnused, type Tx } from '@union-graph/subgraph';
import { employers as knownEmployers } from '../employer/employerPlaced.ts';
import { checkedRef } from '../references.ts';
import type { ReplyBargainingInput } from '../schema.gen.ts';
import { getUnion } from '../union/followUnions.ts';
import type { BargainingRound } from './BargainingRound.ts';
import { RoundEmployer } from './RoundEmployer.ts';
import { LONGEST_ROUND_REASON } from './rules.ts';
import { authoriseRound, changeRound, lockRound, moveRound, type TakenRound } from './takeRound.ts';

/** Answers a notice in time (P14 art. 32): the union that was asked, or each employer for itself; only those that accept are covered (2.2.3). */
export async function replyBargaining(tx: Tx, input: ReplyBargainingInput): Promise<{ round: BargainingRound }> {
  const taken = await lockRound(tx, input);
  const { round } = taken;
  const employer = employerThatAnswers(taken, input);
  await authoriseRound(tx, 'replyBargaining', taken, {
    side: employer ? 'EMPLOYER' : 'WORKERS',
    employerIds: employer ? [employer.enterpriseId] : [],
    onPaper: Boolean(input.paperRef?.trim()),
  });
  const today = civilDay(tx.now);
  refuseIf(today > round.replyDueOn, 'DEADLINE_PASSED', `An answer to this notice was possible until ${round.replyDueOn}.`, {
    rule: '2.2.3',
  });
  const reason = input.reason == null ? null : checkedText(input.reason, 'reason', LONGEST_ROUND_REASON);
  return { round: employer ? await answer(tx, taken, employer, input, reason) : await answerOfUnion(tx, taken, input, reason) };
}

function employerThatAnswers({ round, employers }: TakenRound, { enterpriseId }: ReplyBargainingInput): RoundEmployer | null {
  refuseIf(
    (round.initiator === 'EMPLOYER') !== (enterpriseId == null),
    'BAD_USER_INPUT',
    round.initiator === 'EMPLOYER' ? 'The union answers this notice; name no employer.' : 'Say which employer answers.',
    { field: 'enterpriseId' },
  );
  if (enterpriseId == null) return null;
  const employer = employers.find((one) => one.enterpriseId === enterpriseId);
  refuseIf(!employer, 'NOT_FOUND', `The employer "${enterpriseId}" was not asked in this round.`, { field: 'enterpriseId' });
  return employer as RoundEmployer;
}

/** One employer's answer. The round goes on with the first that accepts, and is refused when all have declined. */
async function answer(
  tx: Tx,
  { round, employers }: TakenRound,
  employer: RoundEmployer,
  input: ReplyBargainingInput,
  reason: string | null,
): Promise<BargainingRound> {
  refuseIf(employer.answer !== null, 'INVALID_TRANSITION', `The employer has answered on ${employer.answeredOn}.`, {
    rule: '2.2.3',
    field: 'enterpriseId',
  });
  const today = civilDay(tx.now);
  const accepts = input.answer === 'ACCEPTED';
  if (!accepts) refuseUnused(input, ['workersCovered'], 'An employer that declines is not covered.');
  await tx.db.update(
    RoundEmployer,
    { roundId: round.id, enterpriseId: employer.enterpriseId },
    {
      answer: input.answer,
      answeredOn: today,
      reason,
      paperRef: input.paperRef == null ? null : checkedRef(input.paperRef, 'paperRef'),
      answeredBy: tx.viewer.subject,
      workers: accepts ? await coveredOf(tx, employer, input) : null,
      isOpen: accepts,
    },
  );
  if (accepts)
    return round.status === 'NOTICED' ? moveRound(tx, round, 'REPLIED', { repliedOn: today }) : changeRound(tx, round, {});
  const others = employers.filter(({ enterpriseId }) => enterpriseId !== employer.enterpriseId);
  if (others.some((one) => one.answer !== 'DECLINED')) return changeRound(tx, round, {});
  return moveRound(tx, round, 'REFUSED', { refusedOn: today, refusalReason: reason });
}

/** How many workers of an employer the contract covers: all, or as many as it says; never more than it has (MED-INV-9). */
async function coveredOf(tx: Tx, { enterpriseId }: RoundEmployer, { workersCovered }: ReplyBargainingInput): Promise<number> {
  const { headcount } = await knownEmployers.get(tx, enterpriseId, { field: 'enterpriseId' });
  const workers = workersCovered ?? headcount ?? 0;
  refuseIf(workers < 1, 'BAD_USER_INPUT', 'Say how many of the employer’s workers the contract is to cover, 1 or more.', {
    field: 'workersCovered',
  });
  refuseIf(
    headcount !== null && workers > headcount,
    'VALIDATION_FAILED',
    `The employer has ${headcount} workers, and the contract would cover ${workers}. Give a number up to ${headcount}, or have the headcount corrected first.`,
    { rule: 'MED-INV-9', field: 'workersCovered' },
  );
  return workers;
}

async function answerOfUnion(
  tx: Tx,
  { round, employers }: TakenRound,
  input: ReplyBargainingInput,
  reason: string | null,
): Promise<BargainingRound> {
  refuseUnused(input, ['workersCovered', 'paperRef'], 'The union answers here, by its own word and for all its workers.');
  // A round of before unions were known here lies where the employer that asked is.
  const { scopePath } = await getUnion(tx, round.workersSideId, 'roundId');
  const today = civilDay(tx.now);
  if (input.answer === 'ACCEPTED') {
    refuseUnused(input, ['reason'], 'A union that accepts gives no reason.');
    return moveRound(tx, round, 'REPLIED', { repliedOn: today, scopePath });
  }
  for (const { enterpriseId } of employers)
    await tx.db.update(RoundEmployer, { roundId: round.id, enterpriseId }, { isOpen: false });
  return moveRound(tx, round, 'REFUSED', { refusedOn: today, refusalReason: reason, scopePath });
}
