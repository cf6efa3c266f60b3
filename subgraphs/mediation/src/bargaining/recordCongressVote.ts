import { civilDay, insertRow, newId, refuseIf, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { RecordCongressVoteInput } from '../schema.gen.ts';
import type { BargainingRound } from './BargainingRound.ts';
import { CongressVote } from './CongressVote.ts';
import { lastChecks } from './lastChecks.ts';
import { reaches } from './rules.ts';
import { authoriseRound, lockRound, moveRound } from './takeRound.ts';

const MOST_REPRESENTATIVES = 100_000;

/**
 * Records how the workers' congress voted on the draft (P14 art. 36): two thirds of all representatives present, and half of all consent,
 * both shares included. A vote that did not pass is recorded as rejected, and the talks go on.
 */
export async function recordCongressVote(tx: Tx, input: RecordCongressVoteInput): Promise<{ round: BargainingRound }> {
  const taken = await lockRound(tx, input);
  await authoriseRound(tx, 'recordCongressVote', taken);
  const { round } = taken;
  checkCounts(tx, round, input);
  const passed = input.outcome !== 'REJECTED';
  checkThresholds(tx, input, passed);
  if (passed) await refuseFailed(tx, round);
  const { heldAt: heldOn, total, present, consent } = input;
  await insertRow(tx.db, CongressVote, {
    id: newId(),
    roundId: round.id,
    draftNo: round.draftNo,
    heldOn,
    total,
    present,
    consent,
    passed,
    recordedBy: tx.viewer.subject,
    recordedAt: tx.now,
  });
  return { round: await moveRound(tx, round, passed ? 'PASSED' : 'NEGOTIATING') };
}

/** A draft that was measured below a guarantee is never signed (S-53), and is not measured anew after its vote: it does not pass. */
async function refuseFailed(tx: Tx, round: BargainingRound): Promise<void> {
  const failed = (await lastChecks(tx.db, round)).find(({ result }) => result === 'FAIL');
  refuseIf(
    failed !== undefined,
    'VALIDATION_FAILED',
    `The draft was measured below the guarantee ${failed?.kind}. Have it measured again, or record the vote as "REJECTED" and draft anew.`,
    { rule: 'S-53', field: 'outcome' },
  );
}

function checkCounts(tx: Tx, { draftedOn }: BargainingRound, input: RecordCongressVoteInput): void {
  const { total, present, consent, heldAt } = input;
  const whole = (value: number, field: string, [least, most]: readonly [number, number]): void =>
    refuseIf(value < least || value > most, 'BAD_USER_INPUT', `"${field}" is ${least} to ${most}; got ${value}.`, { field });
  whole(total, 'total', [1, MOST_REPRESENTATIVES]);
  whole(present, 'present', [0, total]);
  whole(consent, 'consent', [0, present]);
  refuseIf(heldAt > civilDay(tx.now), 'BAD_USER_INPUT', `Nobody has voted on ${heldAt} yet.`, { field: 'heldAt' });
  refuseIf(heldAt < (draftedOn as string), 'VALIDATION_FAILED', `The draft is of ${draftedOn}; a vote on it is not earlier.`, {
    rule: '2.2.3',
    field: 'heldAt',
  });
}

function checkThresholds(tx: Tx, { total, present, consent }: RecordCongressVoteInput, passed: boolean): void {
  const isQuorate = reaches(present, total, tx.number(numbers.CONGRESS_PRESENT_TWELFTHS));
  const isConsented = reaches(consent, total, tx.number(numbers.CONGRESS_CONSENT_TWELFTHS));
  refuseIf(
    !passed && isQuorate && isConsented,
    'VALIDATION_FAILED',
    `${consent} of ${total} have consented: the draft has passed.`,
    {
      rule: '2.2.3',
      field: 'outcome',
    },
  );
  if (!passed) return;
  const next = 'Record the vote as "REJECTED", or vote again.';
  refuseIf(!isQuorate, 'THRESHOLD_NOT_MET', `${present} of ${total} representatives were present, too few. ${next}`, {
    rule: '2.2.3',
    field: 'present',
  });
  refuseIf(!isConsented, 'THRESHOLD_NOT_MET', `${consent} of ${total} representatives have consented, too few. ${next}`, {
    rule: '2.2.3',
    field: 'consent',
  });
}
