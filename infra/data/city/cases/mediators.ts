import { addDays } from '@union-graph/subgraph';
import { lawyerId, mediatorId } from '../../demo/mediation-people.ts';
import { person } from '../../demo/persons.ts';
import { id } from '../../ids.ts';
import type { Row } from '../../load.ts';
import { type CityLawyer, lawyersAt } from '../lawyers.ts';
import { centreRows, roomRows } from '../mediationOrgs.ts';
import { servicePointRows } from '../places.ts';
import type { Profile } from '../profile.ts';
import { staffRows } from '../staff.ts';
import type { Unions } from '../unions.ts';

/** A mediator for one term. */
export interface CityMediator {
  readonly id: string;
  readonly orgId: string;
  readonly personId: string;
  readonly nameZh: string;
  readonly kind: string;
  readonly termFrom: string;
  readonly termTo: string;
  readonly lawyerId: string | null;
}

type Person = Pick<CityMediator, 'personId' | 'nameZh' | 'kind' | 'lawyerId'> & { readonly since: string };

const OPENED_ON = '2009-07-01';
const TODAY = '2013-10-19';
export const CASE_CAP = 20;
/** How many of the headquarters' cadres mediate at the city's centre, and at each centre of an industry. */
const CADRES_OF_CITY = 12;
const CADRES_OF_INDUSTRY = 2;
const LAWYERS_OF_CENTRE = 4;

/** The demo data's mediators, in their centres here too; they serve in Chaoyang and Dongcheng. */
const DEMO = [
  ['sun-li', '110105', 'UNION_CADRE'],
  ['tang-jun', '110101', 'UNION_CADRE'],
] as const;
export const DEMO_MEDIATORS = DEMO.length;

/** The mediators of centres and rooms: cadres, the social workers who sit there, and lawyers under contract there. */
export function mediatorsOf(profile: Profile, unions: Unions): CityMediator[] {
  const points = servicePointRows(profile);
  const staff = [
    ...staffRows(
      profile,
      unions,
      points.map(({ id: point, kind, district_code }) => ({ id: point, kind, districtCode: district_code })),
    ),
  ];
  const workers = staff.slice(0, profile.socialWorkers).map((row) => personOf(row, 'SOCIAL_WORKER'));
  const cadres = staff.slice(-profile.cadres).map((row) => personOf(row, 'UNION_CADRE'));
  const placeOf = new Map(points.map(({ id: point }, at) => [point, at]));
  const workersAt = (point: unknown): Person[] => {
    const at = placeOf.get(String(point));
    return at === undefined ? [] : workers.filter((_, worker) => worker % points.length === at);
  };
  let cadre = 0;
  const cadresFor = (count: number): Person[] => Array.from({ length: count }, () => cadres[cadre++ % cadres.length] as Person);
  const centres = centreRows().flatMap((org) => {
    const ofCity = org.kind === 'CITY_CENTRE';
    const counted = ofCity ? CADRES_OF_CITY : org.kind === 'INDUSTRY_CENTRE' ? CADRES_OF_INDUSTRY : 0;
    const own = [...cadresFor(Math.min(counted, profile.cadres)), ...workersAt(org.service_point_id)];
    const lawyers = lawyersAt(profile, String(org.id)).slice(0, LAWYERS_OF_CENTRE).map(personOfLawyer);
    return [...demoAt(org.district_code), ...termsAt(String(org.id), [...new Set(own), ...lawyers])];
  });
  return [...centres, ...roomRows(profile).flatMap((room) => termsAt(String(room.id), workersAt(room.service_point_id)))];
}

const personOf = (
  { id: personId, name_zh, hired_at }: { id: string; name_zh: string; hired_at: string },
  kind: string,
): Person => ({
  personId,
  nameZh: name_zh,
  kind,
  lawyerId: null,
  since: hired_at,
});

const personOfLawyer = ({ id: own, personId, nameZh, appointedOn }: CityLawyer): Person => ({
  personId,
  nameZh,
  kind: 'LAWYER',
  lawyerId: own,
  since: appointedOn,
});

const demoAt = (districtCode: unknown): CityMediator[] =>
  DEMO.filter(([, code]) => code === districtCode).map(([login, code, kind]) => ({
    id: mediatorId(login),
    orgId: id('mediation-org', `district-${code}`),
    personId: person(login).id,
    nameZh: person(login).nameZh,
    kind,
    termFrom: '2012-07-01',
    termTo: '2015-06-30',
    lawyerId: null,
  }));

/** Terms of three years one after the other, from when somebody is there. */
const termsAt = (orgId: string, people: readonly Person[]): CityMediator[] =>
  people.flatMap((somebody) => {
    const terms: CityMediator[] = [];
    const { since, ...known } = somebody;
    for (let from = since > OPENED_ON ? since : OPENED_ON; from <= TODAY; from = threeYearsAfter(from)) {
      const own = ownId(orgId, somebody, terms.length);
      terms.push({ id: own, orgId, ...known, termFrom: from, termTo: addDays(threeYearsAfter(from), -1) });
    }
    return terms;
  });

/** The demo data's lawyers mediate under the ids that they have there. */
function ownId(orgId: string, { lawyerId: lawyer, personId }: Person, term: number): string {
  const login = ['zhou-ming', 'han-bing'].find((one) => lawyerId(one) === lawyer);
  return login && term === 0 ? mediatorId(login) : id('mediator', `city-${orgId}-${personId}-${term}`);
}

const threeYearsAfter = (day: string): string => `${Number(day.slice(0, 4)) + 3}${day.slice(4)}`;

export const mediatorRows = (mediators: readonly CityMediator[]): Row[] =>
  mediators.map((one) => ({
    id: one.id,
    org_id: one.orgId,
    person_id: one.personId,
    name_zh: one.nameZh,
    kind: one.kind,
    term_from: one.termFrom,
    term_to: one.termTo,
    lawyer_id: one.lawyerId,
    case_cap: CASE_CAP,
  }));
