import { addDays } from '@union-graph/subgraph';
import { id } from '../../ids.ts';
import type { Row } from '../../load.ts';
import { draw } from '../draw.ts';
import { type CityLawyer, lawyersAt } from '../lawyers.ts';
import { memberId } from '../members.ts';
import type { Profile } from '../profile.ts';
import { workedAfter } from './days.ts';
import type { Dated } from './rows.ts';
import { lastDayOf } from './timeline.ts';

/** A worker's lawyer in a case (S-39). */
export interface CityGrant {
  readonly dated: Dated;
  readonly lawyer: CityLawyer;
  readonly memberId: string;
  readonly grantedOn: string;
  /** Null while the lawyer acts. */
  readonly endedOn: string | null;
}

/** The lawyers are there since January 2012; a case of that month was received before some contract began. */
const SINCE = '2012-02-01';
const LAST_GRANTED_FROM = '2013-10-16';
/** What for, by what became of the case; on the day after the receipt there is nothing to sue about or to enforce yet. */
const SCOPES: Readonly<Record<string, string>> = {
  TO_ARBITRATION: 'ARBITRATION',
  AWARDED: 'ARBITRATION',
  CLOSED: 'ARBITRATION',
  LITIGATION: 'ARBITRATION',
};

/** States in which a mediation fails by itself once its last day is over; no agreement that is not in force has been signed by all. */
const IN_MEDIATION = ['RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION', 'AGREED'];

const scopeOf = ({ dated: { seed } }: CityGrant): string => SCOPES[seed.status] ?? 'MEDIATION';

/** The last day on which a lawyer acts by a grant that goes on; null where none is known. */
export const actsUntil = (grant: CityGrant): string | null =>
  scopeOf(grant) === 'MEDIATION' && IN_MEDIATION.includes(grant.dated.seed.status) ? lastDayOf(grant.dated.seed) : null;

/** Grants spread evenly among the workers with a record; none of a lawyer who mediated in the case (MED-INV-4). */
export function grantsOf(profile: Profile, cases: readonly Dated[]): CityGrant[] {
  const centres = new Map<string | null, readonly CityLawyer[]>();
  const lawyersOf = (districtCode: string | null): readonly CityLawyer[] => {
    const known =
      centres.get(districtCode) ?? lawyersAt(profile, id('mediation-org', districtCode ? `district-${districtCode}` : 'city'));
    centres.set(districtCode, known);
    return known;
  };
  const may = cases.filter(
    ({ seed, days }) =>
      seed.worker !== null && days.acceptedOn !== null && seed.receivedOn >= SINCE && seed.receivedOn < LAST_GRANTED_FROM,
  );
  return Array.from({ length: profile.legalAidGrants }, (_, nth): CityGrant => {
    const dated = may[Math.floor(((nth + 0.5) * may.length) / profile.legalAidGrants)] as Dated;
    const { seed, days, people } = dated;
    const free = lawyersOf(seed.org.districtCode).filter(({ personId }) => personId !== seed.mediator?.personId);
    return {
      dated,
      lawyer: free[draw(250, seed.at, free.length)] as CityLawyer,
      memberId: memberId(people, seed.worker as number),
      grantedOn: workedAfter(seed.receivedOn, 1),
      endedOn: days.closedAt === null ? null : days.closedAt.slice(0, 10),
    };
  });
}

const grantId = ({ dated: { seed } }: CityGrant): string => id('legal-aid-grant', `city-${seed.at}`);

export const grantRows = (grants: readonly CityGrant[]): Row[] =>
  grants.map((grant) => ({
    id: grantId(grant),
    case_id: grant.dated.seed.id,
    member_id: grant.memberId,
    lawyer_id: grant.lawyer.id,
    lawyer_person_id: grant.lawyer.personId,
    scope: scopeOf(grant),
    granted_on: grant.grantedOn,
    granted_by: `person:${grant.dated.seed.mediator?.personId ?? 'SYSTEM'}`,
    status: grant.endedOn === null ? 'ACTIVE' : 'COMPLETED',
    ended_on: grant.endedOn,
    outcome: grant.endedOn === null ? null : '已提供法律帮助，案件办结',
    version: grant.endedOn === null ? 2 : 3,
  }));

/** An hour or some more of each lawyer's work, on the day after the grant. */
export const workRows = (grants: readonly CityGrant[]): Row[] =>
  grants.map((grant) => ({
    id: id('legal-aid-work', `city-${grant.dated.seed.at}`),
    grant_id: grantId(grant),
    worked_on: grant.grantedOn,
    minutes: 60 + 15 * draw(251, grant.dated.seed.at, 12),
    note: '会见当事人，整理证据',
    recorded_at: `${addDays(grant.grantedOn, 1)}T09:30:00+08:00`,
  }));

/** Who acted for a worker does not mediate for that worker afterwards (MED-INV-4). */
export const actedForRows = (grants: readonly CityGrant[]): Row[] =>
  grants.map(({ lawyer, memberId: other_person_id, dated }) => ({
    id: id('party-relation', `city-${dated.seed.at}`),
    person_id: lawyer.personId,
    kind: 'ACTED_FOR',
    other_person_id,
  }));
