import { planRows } from '../demo/warmth-fund-coverage.ts';
import { id } from '../ids.ts';
import { joinedOn, memberId, type People, unionOf } from './members.ts';

const PLAN = planRows[0] as { id: string; period_to: string };

/** What organisation told of the cards at some places: each became active on the day it was issued. */
export function* cardEventRows(people: People, from: number, to: number) {
  for (let at = from; at < to; at++) {
    const joined = joinedOn(at);
    yield {
      card_id: id('card', `city-${at}`),
      version: 0,
      kind: 'activated',
      at: `${joined}T10:00:00+08:00`,
      member_id: memberId(people, at),
      scope_path: unionOf(people, at).scopePath,
      valid_to: joined.replace('2013', '2018'),
    };
  }
}

export const coverageId = (at: number): string => id('coverage', `city-${at}`);

/** The cover of the card at each place: from its first day to the end of the plan. */
export function* coverageRows(people: People, from: number, to: number) {
  for (let at = from; at < to; at++)
    yield {
      id: coverageId(at),
      card_id: id('card', `city-${at}`),
      opened_version: 0,
      plan_id: PLAN.id,
      member_id: memberId(people, at),
      from_day: joinedOn(at),
      to_day: PLAN.period_to,
      status: 'ACTIVE',
      scope_path: unionOf(people, at).scopePath,
      version: 1,
    };
}
