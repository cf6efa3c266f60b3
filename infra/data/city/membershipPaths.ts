import { id } from '../ids.ts';
import { partOf } from './draw.ts';
import { joinedOn, memberId, type People, unionOf } from './members.ts';
import type { Profile } from './profile.ts';
import { officerId } from './staff.ts';
import type { CityUnion } from './unions.ts';

/** One in so many members of joint unions came by an application in the graph, or has asked for a transfer. */
const APPLIED = 30;
const MOVED = 175;
/** One in so many transfers was not accepted within its thirty days. */
const RETURNED = 4;

const every = (total: number, step: number): number => Math.floor(total / step);
export const applicationCount = ({ jointMembers }: Profile): number => every(jointMembers, APPLIED);
export const transferCount = ({ jointMembers }: Profile): number => every(jointMembers, MOVED);
export const returnedCount = (profile: Profile): number => every(transferCount(profile), RETURNED);

const earlier = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T10:00:00+08:00`) - days * 86_400_000).toISOString();
const noon = (day: string): string => `${day}T12:00:00+08:00`;

/** Applications of people who are members now, each decided by the officer of their union. */
export function* applicationRows(people: People) {
  const { profile, unions } = people;
  for (let nth = 0; nth < applicationCount(profile); nth++) {
    const at = nth * APPLIED + 7;
    const [member, joined] = [memberId(people, at), joinedOn(at)];
    yield {
      id: id('membership-application', `city-${at}`),
      member_id: member,
      union_id: unionOf(people, at).id,
      status: 'APPROVED',
      submitted_by_id: member,
      submitted_at: earlier(joined, 6),
      decided_by_id: officerId(unions, partOf(profile.jointMembers, profile.jointUnions, at)),
      decided_at: noon(joined),
    };
  }
}

/** Members who came from the joint union next to theirs, and such as wished to go there and were not taken in time. */
export function* transferRows(people: People) {
  const { profile, unions } = people;
  for (let nth = 0; nth < transferCount(profile); nth++) {
    const at = nth * MOVED + 11;
    const union = partOf(profile.jointMembers, profile.jointUnions, at);
    const next = unions.joint[union === 0 ? 1 : union - 1] as CityUnion;
    const here = unionOf(people, at);
    const isReturned = nth % RETURNED === RETURNED - 1;
    const joined = joinedOn(at);
    yield {
      id: id('membership-transfer', `city-${at}`),
      member_id: memberId(people, at),
      from_union_id: isReturned ? here.id : next.id,
      to_union_id: isReturned ? next.id : here.id,
      status: isReturned ? 'RETURNED' : 'ACCEPTED',
      requested_by_id: memberId(people, at),
      requested_at: isReturned ? '2013-09-05T10:00:00+08:00' : earlier(joined, 12),
      due_on: isReturned ? '2013-10-08' : earlier(joined, -18).slice(0, 10),
      accepted_at: isReturned ? null : noon(joined),
      returned_at: isReturned ? '2013-10-09T00:00:00+08:00' : null,
      version: 2,
    };
  }
}
