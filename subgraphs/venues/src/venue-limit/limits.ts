import { civilDay, type ReadContext, type ReadNumber, type RuleNumber, rows, sql } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';

/** The numbers that a venue may set for itself; the others hold for the whole city. */
export const LIMITS: readonly RuleNumber[] = [
  numbers.HOLD_MINUTES,
  numbers.DAYS_AHEAD,
  numbers.CANCEL_MINUTES_BEFORE,
  numbers.CHECK_IN_MINUTES_BEFORE,
  numbers.NO_SHOW_MINUTES_AFTER,
  numbers.NO_SHOWS,
];

/** The numbers in force today at the venue of a facility: its own where it has set one, else the city's. One statement. */
export async function numbersAt(
  { db, now, number }: Pick<ReadContext, 'db' | 'now' | 'number'>,
  facilityId: string,
): Promise<(wanted: RuleNumber) => number> {
  const own = await rows<{ name: string; value: number }>(
    db,
    sql`select distinct on (l.name) l.name, l.value from facility f join venue_limit l on l.venue_id = f.venue_id
    where f.id = ${facilityId} and l.effective_from <= ${civilDay(now)}::date order by l.name, l.effective_from desc, l.id desc`,
  );
  return valuesOver(own, number);
}

/** What a venue has set for itself, over the city's numbers. */
export const valuesOver =
  (own: readonly { name: string; value: number }[], city: ReadNumber) =>
  (wanted: RuleNumber): number =>
    own.find(({ name }) => name === wanted.name)?.value ?? city(wanted);
