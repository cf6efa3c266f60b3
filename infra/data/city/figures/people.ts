import type { Ask } from '../graph.ts';
import { fundPaymentCount } from '../payments.ts';
import type { Profile } from '../profile.ts';
import { type Counted, DISTRICTS, type Figure, jointUnionOfChaoyang } from './figure.ts';

/** Members, cards and requests (S-13 to S-16, S-26). */
export const peopleFigures = (profile: Profile): Figure[] => [
  ...countFigures(profile),
  ...headquartersFigures(profile),
  ...memberFigures,
];

const countFigures = (profile: Profile): Figure[] => [
  {
    row: '6.3',
    what: 'members',
    expected: profile.jointMembers + profile.otherMembers,
    actual: async (ask) =>
      (await ask<{ members: Counted }>('{ members(membershipStatus: ACTIVE, first: 1) { totalCount } }')).members.totalCount,
  },
  {
    row: 'S-13',
    what: 'the tiles of the "five ones"',
    expected: {
      SYSTEM: 1 + DISTRICTS + profile.streetStations + profile.communityStations,
      TEAM: profile.socialWorkers,
      PLATFORM: profile.requests,
      CARD: profile.jointMembers,
      FUND: fundPaymentCount(profile),
    },
    actual: async (ask) => {
      const { fiveOnes } = await ask<{ fiveOnes: { key: string; value: number | null }[] }>('{ fiveOnes { key value } }');
      return Object.fromEntries(fiveOnes.map(({ key, value }) => [key, value]));
    },
  },
  {
    row: 'S-15',
    what: 'requests to 12351, and those that are closed',
    expected: [profile.requests, profile.closedRequests],
    actual: async (ask) => {
      const { all, closed } = await ask<Record<'all' | 'closed', Counted>>(
        '{ all: serviceRequests(first: 1) { totalCount } closed: serviceRequests(status: CLOSED, first: 1) { totalCount } }',
      );
      return [all.totalCount, closed.totalCount];
    },
  },
  {
    row: 'S-14',
    what: 'social workers, officers of joint unions, cadres of the headquarters',
    expected: [profile.socialWorkers, profile.jointUnions, profile.cadres],
    actual: async (ask) => {
      const roles = ['SOCIAL_WORKER', 'JOINT_UNION_OFFICER', 'HQ_CADRE'];
      const counted = roles.map((role) => `${role}: staffMembers(role: ${role}) { totalCount }`);
      const found = await ask<Record<string, Counted>>(`{ ${counted.join(' ')} }`);
      return roles.map((role) => found[role]?.totalCount);
    },
  },
];

const headquartersFigures = (profile: Profile): Figure[] => [
  {
    row: 'S-20',
    what: 'whether the Social Work Department is there since April 2013, and was not before',
    expected: [true, false],
    actual: async (ask) => {
      const query = `query ($on: Date) { unionTree(depth: 0) { nodes { departments(on: $on) { name } } } }`;
      const has = async (on: string) => {
        const { unionTree } = await ask<{ unionTree: { nodes: { departments: { name: string }[] }[] } }>(query, { on });
        return unionTree.nodes.some(({ departments }) => departments.some(({ name }) => name === 'Social Work Department'));
      };
      return [await has('2013-04-01'), await has('2013-03-31')];
    },
  },
  {
    row: 'S-18',
    what: 'contact points of cadres: in all, stations, firms, workers',
    expected: [
      profile.streetStations + profile.linkedFirms + profile.linkedWorkers,
      profile.streetStations,
      profile.linkedFirms,
      profile.linkedWorkers,
    ],
    actual: async (ask) => {
      const found = await ask<Record<'all' | 'stations' | 'firms' | 'workers', Counted>>(
        `{ all: cadreLinks { totalCount } stations: cadreLinks(target: STATION) { totalCount }
          firms: cadreLinks(target: ENTERPRISE) { totalCount } workers: cadreLinks(target: WORKER) { totalCount } }`,
      );
      return [found.all, found.stations, found.firms, found.workers].map(({ totalCount }) => totalCount);
    },
  },
  {
    row: 'S-76',
    what: 'whether the report of a week counts what was spoken of',
    expected: true,
    actual: async (ask) =>
      (await ask<{ sentimentReport: { total: number } }>('{ sentimentReport(week: "2013-W41") { total } }')).sentimentReport
        .total > 0,
  },
];

const memberFigures: readonly Figure[] = [
  {
    row: 'S-16',
    what: 'the cards of a hundred members of joint unions',
    expected: ['ACTIVE'],
    actual: async (ask) => [...new Set((await someMembers(ask)).map(({ card }) => card?.status ?? 'none'))],
  },
  {
    row: 'S-26',
    what: 'whether some of them have no employer, and some work in a micro firm',
    expected: [true, true],
    actual: async (ask) => {
      const members = await someMembers(ask);
      const ofMicroFirms = members.filter(({ employmentKind }) => employmentKind === 'MICRO_FIRM');
      return [members.some(({ employer }) => employer === null), ofMicroFirms.every(({ employer }) => employer !== null)];
    },
  },
];

interface SomeMember {
  readonly card: { readonly status: string } | null;
  readonly employmentKind: string;
  readonly employer: { readonly id: string } | null;
}

async function someMembers(ask: Ask): Promise<SomeMember[]> {
  const { members } = await ask<{ members: { nodes: SomeMember[] } }>(
    'query ($unionId: ID) { members(unionId: $unionId, first: 100) { nodes { card { status } employmentKind employer { id } } } }',
    { unionId: await jointUnionOfChaoyang(ask) },
  );
  return members.nodes;
}
