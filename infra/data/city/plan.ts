import { planIndicatorRows } from '../demo/organisation-plan.ts';
import { taskReportRows as demoReports } from '../demo/organisation-tasks.ts';
import { personId } from '../demo/persons.ts';
import { DISTRICTS, unionId } from '../demo/unions.ts';
import { id } from '../ids.ts';
import { coverageOf } from './coverage.ts';
import { draw } from './draw.ts';
import type { Profile } from './profile.ts';

/** Where the plan's indicators stand (domain rule 6.3): basis points, a count, or whether it is done. */
export const CITY_VALUES: Readonly<Record<string, number>> = {
  'IND-01': 9_520,
  'IND-02': 9_380,
  'IND-03': 9_050,
  'IND-04': 9_110,
  'IND-05a': 9_830,
  'IND-05b': 9_820,
  'IND-05c': 9_810,
  'IND-05d': 9_840,
  'IND-05e': 9_790,
  'IND-06': 9_060,
  'IND-07': 110,
  'IND-08': 1,
  'IND-09': 0,
};
/** The values that a profile shows: those that mediation measures are what its contracts reach (IND-02, IND-03). */
export function valuesOf(profile: Profile): Readonly<Record<string, number>> {
  const { covered, onWages } = coverageOf(profile);
  return { ...CITY_VALUES, 'IND-02': shareBp(covered), 'IND-03': shareBp(onWages) };
}

const shareBp = ([part, whole]: readonly [number, number]): number => Math.floor((part * PARTS_BP) / whole);

/** Who measures what the organisation does not. */
const SOURCES: Readonly<Record<string, string>> = { 'IND-02': 'mediation', 'IND-03': 'mediation', 'IND-07': 'training' };
/** Yanqing has not reported its training in safety. */
export const SILENT = '110229';
const PARTS_BP = 10_000;

function measurement(code: string, scope: string, value: number, parts: readonly [number, number] = [value, PARTS_BP]) {
  const unit = planIndicatorRows.find((indicator) => indicator.code === code)?.unit;
  const isRate = unit === 'RATE';
  return {
    id: id('indicator-measurement', `city-${code}@${scope}`),
    indicator_code: code,
    unit,
    scope_path: scope,
    period: '2013-Q3',
    period_end: '2013-09-30',
    numerator: isRate ? parts[0] : null,
    denominator: isRate ? parts[1] : null,
    value_bp: isRate ? value : null,
    value_count: isRate ? null : value,
    source: SOURCES[code] ?? 'organisation',
    measured_at: '2013-10-12T09:00:00+08:00',
  };
}

/** The city's values, and the districts' coverage by training in safety. */
export function measurementRows(profile: Profile) {
  const { covered, onWages } = coverageOf(profile);
  const parts: Readonly<Record<string, readonly [number, number]>> = { 'IND-02': covered, 'IND-03': onWages };
  return [
    ...Object.entries(valuesOf(profile)).map(([code, value]) => measurement(code, '/city/', value, parts[code])),
    ...DISTRICTS.filter(({ code }) => code !== SILENT).map(({ code }, at) =>
      measurement('IND-04', `/city/${code}/`, 9_000 + draw(90, at, 300)),
    ),
  ];
}

/** The demo data's reports on the eighteen tasks, all by one cadre of the headquarters. */
export const taskReportRows = demoReports.map((row) => ({ ...row, by_id: personId('peng-bo'), unit_id: unionId('city') }));
