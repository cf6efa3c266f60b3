import { addDays, civilDay, lastDayOf, Refusal, refuseIf, startOfDay, type Tx, updateRow } from '@union-graph/subgraph';
import type { BargainingRound } from '../bargaining/BargainingRound.ts';
import { lastChecks } from '../bargaining/lastChecks.ts';
import { RoundEmployer } from '../bargaining/RoundEmployer.ts';
import { missingGuarantees } from '../bargaining/rules.ts';
import { acceptedBy, moveRound } from '../bargaining/takeRound.ts';
import type { FileContractInput } from '../schema.gen.ts';
import { CollectiveContract } from './CollectiveContract.ts';
import { refuseOverlap } from './employers.ts';
import { contractPolicy } from './policy.ts';
import { contractStatus, firstDayInForce, timeToObject, timeToPublish } from './rules.ts';
import { takeContract } from './takeContract.ts';

/** The task that looks at a contract when the days for objections are over, and again when its term is. */
export const SETTLE_CONTRACT = 'settle_contract';

/** Files a signed contract with the labour authority (2.2.3); it is in force when fifteen days are over without an objection. */
export async function fileContract(tx: Tx, input: FileContractInput): Promise<{ contract: CollectiveContract }> {
  const { contract, round } = await takeContract(tx, input);
  contractPolicy.authorise(tx.viewer, 'fileContract', contract);
  const today = civilDay(tx.now);
  refuseIf(contractStatus(contract, today) !== 'SIGNED', 'INVALID_TRANSITION', 'Only a contract that was just signed is filed.', {
    rule: '2.2.3',
    field: 'status',
  });
  refuseIf(
    today > contract.fileBy,
    'DEADLINE_PASSED',
    `A contract signed on ${contract.signedOn} is filed until ${contract.fileBy}. Sign it anew.`,
    { rule: '2.2.3', field: 'contractId' },
  );
  if (round) await closeRound(tx, round, contract);
  const filed = await updateRow(tx.db, CollectiveContract, contract, await daysFrom(tx, contract, today));
  for (const day of [firstDayInForce(filed.objectionBy as string, filed.termFrom), addDays(filed.termTo, 1)])
    await tx.schedule(SETTLE_CONTRACT, { contractId: filed.id }, { at: startOfDay(day), jobKey: `${filed.id} ${day}` });
  return { contract: filed };
}

/** Ends the bargaining with the filing. Its employers may have got another contract since it was signed, which stays. */
async function closeRound(tx: Tx, round: BargainingRound, contract: CollectiveContract): Promise<void> {
  await refuseUnguaranteed(tx, round);
  const employers = await tx.db.findBy(RoundEmployer, { roundId: round.id });
  await refuseOverlap(tx, { ...contract, employerIds: acceptedBy(employers), besidesId: contract.id });
  await moveRound(tx, round, 'FILED');
  await tx.db.update(RoundEmployer, { roundId: round.id }, { isOpen: false });
}

async function daysFrom(tx: Tx, { kind, termFrom }: CollectiveContract, today: string): Promise<Partial<CollectiveContract>> {
  const objectionBy = await lastDayOf(tx.db, today, timeToObject(tx.number));
  const inForce = firstDayInForce(objectionBy, termFrom);
  return { filedOn: today, objectionBy, publishBy: await lastDayOf(tx.db, inForce, timeToPublish(kind, tx.number)) };
}

/** An agreement on wages is not filed without its three guarantees (S-53), whatever was signed. */
async function refuseUnguaranteed(tx: Tx, round: BargainingRound): Promise<void> {
  const missing = missingGuarantees(round.hasWageTerms ?? false, await lastChecks(tx.db, round));
  if (missing.length > 0)
    throw new Refusal('VALIDATION_FAILED', `The guarantees ${missing.join(', ')} of this agreement on wages are missing.`, {
      rule: 'S-53',
      field: 'guaranteeChecks',
    });
}
