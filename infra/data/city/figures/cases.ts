import { cityCases } from '../cases/set.ts';
import { isNonPublic } from '../enterprises.ts';
import { person } from '../graph.ts';
import { CENTRES, centreRows } from '../mediationOrgs.ts';
import { peopleOf } from '../members.ts';
import { byDistrict } from '../places.ts';
import type { Profile } from '../profile.ts';
import type { Counted, Figure } from './figure.ts';

const EVERYTHING = { from: '2009-01-01', to: '2013-10-19' };
const CITY = person('CITY_DEPT', '/city/');
const DISTRICT_STATS = `query ($of: [_Any!]!, $period: PeriodInput!) { _entities(representations: $of) { ... on District {
  mediationStats(period: $period) { received failed recoveredFen } } } }`;
const ORG_STATS = `query ($id: ID!, $period: PeriodInput!) { mediationOrg(id: $id) { stats(period: $period) { received recoveredFen } } }`;

interface Stats {
  readonly received: number;
  readonly recoveredFen: string;
}

/** What mediation answers of disputes: how many, with which end, what they brought, and in whose firms (S-09, S-52). */
export const caseFigures = (profile: Profile): Figure[] => {
  const { cases, grants } = cityCases(peopleOf(profile));
  const others = cases.filter(({ seed }) => isNonPublic(seed.ownership)).length;
  const total = (filter: string) => `mediationCases${filter} { totalCount }`;
  return [
    {
      row: 'S-52',
      what: 'cases, successful ones, failed ones',
      expected: [profile.cases, profile.successfulCases, profile.failedCases],
      actual: async (ask) => {
        const { all, performed, failed } = await ask<Record<string, Counted>>(
          `{ all: ${total('')} performed: ${total('(status: PERFORMED)')} failed: ${total('(status: FAILED)')} }`,
        );
        return [all?.totalCount, performed?.totalCount, failed?.totalCount];
      },
    },
    {
      row: 'S-52',
      what: 'cases received and fen recovered, by the statistics of the districts and of what is in none',
      expected: [profile.cases, String(profile.recoveredFen)],
      actual: async (ask) => {
        const codes = [...new Set(byDistrict(profile.streetStations).map(({ code }) => code))];
        const of = codes.map((code) => ({ __typename: 'District', code }));
        const { _entities } = await ask<{ _entities: { mediationStats: Stats }[] }>(
          DISTRICT_STATS,
          { of, period: EVERYTHING },
          CITY,
        );
        const stats = _entities.map(({ mediationStats }) => mediationStats);
        for (const { id, district_code } of centreRows().slice(0, CENTRES)) {
          if (district_code !== null) continue;
          const { mediationOrg } = await ask<{ mediationOrg: { stats: Stats } }>(ORG_STATS, { id, period: EVERYTHING }, CITY);
          stats.push(mediationOrg.stats);
        }
        const fen = stats.reduce((sum, { recoveredFen }) => sum + BigInt(recoveredFen), 0n);
        return [stats.reduce((sum, { received }) => sum + received, 0), String(fen)];
      },
    },
    {
      row: 'S-09',
      what: 'disputes, and the share of firms that are not public',
      expected: [profile.cases, Math.floor((others * 10_000) / profile.cases), true],
      actual: async (ask) => {
        const { disputeShare } = await ask<{ disputeShare: { total: number; nonPublicBp: number } }>(
          '{ disputeShare(by: OWNERSHIP) { total nonPublicBp } }',
        );
        return [disputeShare.total, disputeShare.nonPublicBp, disputeShare.nonPublicBp >= 9_000];
      },
    },
    {
      row: 'S-39',
      what: 'grants of legal aid',
      expected: grants.length,
      actual: async (ask) =>
        (await ask<{ legalAidGrants: Counted }>('{ legalAidGrants { totalCount } }')).legalAidGrants.totalCount,
    },
  ];
};
