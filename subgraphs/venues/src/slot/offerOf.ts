import { civilDay, columns, preparedRows, type ReadContext, sql } from '@union-graph/subgraph';
import { Closure } from '../facility/Closure.ts';
import type { Facility } from '../facility/Facility.ts';
import { OpeningHours } from '../facility/OpeningHours.ts';
import { OpenPeriod } from '../open-period/OpenPeriod.ts';
import { priceList } from '../tariff/rules.ts';
import { TariffRule } from '../tariff/TariffRule.ts';
import { valuesOver } from '../venue-limit/limits.ts';
import type { Offer } from './offer.ts';

/** As JSON has it: instants as text, and amounts, which may be larger than its numbers are exact. */
interface Told {
  readonly openingHours: readonly OpeningHours[];
  readonly closures: readonly (Omit<Closure, 'from' | 'to'> & { readonly from: string; readonly to: string })[];
  readonly tariffs: readonly (TariffRule & { readonly priceText: string })[];
  readonly openPeriods: readonly OpenPeriod[];
  readonly limits: readonly { readonly name: string; readonly value: number }[];
}

/**
 * Reads what a facility offers from an instant on, and the numbers of its venue that are in force today. All by one statement: it is asked for with
 * every calendar and every hold, and reading its parts one by one took longer than all the rest.
 */
export async function offerOf(
  { db, now, number }: Pick<ReadContext, 'db' | 'now' | 'number'>,
  facility: Facility,
  since: Date,
): Promise<Offer> {
  const [told] = (await preparedRows<Told>(db, 'offer of a facility', partsOf(facility, since, civilDay(now)))) as [Told];
  const tariffs = told.tariffs.map(({ priceText, ...rule }) => ({ ...rule, priceFen: BigInt(priceText) }));
  return {
    facility,
    openingHours: told.openingHours,
    closures: told.closures.map(({ from, to, ...closure }) => ({ ...closure, from: new Date(from), to: new Date(to) })),
    openPeriods: told.openPeriods,
    priceAt: priceList(tariffs),
    number: valuesOver(told.limits, number),
  };
}

const partsOf = ({ id, venueId }: Facility, since: Date, today: string) => sql`select
  array(select to_json(r) from (select ${columns(OpeningHours, 'h')} from opening_hours h where h.facility_id = ${id} order by h.weekday) r)
    as "openingHours",
  array(select to_json(r) from (select ${columns(Closure, 'c')} from closure c
    where c.facility_id = ${id} and c.to_at > ${since} order by c.from_at) r) as closures,
  array(select to_json(r) from (select ${columns(TariffRule, 't')}, t.price_fen::text as "priceText" from tariff_rule t
    where t.facility_id = ${id} and coalesce(t.valid_to, 'infinity') >= ${civilDay(since)}::date order by t.priority desc, t.valid_from, t.id) r) as tariffs,
  array(select to_json(r) from (select ${columns(OpenPeriod, 'p')} from open_period_facility pf join open_period p on p.id = pf.open_period_id
    where pf.facility_id = ${id} and pf.to_on >= ${civilDay(since)}::date) r) as "openPeriods",
  array(select to_json(r) from (select distinct on (l.name) l.name, l.value from venue_limit l
    where l.venue_id = ${venueId} and l.effective_from <= ${today}::date order by l.name, l.effective_from desc, l.id desc) r) as limits`;
