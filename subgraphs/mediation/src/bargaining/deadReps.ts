import { onDeath, onLife, Refusal, rows, sql } from '@union-graph/subgraph';
import type { BargainingSide, RoundFlag } from '../schema.gen.ts';
import type { RoundRep } from './RoundRep.ts';
import type { StoredStatus } from './rules.ts';
import type { TakenRound } from './takeRound.ts';

/**
 * Keeps the day of death with each place that a representative has in a round. It stands behind `followMembers` in the list of handlers, so that whoever is
 * named at the same moment is refused or seen here; and it locks no round, which who names somebody holds while they wait for the record.
 */
export const keepDeathsOfReps = onDeath('known_member', async ({ db }, { memberId, diedOn }) => {
  await rows(
    db,
    sql`update round_rep set died_on = ${diedOn}::date where person_id = ${memberId}::uuid and is_current returning id`,
  );
});

/** The death is taken back: the representative acts again where nobody was named in their place. */
export const returnReps = onLife('known_member', {
  refersToDeath: (memberId) => sql`exists (select from round_rep p where p.person_id = ${memberId} and p.died_on is not null)`,
  run: async ({ db }, memberId) => {
    await rows(
      db,
      sql`update round_rep set died_on = null where person_id = ${memberId}::uuid and died_on is not null returning id`,
    );
  },
});

/** States in which it is nobody's task to name another representative. */
const DONE: readonly StoredStatus[] = ['REFUSED', 'SIGNED', 'FILED'];

/** What has to be seen to in a round: representatives who have died, for whom their side names others (P14 art. 28). */
export function roundFlags(status: StoredStatus, reps: readonly Pick<RoundRep, 'chief' | 'diedOn'>[]): RoundFlag[] {
  const dead = DONE.includes(status) ? [] : reps.filter(({ diedOn }) => diedOn !== null);
  const all: readonly (readonly [RoundFlag, boolean])[] = [
    ['CHIEF_DIED', dead.some(({ chief }) => chief)],
    ['REPRESENTATIVE_DIED', dead.some(({ chief }) => !chief)],
  ];
  return all.flatMap(([flag, holds]) => (holds ? [flag] : []));
}

/** What is agreed on is agreed on by sides of equal numbers: who has died is replaced before. */
export function refuseVacant({ reps }: TakenRound): void {
  const dead = reps.find(({ diedOn }) => diedOn !== null);
  if (dead)
    throw new Refusal(
      'VALIDATION_FAILED',
      `"${dead.nameZh}", who represents ${SIDE_NAME[dead.side]}, died on ${dead.diedOn}, by the record. The side names its representatives anew first (setRepresentatives), as many as the other has.`,
      { rule: '2.2.3', field: 'representatives' },
    );
}

const SIDE_NAME: Readonly<Record<BargainingSide, string>> = { WORKERS: 'the workers', EMPLOYER: 'the employers' };

/** Nobody signs after their death; a paper that they signed before says on which day. */
export function refuseAfterDeath({ nameZh, diedOn }: RoundRep, signedOn: string | null): void {
  if (diedOn === null || (signedOn !== null && signedOn <= diedOn)) return;
  throw new Refusal(
    'VALIDATION_FAILED',
    `"${nameZh}" died on ${diedOn}, by the record. A paper counts that they signed until then: say by "signedOn" when that was. Else the side names another chief (setRepresentatives); where the contract was not filed in time, take the talks up again before (resumeBargaining).`,
    { rule: '2.2.3', field: 'signedOn' },
  );
}
