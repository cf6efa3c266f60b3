import { civilDay, refuseIf, type Tx } from '@union-graph/subgraph';
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
 * Takes the talks up again before their day, after the labour authority objected, or where what the congress passed cannot be signed as it is
 * (2.2.3): nobody has to sign, and a round without a way back would keep its employers from any other.
 */
export async function resumeBargaining(tx: Tx, input: ResumeBargainingInput): Promise<{ round: BargainingRound }> {
  const taken = await lockRound(tx, input);
  await authoriseRound(tx, 'resumeBargaining', taken);
  return { round: await moveRound(tx, taken.round, 'NEGOTIATING') };
}
