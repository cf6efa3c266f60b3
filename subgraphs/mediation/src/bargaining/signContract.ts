import { insertRow, refuseErased, refuseIf, type Tx } from '@union-graph/subgraph';
import type { CollectiveContract } from '../contract/CollectiveContract.ts';
import { overdueContract } from '../contract/lockContractOfRound.ts';
import { makeContract, signAnew } from '../contract/makeContract.ts';
import { checkedRef } from '../references.ts';
import type { SignContractInput } from '../schema.gen.ts';
import type { BargainingRound } from './BargainingRound.ts';
import { lastChecks } from './lastChecks.ts';
import { roundPolicy } from './policy.ts';
import type { RoundRep } from './RoundRep.ts';
import { RoundSignature } from './RoundSignature.ts';
import { assertRoundAllows, missingGuarantees, otherSide } from './rules.ts';
import { checkSignatureDay, dayOfBoth } from './signatureDay.ts';
import { acceptedBy, changeRound, chiefOf, guideOf, lockRound, moveRound, type TakenRound } from './takeRound.ts';
import { refuseWorkersSide } from './workersSide.ts';

interface Signed {
  readonly round: BargainingRound;
  readonly contract: CollectiveContract | null;
}

/** Puts a chief's signature to what the congress passed; with both there is a contract (2.2.3). */
export async function signContract(tx: Tx, input: SignContractInput): Promise<Signed> {
  const taken = await lockRound(tx, input);
  const chief = authorise(tx, taken, input);
  if (chief.personId !== null && chief.personId === tx.viewer.personId) await refuseErased(tx, [chief.personId]);
  const { round } = taken;
  if (input.side === 'EMPLOYER') await refuseWorkersSide(tx, round, [chief]);
  const overdue = await overdueContract(tx, round);
  if (!overdue) assertRoundAllows('signContract', round.status);
  await refuseUnguaranteed(tx, round);
  const current = { ...round, signingNo: await signingOf(tx, round, overdue, input.side) };
  refuseIf(await isSigned(tx, current, input.side), 'INVALID_TRANSITION', `The side "${input.side}" has signed already.`, {
    rule: '2.2.3',
    field: 'side',
  });
  await checkSignatureDay(tx, round, overdue, chief, input);
  const { signingNo } = current;
  await insertRow(tx.db, RoundSignature, {
    roundId: round.id,
    draftNo: round.draftNo,
    signingNo,
    side: input.side,
    repId: chief.id,
    paperRef: input.paperRef == null ? null : checkedRef(input.paperRef, 'paperRef'),
    recordedBy: tx.viewer.subject,
    signedOn: input.signedOn ?? null,
    signedAt: tx.now,
  });
  if (!(await isSigned(tx, current, otherSide(input.side))))
    return { round: await changeRound(tx, round, { signingNo }), contract: null };
  const signedOn = await dayOfBoth(tx, current);
  if (overdue) return { round: await changeRound(tx, round, { signingNo }), contract: await signAnew(tx, overdue, signedOn) };
  const signed = await moveRound(tx, round, 'SIGNED');
  return { round: signed, contract: await makeContract(tx, signed, taken.employers, signedOn) };
}

async function refuseUnguaranteed(tx: Tx, round: BargainingRound): Promise<void> {
  const missing = missingGuarantees(round.hasWageTerms ?? false, await lastChecks(tx.db, round));
  refuseIf(
    missing.length > 0,
    'VALIDATION_FAILED',
    `An agreement on wages is signed when its three guarantees stand; ${missing.join(', ')} is missing or failed. Have the instructor record what is missing; where one failed, take the talks up again (resumeBargaining).`,
    { rule: 'S-53', field: 'guaranteeChecks' },
  );
}

/** Which signing it is: of a contract that both have signed and that was not filed in time the next one. */
async function signingOf(
  tx: Tx,
  round: BargainingRound,
  overdue: CollectiveContract | null,
  side: SignContractInput['side'],
): Promise<number> {
  const isSignedByBoth = overdue && (await isSigned(tx, round, otherSide(side))) && (await isSigned(tx, round, side));
  return isSignedByBoth ? round.signingNo + 1 : round.signingNo;
}

function authorise(tx: Tx, taken: TakenRound, { side, paperRef }: SignContractInput): RoundRep {
  const { round, employers } = taken;
  const chief = chiefOf(taken, side);
  roundPolicy.authorise(tx.viewer, 'signContract', {
    workersSideId: round.workersSideId,
    scopePath: round.scopePath,
    side,
    employerIds: acceptedBy(employers),
    instructorPersonId: guideOf(tx, taken),
    chiefPersonId: chief?.personId ?? null,
    onPaper: Boolean(paperRef?.trim()),
  });
  refuseIf(!chief, 'INVALID_TRANSITION', `The side "${side}" has named no chief yet.`, { rule: '2.2.3', field: 'side' });
  return chief as RoundRep;
}

const isSigned = (tx: Tx, { id, draftNo, signingNo }: BargainingRound, side: string): Promise<boolean> =>
  tx.db.existsBy(RoundSignature, { roundId: id, draftNo, signingNo, side: side as RoundSignature['side'] });
