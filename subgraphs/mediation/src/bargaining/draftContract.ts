import { checkedNumber, civilDay, refuseIf, type Tx } from '@union-graph/subgraph';
import { refuseOverlap } from '../contract/employers.ts';
import { checkBeginning, checkContractTerm } from '../contract/rules.ts';
import { checkedRef } from '../references.ts';
import type { DraftContractInput } from '../schema.gen.ts';
import type { BargainingRound } from './BargainingRound.ts';
import { refuseVacant } from './deadReps.ts';
import { acceptedBy, authoriseRound, lockRound, moveRound } from './takeRound.ts';

/** Lays down what the sides agreed on; checks and votes on an earlier draft do not hold for it (2.2.3). */
export async function draftContract(tx: Tx, input: DraftContractInput): Promise<{ round: BargainingRound }> {
  const taken = await lockRound(tx, input);
  await authoriseRound(tx, 'draftContract', taken);
  refuseVacant(taken);
  const { round, employers } = taken;
  const { kind } = round;
  const { termFrom, termTo } = input;
  checkContractTerm(kind, termFrom, termTo, tx.number);
  checkBeginning(termFrom, civilDay(tx.now), tx.number);
  const hasWageTerms = kind === 'WAGE_SPECIAL' || (input.hasWageTerms ?? false);
  refuseIf(kind === 'WAGE_SPECIAL' && input.hasWageTerms === false, 'VALIDATION_FAILED', 'A wage agreement is on wages.', {
    rule: '2.2.3',
    field: 'hasWageTerms',
  });
  refuseIf(
    hasWageTerms !== (input.wageGrowthBp != null),
    'VALIDATION_FAILED',
    'Give the growth of wages where the draft is on wages.',
    {
      rule: 'S-55',
      field: 'wageGrowthBp',
    },
  );
  await refuseOverlap(tx, { employerIds: acceptedBy(employers), kind, termFrom, termTo });
  const drafted = await moveRound(tx, round, hasWageTerms ? 'DRAFTED' : 'CONGRESS_VOTE', {
    draftNo: round.draftNo + 1,
    draftedOn: civilDay(tx.now),
    termFrom,
    termTo,
    textRef: checkedRef(input.textRef, 'textRef'),
    hasWageTerms,
    wageGrowthBp: hasWageTerms ? checkedNumber(input.wageGrowthBp as number, 'wageGrowthBp', [-10_000, 10_000]) : null,
  });
  return { round: drafted };
}
