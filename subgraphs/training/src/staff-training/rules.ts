import type { ReadNumber } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';

export type TrainingTier = 'CITY' | 'DISTRICT';

/** Hours that an officer owes in a calendar year (S-31): to the city's training, and to the district's. */
export interface RequiredHours {
  readonly city: number;
  readonly district: number;
}

/** What a year asks for: the numbers in force on its last day, or today while it is under way. */
export const requiredHours = (number: ReadNumber, year: number): RequiredHours => {
  const day = `${String(year).padStart(4, '0')}-12-31`;
  return { city: number(numbers.CITY_HOURS, day), district: number(numbers.DISTRICT_HOURS, day) };
};

/** Nobody is trained longer on one day. */
export const HOURS_OF_A_DAY = 24;

/** Whether both are reached; hours of one tier do not count for the other (SKL-INV-9). */
export const isCompliant = (cityHours: number, districtHours: number, { city, district }: RequiredHours): boolean =>
  cityHours >= city && districtHours >= district;

/** Hours count by calendar year (S-31), and what is reported of a year is closed after some. */
const YEARS_RECORDABLE = 5;

/** The first day for which training is still recorded: New Year's Day five years ago. */
export const firstRecordableDay = (today: string): string => `${Number(today.slice(0, 4)) - YEARS_RECORDABLE}-01-01`;
