import { personId } from '../../demo/persons.ts';
import { id } from '../../ids.ts';
import { partOf } from '../draw.ts';
import { employmentOf, memberId, type People, type Place, unionOf } from '../members.ts';
import { officerId } from '../staff.ts';

/** A member with an employer, as training's rows name them. */
export interface Employed {
  readonly place: Place;
  readonly memberId: string;
  readonly scopePath: string;
  readonly districtCode: string;
  /** The place of their firm. */
  readonly firm: number;
}

/** So many employed members, spread evenly over the city from a part of the first step on; the demo data's own workers are passed over. */
export function employed(
  people: People,
  total: number,
  offset: number,
  fits: (place: Place) => boolean = () => true,
): Employed[] {
  const found: Employed[] = [];
  let next = 0;
  for (let at = 0; at < total; at++) {
    let place = Math.max(next, Math.floor(((at + offset) * people.profile.jointMembers) / total));
    while (people.guests.has(place) || employmentOf(people, place).firm === null || !fits(place)) place++;
    if (place >= people.profile.jointMembers) throw new Error(`The city has no ${total} members that fit.`);
    next = place + 1;
    found.push(employedAt(people, place));
  }
  return found;
}

function employedAt(people: People, place: Place): Employed {
  const { scopePath, districtCode } = unionOf(people, place);
  return {
    place,
    memberId: memberId(people, place),
    scopePath,
    districtCode: districtCode as string,
    firm: employmentOf(people, place).firm as number,
  };
}

/** The officer of a member's joint union. */
export function officerOf({ profile, unions }: People, place: Place): string {
  return officerId(unions, partOf(profile.jointMembers, profile.jointUnions, place));
}

const ADMINISTRATORS: Readonly<Record<string, string>> = {
  '110101': 'dong-lei',
  '110105': 'feng-jing',
  '110106': 'pan-hui',
  '110107': 'dai-jun',
};

/** Who administers a district: the demo data's person where it has one. */
export function administratorOf(code: string): string {
  const login = ADMINISTRATORS[code];
  return login ? personId(login) : id('person', `administrator-${code}`);
}
