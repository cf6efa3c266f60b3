import type { Profile } from '../profile.ts';
import { demandsOf } from '../requests.ts';
import { type Counted, everyNode, type Figure, jointUnionOfChaoyang, MORE } from './figure.ts';

const STATUSES = ['RECEIVED', 'TRIAGED', 'DISPATCHED', 'IN_PROGRESS', 'RESOLVED', 'CLOSED', 'REOPENED', 'ESCALATED', 'DUPLICATE'];

/** What the unions do: requests, visits, functions, reports, homes (S-15, S-18, S-27, S-28, S-06, S-40 to S-43, S-76). */
export const workFigures = (profile: Profile): Figure[] => [
  ...requestFigures(profile),
  ...cadreFigures(profile),
  ...reportFigures,
  ...homeFigures(profile),
  ...sentimentFigures,
];

const requestFigures = (profile: Profile): Figure[] => [
  {
    row: 'S-15',
    what: 'requests of all states together, and the closed ones in basis points',
    expected: [profile.requests, Math.floor((profile.closedRequests * 10_000) / profile.requests)],
    actual: async (ask) => {
      const counted = STATUSES.map((status) => `${status}: serviceRequests(status: ${status}, first: 1) { totalCount }`);
      const found = await ask<Record<string, Counted>>(`{ ${counted.join(' ')} }`);
      const all = Object.values(found).reduce((sum, { totalCount }) => sum + totalCount, 0);
      return [all, Math.floor(((found.CLOSED?.totalCount ?? 0) * 10_000) / all)];
    },
  },
  {
    row: 'S-28',
    what: 'channels of the latest requests, the grid among them',
    expected: ['CADRE', 'GRID', 'HOTLINE', 'SMS', 'STATION', 'VISIT', 'WEB'],
    actual: async (ask) => {
      const { serviceRequests } = await ask<{ serviceRequests: { nodes: { channel: string }[] } }>(
        '{ serviceRequests(first: 100) { nodes { channel } } }',
      );
      return [...new Set(serviceRequests.nodes.map(({ channel }) => channel))].sort();
    },
  },
];

const cadreFigures = (profile: Profile): Figure[] => [
  {
    row: 'S-18',
    what: 'cadres, those with a contact point; stations, those with a cadre; firms; workers',
    expected: [
      profile.cadres,
      profile.cadres,
      profile.streetStations,
      profile.streetStations,
      profile.linkedFirms,
      profile.linkedWorkers,
    ],
    actual: async (ask) => {
      const { cadreCoverage } = await ask<{ cadreCoverage: Record<string, number> }>(
        '{ cadreCoverage { cadres cadresLinked stations stationsCovered enterprises workers } }',
      );
      return Object.values(cadreCoverage);
    },
  },
  {
    row: 'S-18',
    what: 'visits to stations, and what was asked for there by the channel of cadres',
    expected: [profile.streetStations + demandsOf(profile).length, demandsOf(profile).length, ['CADRE']],
    actual: async (ask) => {
      const links = await everyNode<{ visits: { demands: { channel: string }[] }[] }>(
        ask,
        `query ($after: String) { list: cadreLinks(target: STATION, first: 100, after: $after) { nodes { visits { demands { channel } } } ${MORE} } }`,
      );
      const visits = links.flatMap((link) => link.visits);
      const demands = visits.flatMap((visit) => visit.demands);
      return [visits.length, demands.length, [...new Set(demands.map(({ channel }) => channel))]];
    },
  },
];

const reportFigures: readonly Figure[] = [
  {
    row: 'S-27',
    what: 'functions of a joint union that are run, without anything done in 2013',
    expected: 0,
    actual: async (ask) => {
      const { union } = await ask<{ union: { functions: { active: boolean; count: number }[] } }>(
        'query ($id: ID!) { union(id: $id) { functions { active count(period: { from: "2013-01-01", to: "2013-10-19" }) } } }',
        { id: await jointUnionOfChaoyang(ask) },
      );
      return union.functions.filter(({ active, count }) => active && count === 0).length;
    },
  },
  {
    row: 'S-06',
    what: 'firms of Chaoyang and of Yanqing, a hundred at most, with a labour report of 2013',
    expected: [true, 0],
    actual: async (ask) => {
      const firms = (code: string) =>
        `enterprises(districtCode: "${code}", first: 100) { nodes { labourReport(year: 2013) { headcount contractsSigned } } }`;
      const { chaoyang, yanqing } = await ask<Record<'chaoyang' | 'yanqing', { nodes: { labourReport: object | null }[] }>>(
        `{ chaoyang: ${firms('110105')} yanqing: ${firms('110229')} }`,
      );
      const reported = (nodes: { labourReport: object | null }[]) =>
        nodes.filter(({ labourReport }) => labourReport !== null).length;
      return [reported(chaoyang.nodes) === chaoyang.nodes.length, reported(yanqing.nodes)];
    },
  },
];

const homeFigures = (profile: Profile): Figure[] => [
  {
    row: 'S-41',
    what: 'homes at the standard with all five brights, and others that have them',
    expected: [profile.standardHomes, true],
    actual: async (ask) => {
      const homes = await everyNode<{ status: string; brights: { allPass: boolean } }>(
        ask,
        `query ($after: String) { list: workersHomes(first: 100, after: $after) { nodes { status brights { allPass } } ${MORE} } }`,
      );
      const bright = homes.filter(({ status, brights }) => status === 'STANDARD' && brights.allPass);
      return [bright.length, homes.every(({ status, brights }) => status !== 'STANDARD' || brights.allPass)];
    },
  },
  {
    row: 'S-42',
    what: 'the mechanisms that homes at the standard keep, and whether each is a place with an area (S-40)',
    expected: [['ACTIVISTS', 'MANAGEMENT_MEETING', 'SOCIAL_ORGANISATIONS', 'STATION_LINK'], true],
    actual: async (ask) => {
      const { workersHomes } = await ask<{
        workersHomes: { nodes: { areaSqm: number | null; mechanisms: { kind: string }[] }[] };
      }>('{ workersHomes(status: STANDARD, first: 100) { nodes { areaSqm mechanisms { kind } } } }');
      const kinds = workersHomes.nodes.flatMap(({ mechanisms }) => mechanisms.map(({ kind }) => kind));
      return [[...new Set(kinds)].sort(), workersHomes.nodes.every(({ areaSqm }) => (areaSqm ?? 0) > 0)];
    },
  },
  {
    row: 'S-43',
    what: 'the years of the programme, and homes at the standard until each',
    expected: [2013, 2014, 2015, 2016, 2017].map((year) => [year, profile.standardHomes]),
    actual: async (ask) => {
      const { homeProgramme } = await ask<{ homeProgramme: { years: { year: number; reachedInAll: number }[] } }>(
        '{ homeProgramme(from: 2013, to: 2017) { years { year reachedInAll } } }',
      );
      return homeProgramme.years.map(({ year, reachedInAll }) => [year, reachedInAll]);
    },
  },
];

const sentimentFigures: readonly Figure[] = [
  {
    row: 'S-76',
    what: 'whether no topic is more than the total, small numbers are withheld, and no item tells an hour',
    expected: [true, true, true],
    actual: async (ask) => {
      const { sentimentReport } = await ask<{ sentimentReport: Sentiment }>(
        `{ sentimentReport(week: "2013-W41") { total topics { count districts { count suppressed } } items(first: 100) { nodes { at } } } }`,
      );
      const districts = sentimentReport.topics.flatMap((topic) => topic.districts);
      return [
        sentimentReport.topics.every(({ count }) => count === null || (count >= 10 && count <= sentimentReport.total)),
        districts.every(({ count, suppressed }) => (suppressed ? count === null : (count ?? 0) >= 10)),
        new Set(sentimentReport.items.nodes.map(({ at }) => at.slice(10))).size === 1,
      ];
    },
  },
];

interface Sentiment {
  readonly total: number;
  readonly topics: {
    readonly count: number | null;
    readonly districts: { readonly count: number | null; readonly suppressed: boolean }[];
  }[];
  readonly items: { readonly nodes: { readonly at: string }[] };
}
