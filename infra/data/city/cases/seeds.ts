import { id } from '../../ids.ts';
import { draw, pick } from '../draw.ts';
import { firmCount, industryOf, isNonPublic, ownershipOf, unionOfFirm } from '../enterprises.ts';
import { groupBy } from '../groupBy.ts';
import { centreRows, committeeId, roomRows } from '../mediationOrgs.ts';

import { employmentOf, type People, type Place } from '../members.ts';
import type { Profile } from '../profile.ts';
import { agreedFenOf, claimedFenOf, recoveredFenOf } from './amounts.ts';
import { assigner } from './assign.ts';
import type { CityMediator } from './mediators.ts';
import { mediatorsOf } from './mediators.ts';
import { type CaseCourse, coursesOf } from './states.ts';

/** Where a case is mediated. */
export interface CaseOrg {
  readonly id: string;
  readonly kind: string;
  readonly districtCode: string | null;
  readonly scopePath: string;
}

/** A case of the city: who asks whom for what, where, and how far it came. */
export interface CaseSeed extends CaseCourse {
  readonly at: number;
  readonly id: string;
  readonly org: CaseOrg;
  readonly source: string;
  /** The worker's record; null for workers of firms of whose members the city has none. */
  readonly worker: Place | null;
  readonly firm: number;
  readonly ownership: string;
  readonly industry: string;
  readonly kind: string;
  /** How many ask together; more than one in a collective case. */
  readonly applicants: number;
  readonly claimFen: bigint;
  /** Null where nothing was agreed. */
  readonly agreedFen: bigint | null;
  readonly mediator: CityMediator | null;
}

/** Odd, and free of the factors of the numbers of members: steps of it meet everybody once. */
const STEP = 7_919;
/** Of fourteen disputes in large firms one is with a public one (S-09). */
const PUBLIC_EACH = 14;
const COLLECTIVE_EACH = 211;
const COLLECTIVE_LEAST = 10;

const MONEY_KINDS = ['WAGES', 'WAGES', 'WAGES', 'WAGES', 'WAGES', 'OVERTIME', 'COMPENSATION', 'COMPENSATION', 'INJURY_MEDICAL'];
const KINDS = [...MONEY_KINDS, 'OVERTIME', 'SOCIAL_INSURANCE', 'DISMISSAL', 'WELFARE', 'DAMAGES'];
const SOURCES = ['WALK_IN', 'WALK_IN', 'WALK_IN', 'STATION', 'STATION', 'HOTLINE_12351', 'HOTLINE_12351', 'GRID', 'PETITION'];

const AGREED = [
  'AGREED',
  'EFFECTIVE',
  'CONFIRMING',
  'CONFIRMED',
  'REFUSED',
  'PERFORMED',
  'BREACHED',
  'PAYMENT_ORDER',
  'ENFORCEMENT',
];
const WITHOUT_MEDIATOR = ['RECEIVED', 'NOT_ACCEPTED', 'ACCEPTED'];
const MAY_BE_COLLECTIVE = ['PERFORMED', 'FAILED', 'IN_MEDIATION'];

export const isAgreed = (status: string): boolean => AGREED.includes(status);

/** All cases of a profile in the order of their receipt, with the mediators that they are assigned to. */
export function casesOf(people: People): { readonly seeds: CaseSeed[]; readonly mediators: CityMediator[] } {
  const { profile, unions } = people;
  const courses = coursesOf(profile);
  const orgs = orgsOf(people);
  const mediators = mediatorsOf(profile, unions);
  const assign = assigner(mediators, orgs.centres);
  const recovered = recoveredFenOf(profile.recoveredFen, profile.successfulCases);
  let successful = 0;
  const seeds = courses.map((course, at): CaseSeed => {
    const { status } = course;
    const { worker, firm } = partiesOf(people, at);
    const org = orgs.of(at, firm);
    const agreed = isAgreed(status);
    const agreedFen = agreed ? (status === 'PERFORMED' ? (recovered[successful++] as bigint) : agreedFenOf(at)) : null;
    return {
      ...course,
      at,
      id: id('mediation-case', `city-${at}`),
      org,
      source: sourceOf(at, org),
      worker,
      firm,
      ownership: ownershipOf(profile, firm),
      industry: industryOf(firm),
      kind: pick(status === 'PAYMENT_ORDER' ? MONEY_KINDS : KINDS, 220, at),
      applicants: isCollective(at, worker, status) ? COLLECTIVE_LEAST + draw(221, at, 8) : 1,
      claimFen: claimOf(at, agreedFen),
      agreedFen,
      mediator: WITHOUT_MEDIATOR.includes(status) ? null : assign(course, org, at),
    };
  });
  return { seeds, mediators };
}

/** The day on which 140,000 fen, the highest minimum wage of the years, could be given up: below it, all that is claimed was agreed (G1). */
const MONTH_FEN = 140_000n;
const claimOf = (at: number, agreedFen: bigint | null): bigint => {
  if (agreedFen === null) return agreedFenOf(at);
  return agreedFen < MONTH_FEN ? agreedFen : claimedFenOf(at, agreedFen);
};

const isCollective = (at: number, worker: Place | null, status: string): boolean =>
  at % COLLECTIVE_EACH === COLLECTIVE_EACH >> 1 && worker === null && MAY_BE_COLLECTIVE.includes(status);

/** A worker with the small firm where they work, or somebody of a large one. */
function partiesOf(people: People, at: number): Pick<CaseSeed, 'worker' | 'firm'> {
  const { profile } = people;
  const worker = (at * STEP) % profile.jointMembers;
  const { firm } = employmentOf(people, worker);
  if (firm !== null && at % 10 < 7) return { worker, firm };
  return { worker: null, firm: largeFirm(profile, at) };
}

function largeFirm(profile: Profile, at: number): number {
  const { jointFirms } = profile;
  const large = firmCount(profile) - jointFirms;
  const wanted = at % PUBLIC_EACH !== 0;
  let place = (at * STEP) % large;
  while (isNonPublic(ownershipOf(profile, jointFirms + place)) !== wanted) place = (place + 1) % large;
  return jointFirms + place;
}

/** A court delegates to centres alone. */
const sourceOf = (at: number, { kind }: CaseOrg): string =>
  kind === 'DISTRICT_CENTRE' && draw(222, at, 12) === 0 ? 'COURT_DELEGATED' : pick(SOURCES, 223, at);

/** Where each case goes: the firm's own committee, a room or the centre of its district, or now and then another centre. */
function orgsOf({ profile, unions }: People) {
  const centres = centreRows().map(orgOf);
  const rooms = groupBy(roomRows(profile).map(orgOf), ({ districtCode }) => districtCode);
  const [city] = centres as [CaseOrg, ...CaseOrg[]];
  const byDistrict = new Map(centres.filter(({ kind }) => kind === 'DISTRICT_CENTRE').map((org) => [org.districtCode, org]));
  const byIndustry = new Map(centreRows().map((row, at) => [row.industry, centres[at] as CaseOrg]));
  const of = (at: number, firm: number): CaseOrg => {
    const union = unionOfFirm(profile, unions, firm);
    const districtCode = union.districtCode ?? union.dualParent?.districtCode ?? null;
    const drawn = draw(224, at, 40);
    if (firm >= profile.jointFirms && drawn < 24)
      return {
        id: committeeId(firm),
        kind: firm < profile.jointFirms + profile.enterpriseUnions ? 'ENTERPRISE_COMMITTEE' : 'GROUP_COMMITTEE',
        districtCode,
        scopePath: union.scopePath,
      };
    if (drawn === 39) return city;
    const centre = byDistrict.get(districtCode) ?? city;
    if (drawn === 38) return byIndustry.get(industryOf(firm)) ?? centre;
    const near = rooms.get(districtCode) ?? [];
    return drawn > 33 || near.length === 0 ? centre : pick(near, 225, at);
  };
  return { centres, of };
}

const orgOf = ({ id: own, kind, district_code, scope_path }: Readonly<Record<string, unknown>>): CaseOrg => ({
  id: String(own),
  kind: String(kind),
  districtCode: (district_code as string | null) ?? null,
  scopePath: String(scope_path),
});
