import { firmCount, firmId, headcountOf, unionOfFirm } from './enterprises.ts';
import { CITY_VALUES, SILENT } from './plan.ts';
import type { Profile } from './profile.ts';
import type { Unions } from './unions.ts';

/** What is reported of people, and the indicator that it adds up to (S-06). */
export const REPORTED = {
  contracts_signed: 'IND-01',
  safety_trained: 'IND-04',
  pension: 'IND-05a',
  medical: 'IND-05b',
  unemployment: 'IND-05c',
  injury: 'IND-05d',
  maternity: 'IND-05e',
} as const;
const WHOLE_BP = 10_000;

/** The part of a sum that this amount brings in: all parts together are the share of the whole sum, rounded up once. */
const partOfShare = (before: number, amount: number, bp: number): number =>
  Math.ceil(((before + amount) * bp) / WHOLE_BP) - Math.ceil((before * bp) / WHOLE_BP);

const reports = (profile: Profile, unions: Unions, at: number): boolean =>
  (unionOfFirm(profile, unions, at).districtCode ?? unionOfFirm(profile, unions, at).dualParent?.districtCode) !== SILENT;

export const reportCount = (profile: Profile, unions: Unions): number =>
  Array.from({ length: firmCount(profile) }, (_, at) => at).filter((at) => reports(profile, unions, at)).length;

/**
 * What the union of every firm reported of 2013, but in Yanqing, which is silent; over all firms the indicators that the
 * organisation measures. Firms with a union of their own hold a staff congress (职代会).
 */
export function* labourReportRows(profile: Profile, unions: Unions) {
  let [people, congresses] = [0, 0];
  for (let at = 0; at < firmCount(profile); at++) {
    if (!reports(profile, unions, at)) continue;
    const headcount = headcountOf(profile, at);
    const own = at >= profile.jointFirms;
    const part = (code: keyof typeof REPORTED) => partOfShare(people, headcount, CITY_VALUES[REPORTED[code]] as number);
    yield {
      enterprise_id: firmId(at),
      year: 2013,
      headcount,
      contracts_signed: part('contracts_signed'),
      safety_trained: part('safety_trained'),
      pension: part('pension'),
      medical: part('medical'),
      unemployment: part('unemployment'),
      injury: part('injury'),
      maternity: part('maternity'),
      congress_held: own,
      congress_standard: own && partOfShare(congresses, 1, CITY_VALUES['IND-06'] as number) === 1,
      submitted_by_id: unionOfFirm(profile, unions, at).id,
    };
    people += headcount;
    if (own) congresses++;
  }
}
