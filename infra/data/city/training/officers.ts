import { personId } from '../../demo/persons.ts';
import { id } from '../../ids.ts';
import { draw } from '../draw.ts';
import type { People } from '../members.ts';
import { officerId } from '../staff.ts';
import { administratorOf } from './people.ts';

/** One officer in so many did not reach both hours: 5 % (6.3). */
const MISSING_SHARE = 20;
/** One officer in so many was trained longer than asked for. */
const EAGER_SHARE = 4;
const DAY_HOURS = 8;

export const missingCount = (officers: number): number => Math.floor(officers / MISSING_SHARE);
const isMissing = (at: number): boolean => at % MISSING_SHARE === MISSING_SHARE - 1;

/** The hours of an officer's days of training in 2013: who misses some lacks an hour of the district's or a day of the city's. */
function hoursOf(at: number): { readonly city: readonly number[]; readonly district: readonly number[] } {
  const days = (count: number) => Array.from({ length: count }, () => DAY_HOURS);
  if (isMissing(at))
    return at % (2 * MISSING_SHARE) < MISSING_SHARE
      ? { city: days(2), district: [...days(4), 7] }
      : { city: days(1), district: days(5) };
  return at % EAGER_SHARE === 0 ? { city: [...days(2), 4], district: days(6) } : { city: days(2), district: days(5) };
}

const sum = (hours: readonly number[]): number => hours.reduce((total, one) => total + one, 0);
const two = (number: number): string => String(number).padStart(2, '0');

/** What each officer of a joint union has of 2013 (S-31). */
export const trainingYearRows = ({ unions }: People) =>
  unions.joint.map(({ scopePath }, at) => ({
    staff_id: officerId(unions, at),
    year: 2013,
    scope_path: scopePath,
    city_hours: sum(hoursOf(at).city),
    district_hours: sum(hoursOf(at).district),
  }));

/** The days, one after the other: the city's in spring, the district's from May on. */
export function trainingRecordRows({ unions }: People) {
  return unions.joint.flatMap(({ districtCode }, at) => {
    const record = (provider: 'CITY' | 'DISTRICT', hours: number, date: string) => ({
      id: id('staff-training', `city-${at} ${date}`),
      staff_id: officerId(unions, at),
      provider,
      hours,
      date,
      recorded_by: provider === 'CITY' ? personId('shen-ping') : administratorOf(districtCode as string),
      recorded_at: `${date}T17:30:00+08:00`,
    });
    const { city, district } = hoursOf(at);
    return [
      ...city.map((hours, day) => record('CITY', hours, `2013-0${2 + day}-${two(1 + draw(310, at, 28))}`)),
      ...district.map((hours, day) =>
        record('DISTRICT', hours, `2013-${two(5 + day - (day > 4 ? 1 : 0))}-${two(1 + draw(311, at, 14) + (day > 4 ? 14 : 0))}`),
      ),
    ];
  });
}
