import { civilDay, columns, inAgreedDistricts, type ReadContext, Refusal, raw, rows, sql } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import { numbers } from '../rule/numbers.ts';
import { contactPath } from '../social-organisation/rules.ts';
import { District } from './District.ts';
import { countingDay, shortfall } from './rules.ts';

/** All districts; for partners those of their agreement. */
export const allDistricts = ({ db, viewer }: ReadContext): Promise<District[]> =>
  rows(
    db,
    sql`select ${columns(District, 'd')} from district d where ${inAgreedDistricts(viewer, raw('d.code'))} order by d.code`,
  );

/** Nothing that is counted here is older. */
const FIRST_YEAR = 1949;

/** The day that the figures of a year are counted on; `BAD_USER_INPUT` for a year to come. */
export function countedDay({ now }: ReadContext, year: number): string {
  const on = year >= FIRST_YEAR ? countingDay(year, civilDay(now)) : null;
  if (on === null)
    throw new Refusal('BAD_USER_INPUT', `There are figures for ${FIRST_YEAR} to the current year; got ${year}.`, {
      field: 'year',
    });
  return on;
}

/** How many contacts with social organisations a district lacks in a year (S-21). */
export async function contactShortfall(ctx: Context, code: string, year: number): Promise<number> {
  const on = countedDay(ctx, year);
  const active = await ctx.loaders.activeContacts.load({
    path: contactPath(code),
    on,
    months: ctx.number(numbers.LASTING_MONTHS, on),
  });
  return shortfall(active, ctx.number(numbers.DISTRICT_CONTACTS, on));
}
