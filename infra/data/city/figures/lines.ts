import type { Profile } from '../profile.ts';
import { type Counted, DISTRICTS, everyNode, type Figure, INDUSTRIAL_UNIONS, MORE } from './figure.ts';

/** The two lines of the tree, the tiers of points, and who serves there (S-01, S-10 to S-14, S-25, S-32). */
export const lineFigures = (profile: Profile): Figure[] => [
  ...unionFigures(profile),
  ...servicePointFigures(profile),
  ...jointUnionFigures(profile),
];

const unionFigures = ({ jointFirms, enterpriseUnions, groupFirms, jointUnions, bureauUnions }: Profile): Figure[] => [
  {
    row: 'S-01',
    what: 'unions of the two lines together, below the districts and below the industrial unions',
    expected: DISTRICTS + INDUSTRIAL_UNIONS + bureauUnions + jointUnions + enterpriseUnions,
    actual: async (ask) => {
      const { unionTree } = await ask<{ unionTree: { nodes: { id: string; parent: object | null }[] } }>(
        '{ unionTree(depth: 1, first: 100) { nodes { id parent { id } } } }',
      );
      const roots = unionTree.nodes.filter(({ parent }) => parent !== null);
      const parts = roots.map(({ id }, at) => `part${at}: unionTree(rootId: "${id}", depth: 5) { totalCount }`);
      const found = await ask<Record<string, Counted>>(`{ ${parts.join(' ')} }`);
      return Object.values(found).reduce((sum, { totalCount }) => sum + totalCount, 0);
    },
  },
  {
    row: 'S-25',
    what: 'firms in joint unions, and firms with a union of their own',
    expected: [jointFirms, enterpriseUnions + groupFirms],
    actual: async (ask) => {
      const { small, large } = await ask<Record<'small' | 'large', Counted>>(
        '{ small: enterprises(affiliation: JOINT_UNION, first: 1) { totalCount } large: enterprises(affiliation: OWN_UNION, first: 1) { totalCount } }',
      );
      return [small.totalCount, large.totalCount];
    },
  },
];

const servicePointFigures = (profile: Profile): Figure[] => [
  {
    row: 'S-10',
    what: 'functions of the points that are asked for by two functions, and those that lack one',
    expected: [1 + DISTRICTS + profile.streetStations, 0],
    actual: async (ask) => {
      const points = await everyNode<{ functions: string[] }>(
        ask,
        `query ($after: String) { list: servicePoints(services: [RIGHTS, HARDSHIP], first: 100, after: $after) { nodes { functions } ${MORE} } }`,
      );
      const lacking = points.filter(({ functions }) => !functions.includes('RIGHTS') || !functions.includes('HARDSHIP'));
      return [points.length, lacking.length];
    },
  },
  {
    row: 'S-12',
    what: 'video links from the centre to the districts, and from there to the street stations',
    expected: [DISTRICTS, profile.streetStations],
    actual: async (ask) => {
      const links = 'up: children(videoLink: UP) { totalCount } down: children(videoLink: DOWN) { totalCount }';
      const { city, districts } = await ask<Record<'city' | 'districts', { nodes: Record<'up' | 'down', Counted>[] }>>(
        `{ city: servicePoints(kind: CITY_CENTRE) { nodes { ${links} } } districts: servicePoints(kind: DISTRICT_CENTRE) { nodes { ${links} } } }`,
      );
      const linked = (nodes: Record<'up' | 'down', Counted>[]) =>
        nodes.reduce((sum, { up, down }) => sum + up.totalCount + down.totalCount, 0);
      return [linked(city.nodes), linked(districts.nodes)];
    },
  },
  {
    row: 'S-14',
    what: 'social workers at the points, recruited by the city, and points without one',
    expected: [profile.socialWorkers, ['CITY_RECRUITED'], 0],
    actual: async (ask) => {
      const points = await everyNode<{ staff: { role: string; employer: string }[] }>(
        ask,
        `query ($after: String) { list: servicePoints(first: 100, after: $after) { nodes { staff { role employer } } ${MORE} } }`,
      );
      const workers = points.flatMap(({ staff }) => staff.filter(({ role }) => role === 'SOCIAL_WORKER'));
      const without = points.filter(({ staff }) => staff.every(({ role }) => role !== 'SOCIAL_WORKER'));
      // In a set with fewer workers than points, some points go without.
      const short = Math.max(0, points.length - profile.socialWorkers);
      return [workers.length, [...new Set(workers.map(({ employer }) => employer))], without.length - short];
    },
  },
];

const jointUnionFigures = ({ jointUnions }: Profile): Figure[] => [
  {
    row: 'S-32',
    what: 'joint unions with their money of 2013, and whether it is 300,000 fen for each of them in all',
    expected: [jointUnions, true],
    actual: async (ask) => {
      const standing = await everyNode<{ fundingFen: string }>(
        ask,
        `query ($after: String) { list: jointUnionCompliance(year: 2013, first: 100, after: $after) { nodes { fundingFen } ${MORE} } }`,
      );
      const sum = standing.reduce((fen, { fundingFen }) => fen + BigInt(fundingFen), 0n);
      return [standing.length, sum >= BigInt(jointUnions) * 300_000n];
    },
  },
];
