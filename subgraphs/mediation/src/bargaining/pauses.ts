import { civilDay, Refusal, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { CollectiveContract } from '../contract/CollectiveContract.ts';
import { overdueContract } from '../contract/lockContractOfRound.ts';
import type { PauseBargainingInput, ResumeBargainingInput } from '../schema.gen.ts';
import type { BargainingRound } from './BargainingRound.ts';
import { authoriseRound, lockRound, moveRound } from './takeRound.ts';

/** Stops the talks until a day that both sides have agreed on (P14 art. 35); on that day they go on by themselves. */
export async function pauseBargaining(tx: Tx, input: PauseBargainingInput): Promise<{ round: BargainingRound }> {
  const taken = await lockRound(tx, input);
  await authoriseRound(tx, 'pauseBargaining', taken);
  const { workersAgree, employerAgrees, resumeAt } = input;
  for (const [agrees, field] of [
    [workersAgree, 'workersAgree'],
    [employerAgrees, 'employerAgrees'],
  ] as const)
    refuseIf(!agrees, 'VALIDATION_FAILED', 'Talks pause only when both sides agree; one does not.', { rule: '2.2.3', field });
  refuseIf(resumeAt <= civilDay(tx.now), 'BAD_USER_INPUT', 'The talks go on on a day to come.', { field: 'resumeAt' });
  // A pause that is over by its day may be followed by another one.
  const { round } = taken;
  const talking = round.status === 'PAUSED' ? await moveRound(tx, round, 'NEGOTIATING') : round;
  return { round: await moveRound(tx, talking, 'PAUSED', { resumeOn: resumeAt }) };
}

/**
 * Takes the talks up again before their day, after the labour authority objected, where what the congress passed cannot be signed as it is,
 * or where the contract was not filed in time and lapses (2.2.3): nobody has to sign, and a round without a way back would keep its
 * employers from any other.
 */
export async function resumeBargaining(tx: Tx, input: ResumeBargainingInput): Promise<{ round: BargainingRound }> {
  const taken = await lockRound(tx, input);
  await authoriseRound(tx, 'resumeBargaining', taken);
  if (taken.round.status === 'SIGNED') await lapse(tx, taken.round);
  return { round: await moveRound(tx, taken.round, 'NEGOTIATING') };
}

/** Gives up a contract that was not filed in time; the next draft has a term, a vote and signatures of its own. */
async function lapse(tx: Tx, round: BargainingRound): Promise<void> {
  const contract = await overdueContract(tx, round);
  if (!contract)
    throw new Refusal('INVALID_TRANSITION', 'The contract is signed and can still be filed. File it.', {
      rule: '2.2.3',
      field: 'status',
    });
  await updateRow(tx.db, CollectiveContract, contract, { lapsedOn: civilDay(tx.now) });
}
