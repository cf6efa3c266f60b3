import type { Profile } from '../profile.ts';
import { type Counted, DISTRICTS, type Figure } from './figure.ts';

/** The three tiers of the territorial line (S-10, S-12). */
export const pointFigures = ({ streetStations, communityStations, standardHomes }: Profile): Figure[] => [
  {
    row: 'S-10',
    what: 'service points: in all, district centres, street stations, community stations; and the sum over districts',
    expected: [
      1 + DISTRICTS + streetStations + communityStations,
      DISTRICTS,
      streetStations,
      communityStations,
      1 + DISTRICTS + streetStations + communityStations,
    ],
    actual: async (ask) => {
      const found = await ask<
        Record<'all' | 'centres' | 'streets' | 'communities', Counted> & { districts: { servicePoints: Counted }[] }
      >(
        `{ all: servicePoints { totalCount } centres: servicePoints(kind: DISTRICT_CENTRE) { totalCount }
          streets: servicePoints(kind: STREET_STATION) { totalCount } communities: servicePoints(kind: COMMUNITY_STATION) { totalCount }
          districts { servicePoints { totalCount } } }`,
      );
      const inDistricts = found.districts.reduce((sum, { servicePoints }) => sum + servicePoints.totalCount, 0);
      return [found.all, found.centres, found.streets, found.communities].map(({ totalCount }) => totalCount).concat(inDistricts);
    },
  },
  {
    row: 'S-10',
    what: 'the point nearest to the district centre of Chaoyang',
    expected: 'DISTRICT_CENTRE',
    actual: async (ask) => {
      const { servicePoints } = await ask<{ servicePoints: { nodes: { kind: string }[] } }>(
        '{ servicePoints(near: { lat: 39.9215, lng: 116.4435, withinMeters: 3000 }, first: 1) { nodes { kind } } }',
      );
      return servicePoints.nodes[0]?.kind;
    },
  },
  {
    row: 'S-77',
    what: 'services that points and homes publish today',
    expected: (1 + DISTRICTS + streetStations + communityStations) * 3 + standardHomes * 2,
    actual: async (ask) =>
      (await ask<{ serviceItems: Counted }>('{ serviceItems(on: "2013-10-19") { totalCount } }')).serviceItems.totalCount,
  },
  {
    row: 'S-12',
    what: "whether the Workers' Service Centre has 18,000 to 20,000 square metres and six functions",
    expected: [1, true, true],
    actual: async (ask) => {
      const { servicePoints } = await ask<{
        servicePoints: { totalCount: number; nodes: { areaSqm: number; functions: string[] }[] };
      }>('{ servicePoints(kind: CITY_CENTRE) { totalCount nodes { areaSqm functions } } }');
      const [{ areaSqm, functions } = { areaSqm: 0, functions: [] as string[] }] = servicePoints.nodes;
      const six = ['ORGANISING', 'INFORMATION', 'RIGHTS', 'HARDSHIP', 'TRAINING', 'MUTUAL_AID'];
      return [servicePoints.totalCount, areaSqm >= 18_000 && areaSqm < 20_000, six.every((name) => functions.includes(name))];
    },
  },
];
