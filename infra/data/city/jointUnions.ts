import { unionFunctionRows as demoFunctions } from '../demo/organisation-joint-unions.ts';
import { id } from '../ids.ts';
import { draw } from './draw.ts';
import { officerId } from './staff.ts';
import type { Unions } from './unions.ts';

const CODES = [...new Set(demoFunctions.map(({ code }) => code))];
/** What a joint union is to have in a year (S-32), and how many in a hundred have less. */
const WANTED_FEN = 300_000;
const UNDERFUNDED_SHARE = 100;

/** How many joint unions lack running money: one in a hundred (domain rule 6.3). */
export const underfundedCount = (jointUnions: number): number => Math.floor(jointUnions / UNDERFUNDED_SHARE);

const isUnderfunded = (at: number): boolean => at % UNDERFUNDED_SHARE === UNDERFUNDED_SHARE - 1;

/** Each joint union has an officer of its own (S-30). */
export function* officerRows(unions: Unions) {
  for (const [at, union] of unions.joint.entries())
    yield {
      id: id('staff-assignment', `officer-${at}`),
      staff_member_id: officerId(unions, at),
      union_id: union.id,
      from_day: '2012-11-20',
      dedicated: true,
    };
}

/** What the fund told of the running money of 2013. */
export function* runningFundRows({ joint }: Unions) {
  for (const [at, union] of joint.entries())
    yield {
      allocation_id: id('budget-allocation', `city-${at}-2013`),
      union_id: union.id,
      year: 2013,
      amount_fen: isUnderfunded(at) ? WANTED_FEN - 1 - draw(100, at, 100_000) : WANTED_FEN + draw(101, at, 30) * 10_000,
      version: 1,
    };
}

const runs = (place: number): boolean => draw(102, place, 10) > 0;

/** All joint unions run most of the eight functions (S-27). */
export function* functionRows({ joint }: Unions) {
  for (const [at, union] of joint.entries())
    for (const [place, code] of CODES.entries()) yield { union_id: union.id, code, active: runs(at * CODES.length + place) };
}

export const functionCount = (jointUnions: number): number => jointUnions * CODES.length;

const places = (jointUnions: number): number[] =>
  Array.from({ length: functionCount(jointUnions) }, (_, place) => place).filter(runs);

export const activityCount = (jointUnions: number): number => places(jointUnions).length;

/** What joint unions did in 2013: something of every function that they run (S-27). */
export function* activityRows(unions: Unions) {
  for (const place of places(unions.joint.length)) {
    const at = Math.floor(place / CODES.length);
    yield {
      id: id('union-activity', `city-${place}`),
      union_id: unions.joint[at]?.id,
      code: CODES[place % CODES.length],
      held_on: `2013-0${1 + draw(103, place, 9)}-${String(1 + draw(104, place, 28)).padStart(2, '0')}`,
      note: '按年度计划开展活动。',
      recorded_by_id: officerId(unions, at),
    };
  }
}
