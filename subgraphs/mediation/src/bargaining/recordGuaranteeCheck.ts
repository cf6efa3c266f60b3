import { checkedText, insertRow, newId, Refusal, refuseIf, refuseUnused, type Tx } from '@union-graph/subgraph';
import { labourStandardsOn } from '../labour-standard/queries.ts';
import { CITY_SCOPE, standardOn } from '../labour-standard/rules.ts';
import { checkedRef } from '../references.ts';
import type { GuaranteeKind, RecordGuaranteeCheckInput, StandardKind } from '../schema.gen.ts';
import type { BargainingRound } from './BargainingRound.ts';
import { GuaranteeCheck } from './GuaranteeCheck.ts';
import { lastChecks } from './lastChecks.ts';
import { grownWage, LONGEST_ROUND_REASON, missingGuarantees } from './rules.ts';
import { authoriseRound, changeRound, lockRound, moveRound } from './takeRound.ts';

/** The standard that each guarantee is measured by (S-53). */
const STANDARD: Readonly<Record<GuaranteeKind, StandardKind>> = {
  MINIMUM_WAGE: 'MINIMUM_WAGE_MONTH',
  LABOUR_QUOTA: 'INDUSTRY_WAGE_MONTH',
  GROWTH_LINE: 'WAGE_GROWTH_LINE',
};

/**
 * Records one of the three guarantees of a draft (S-53), by the instructor of the round: the result is what was measured against the
 * standard of the day on which the term begins. Nobody types a threshold or a result. After the vote of the congress a guarantee that it was
 * shown is not measured anew, held by `guarantee_check_before_vote`.
 */
export async function recordGuaranteeCheck(tx: Tx, input: RecordGuaranteeCheckInput): Promise<{ round: BargainingRound }> {
  const taken = await lockRound(tx, input);
  await authoriseRound(tx, 'recordGuaranteeCheck', taken);
  const { round } = taken;
  refuseIf(!round.hasWageTerms, 'VALIDATION_FAILED', 'This draft is not on wages and needs no guarantee.', { rule: 'S-53' });
  if (input.kind !== 'GROWTH_LINE') refuseUnused(input, ['baseFen'], 'The wage before the raise is for the growth line.');
  const found = input.waivedReason == null ? await measured(tx, round, input) : await waived(tx, round, input);
  await insertRow(tx.db, GuaranteeCheck, {
    id: newId(),
    roundId: round.id,
    draftNo: round.draftNo,
    kind: input.kind,
    ...found,
    recordedBy: tx.viewer.personId as string,
    recordedAt: tx.now,
  });
  const isWhole = missingGuarantees(true, await lastChecks(tx.db, round)).length === 0;
  const next = isWhole ? 'CONGRESS_VOTE' : 'DRAFTED';
  const moves = round.status !== 'PASSED' && round.status !== next;
  return { round: moves ? await moveRound(tx, round, next) : await changeRound(tx, round, {}) };
}

type Found = Pick<GuaranteeCheck, 'result' | 'measuredFen' | 'baseFen' | 'thresholdFen' | 'evidenceRef' | 'waivedReason'>;

async function measured(tx: Tx, round: BargainingRound, input: RecordGuaranteeCheckInput): Promise<Found> {
  const { measuredFen, baseFen = null, evidenceRef } = input;
  if (measuredFen == null || measuredFen <= 0n)
    throw new Refusal('BAD_USER_INPUT', 'Give what was measured, 1 fen or more, or waive the guarantee with a reason.', {
      field: 'measuredFen',
    });
  if (evidenceRef == null) throw new Refusal('BAD_USER_INPUT', 'Say where the evidence is kept.', { field: 'evidenceRef' });
  const thresholdFen = await thresholdOf(tx, round, input);
  return {
    result: measuredFen >= thresholdFen ? 'PASS' : 'FAIL',
    measuredFen,
    baseFen,
    thresholdFen,
    evidenceRef: checkedRef(evidenceRef, 'evidenceRef'),
    waivedReason: null,
  };
}

async function thresholdOf(tx: Tx, round: BargainingRound, { kind, baseFen }: RecordGuaranteeCheckInput): Promise<bigint> {
  const day = round.termFrom as string;
  const standard = standardOn(await labourStandardsOn(tx.db, day), STANDARD[kind], round.industry);
  if (!standard)
    throw new Refusal(
      'VALIDATION_FAILED',
      `There is no standard "${STANDARD[kind]}" for "${round.industry ?? CITY_SCOPE}" on ${day}. Have it set (setLabourStandard), or waive the guarantee with a reason.`,
      { rule: 'S-53', field: 'kind' },
    );
  if (standard.valueFen !== null) return standard.valueFen;
  if (baseFen == null || baseFen <= 0n)
    throw new Refusal('BAD_USER_INPUT', 'Give the mean wage before the raise, from which the growth line counts.', {
      field: 'baseFen',
    });
  return grownWage(baseFen, standard.valueBp as number);
}

/** A guarantee that is not asked for, for a reason; the statutory minimum is not waived where wages stay below it (G1). */
async function waived(tx: Tx, round: BargainingRound, input: RecordGuaranteeCheckInput): Promise<Found> {
  const { kind, measuredFen = null, baseFen = null, evidenceRef, waivedReason } = input;
  for (const [field, fen] of Object.entries({ measuredFen, baseFen }))
    refuseIf(fen !== null && fen <= 0n, 'BAD_USER_INPUT', `"${field}" is 1 fen or more.`, { field });
  const failed = (await lastChecks(tx.db, round)).some((check) => check.kind === 'MINIMUM_WAGE' && check.result === 'FAIL');
  const isBelow = measuredFen !== null && kind === 'MINIMUM_WAGE' && measuredFen < (await thresholdOf(tx, round, input));
  refuseIf(
    kind === 'MINIMUM_WAGE' && (failed || isBelow),
    'VALIDATION_FAILED',
    'The lowest wage was measured below the statutory minimum, which nobody can waive. Raise the wage, and measure it again.',
    { rule: 'G1', field: 'waivedReason' },
  );
  return {
    result: 'WAIVED',
    measuredFen,
    baseFen,
    thresholdFen: null,
    evidenceRef: evidenceRef == null ? null : checkedRef(evidenceRef, 'evidenceRef'),
    waivedReason: checkedText(waivedReason as string, 'waivedReason', LONGEST_ROUND_REASON),
  };
}
