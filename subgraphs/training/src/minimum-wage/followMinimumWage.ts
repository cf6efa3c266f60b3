import { minimumWageSet } from '@union-graph/events';
import { defineKnown, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { MinimumWage } from './MinimumWage.ts';

/** Filled by its migration, and asked for all the same: `revision` 2. */
const wages = defineKnown(MinimumWage, { id: 'standardId', what: 'minimum wage', revision: 2 });

/** Keeps the minimum wages that mediation tells of, one for each first day. */
export const followMinimumWage = wages.follow(minimumWageSet, ({ data: { amountFen, effectiveFrom } }) => ({
  effectiveFrom,
  amountFen: BigInt(amountFen),
}));

/** The minimum wage of a month on a day, in fen. */
export async function minimumWageOn({ db }: Tx, day: string): Promise<bigint> {
  const [found] = await rows<{ amountFen: bigint }>(
    db,
    sql`select w.amount_fen as "amountFen" from minimum_wage w where w.effective_from <= ${day}::date order by w.effective_from desc limit 1`,
  );
  if (found) return found.amountFen;
  throw new Refusal('DEPENDENCY_UNAVAILABLE', `The minimum wage of ${day} is not known here. Have it set as a labour standard.`, {
    rule: 'S-37',
    field: 'wageFromFen',
  });
}
