import type { Ask } from './graph.ts';
import { CITY_VALUES } from './plan.ts';
import type { Profile } from './profile.ts';

/** A figure of a row of the catalogue (domain rule 1) that the graph must answer. */
export interface Figure {
  readonly row: string;
  readonly what: string;
  readonly expected: unknown;
  readonly actual: (ask: Ask) => Promise<unknown>;
}

const DISTRICTS = 17;
const INDUSTRIAL_UNIONS = 8;

interface Counted {
  readonly totalCount: number;
}

/** The figures of domain rule 6.3 and of the rows S-01 to S-44 that the organisation answers. */
export const figuresOf = (profile: Profile): Figure[] => [
  ...structure(profile),
  ...unionLevels(profile),
  ...points(profile),
  ...people(profile),
  ...plan(),
  ...contacts(profile),
  ...homes(profile),
];

const structure = ({ bureauUnions, jointUnions, enterpriseUnions, jointFirms, groupFirms }: Profile): Figure[] => [
  {
    row: 'S-01',
    what: 'the root of the tree and what is right below it',
    expected: ['CITY_FEDERATION', 1 + DISTRICTS + INDUSTRIAL_UNIONS],
    actual: async (ask) => {
      const { root, below } = await ask<{ root: { nodes: { kind: string }[] }; below: Counted }>(
        '{ root: unionTree(depth: 0) { nodes { kind } } below: unionTree(depth: 1) { totalCount } }',
      );
      return [...root.nodes.map(({ kind }) => kind), below.totalCount];
    },
  },
  {
    row: '6.3',
    what: 'unions in all',
    expected: 1 + DISTRICTS + INDUSTRIAL_UNIONS + bureauUnions + jointUnions + enterpriseUnions,
    actual: async (ask) => (await ask<{ unionTree: Counted }>('{ unionTree(depth: 5) { totalCount } }')).unionTree.totalCount,
  },
  {
    row: '6.3',
    what: 'enterprises in all',
    expected: jointFirms + enterpriseUnions + groupFirms,
    actual: async (ask) => {
      const { unionTree } = await ask<{ unionTree: { nodes: { coveredEnterprises: Counted }[] } }>(
        '{ unionTree(depth: 0) { nodes { coveredEnterprises { totalCount } } } }',
      );
      return unionTree.nodes[0]?.coveredEnterprises.totalCount;
    },
  },
  {
    row: 'S-19',
    what: 'industrial unions',
    expected: INDUSTRIAL_UNIONS,
    actual: async (ask) => (await industrial(ask)).length,
  },
  {
    row: 'S-11',
    what: 'bureau unions below them, and those tied to a district',
    expected: [bureauUnions, bureauUnions],
    actual: async (ask) => {
      const bureaus = (await industrial(ask)).flatMap(({ children }) => children.nodes);
      return [bureaus.length, bureaus.filter(({ dualParent }) => dualParent?.kind === 'DISTRICT_FEDERATION').length];
    },
  },
];

interface Industrial {
  readonly kind: string;
  readonly children: { readonly nodes: { readonly dualParent: { readonly kind: string } | null }[] };
}

async function industrial(ask: Ask): Promise<Industrial[]> {
  const { unionTree } = await ask<{ unionTree: { nodes: Industrial[] } }>(
    '{ unionTree(depth: 1, first: 50) { nodes { kind ... on Union { children(first: 100) { nodes { dualParent { kind } } } } } } }',
  );
  return unionTree.nodes.filter(({ kind }) => kind === 'INDUSTRIAL_UNION');
}

interface Walked {
  readonly kind: string;
  readonly memberCount: number | null;
}

/** All unions, page by page. */
async function allUnions(ask: Ask): Promise<Walked[]> {
  const unions: Walked[] = [];
  for (let after: string | null = null; ; ) {
    const { unionTree }: { unionTree: { nodes: Walked[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } = await ask(
      'query ($after: String) { unionTree(depth: 5, first: 100, after: $after) { nodes { kind memberCount } pageInfo { hasNextPage endCursor } } }',
      { after },
    );
    unions.push(...unionTree.nodes);
    if (!unionTree.pageInfo.hasNextPage) return unions;
    after = unionTree.pageInfo.endCursor;
  }
}

const sizes = (total: number, parts: number): Record<string, number> => {
  const small = Math.floor(total / parts);
  const large = total - small * parts;
  return { [small]: parts - large, [small + 1]: large };
};

const unionLevels = ({ jointUnions, jointMembers, enterpriseUnions }: Profile): Figure[] => [
  {
    row: 'S-25',
    what: 'joint unions, enterprise unions, members of joint unions, and joint unions by their size',
    expected: [jointUnions, enterpriseUnions, jointMembers, sizes(jointMembers, jointUnions)],
    actual: async (ask) => {
      const unions = await allUnions(ask);
      const joint = unions.filter(({ kind }) => kind === 'COMMUNITY_JOINT_UNION').map(({ memberCount }) => memberCount ?? 0);
      const bySize: Record<string, number> = {};
      for (const size of joint) bySize[size] = (bySize[size] ?? 0) + 1;
      const enterprises = unions.filter(({ kind }) => kind === 'ENTERPRISE_UNION').length;
      return [joint.length, enterprises, joint.reduce((sum, size) => sum + size, 0), bySize];
    },
  },
  {
    row: 'S-25',
    what: 'communities covered, and districts where all are',
    expected: [jointUnions, ['Chaoyang', 'Dongcheng', 'Huairou', 'Xicheng']],
    actual: async (ask) => {
      const { districts } = await ask<{ districts: { name: string; communitiesTotal: number; communitiesCovered: number }[] }>(
        '{ districts { name communitiesTotal communitiesCovered } }',
      );
      const full = districts.filter(({ communitiesTotal, communitiesCovered }) => communitiesTotal === communitiesCovered);
      return [
        districts.reduce((sum, { communitiesCovered }) => sum + communitiesCovered, 0),
        full.map(({ name }) => name).sort(),
      ];
    },
  },
];

const points = ({ streetStations, communityStations }: Profile): Figure[] => [
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

const people = ({ jointMembers, otherMembers, socialWorkers, requests, closedRequests, ...profile }: Profile): Figure[] => [
  {
    row: '6.3',
    what: 'members',
    expected: jointMembers + otherMembers,
    actual: async (ask) =>
      (await ask<{ members: Counted }>('{ members(membershipStatus: ACTIVE, first: 1) { totalCount } }')).members.totalCount,
  },
  {
    row: 'S-13',
    what: 'the tiles of the "five ones" that the organisation fills',
    expected: {
      SYSTEM: 1 + DISTRICTS + profile.streetStations + profile.communityStations,
      TEAM: socialWorkers,
      PLATFORM: requests,
      CARD: jointMembers,
    },
    actual: async (ask) => {
      const { fiveOnes } = await ask<{ fiveOnes: { key: string; value: number | null }[] }>('{ fiveOnes { key value } }');
      return Object.fromEntries(fiveOnes.filter(({ key }) => key !== 'FUND').map(({ key, value }) => [key, value]));
    },
  },
  {
    row: 'S-15',
    what: 'requests to 12351, and those that are closed',
    expected: [requests, closedRequests],
    actual: async (ask) => {
      const { all, closed } = await ask<Record<'all' | 'closed', Counted>>(
        '{ all: serviceRequests(first: 1) { totalCount } closed: serviceRequests(status: CLOSED, first: 1) { totalCount } }',
      );
      return [all.totalCount, closed.totalCount];
    },
  },
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

/** The members of one joint union of Chaoyang. */
async function someMembers(ask: Ask): Promise<SomeMember[]> {
  const { unionTree } = await ask<{ unionTree: { nodes: { id: string; name: string; kind: string }[] } }>(
    '{ unionTree(depth: 1, first: 50) { nodes { id name kind } } }',
  );
  const rootId = unionTree.nodes.find(({ name }) => name.startsWith('Chaoyang'))?.id;
  const below = await ask<{ unionTree: { nodes: { id: string; kind: string }[] } }>(
    'query ($rootId: ID) { unionTree(rootId: $rootId, depth: 1, first: 100) { nodes { id kind } } }',
    { rootId },
  );
  const unionId = below.unionTree.nodes.find(({ kind }) => kind === 'COMMUNITY_JOINT_UNION')?.id;
  const { members } = await ask<{ members: { nodes: SomeMember[] } }>(
    'query ($unionId: ID) { members(unionId: $unionId, first: 100) { nodes { card { status } employmentKind employer { id } } } }',
    { unionId },
  );
  return members.nodes;
}

const STATUSES: Readonly<Record<string, string>> = {
  'IND-02': 'BEHIND',
  'IND-05e': 'ON_TRACK',
  'IND-07': 'BEHIND',
  'IND-09': 'ON_TRACK',
};

const plan = (): Figure[] => [
  ...[['S-02', 'ONE_PLUS_SIX', 7] as const, ['S-03', 'ONE_PLUS_NINE', 10] as const].map(([row, bundle, count]) => ({
    row,
    what: `documents of ${bundle}, and those that implement a service`,
    expected: [count, count],
    actual: async (ask: Ask) => {
      const { principleDocuments } = await ask<{ principleDocuments: { implements: string[] }[] }>(
        `{ principleDocuments(bundle: ${bundle}) { implements } }`,
      );
      return [principleDocuments.length, principleDocuments.filter((document) => document.implements.length > 0).length];
    },
  })),
  {
    row: 'S-04',
    what: 'the plan, its years, issuers and rights',
    expected: [2011, 2015, 2, 6],
    actual: async (ask) => {
      const found = await ask<{ plan: { from: number; to: number; issuers: string[]; indicators: { dimension: string }[] } }>(
        '{ plan(code: "12-5") { from to issuers indicators { dimension } } }',
      );
      const rights = new Set(found.plan.indicators.map(({ dimension }) => dimension));
      return [found.plan.from, found.plan.to, found.plan.issuers.length, rights.size];
    },
  },
  {
    row: 'S-06',
    what: 'where the thirteen indicators stand',
    expected: Object.entries(CITY_VALUES).map(([code, value]) => [code, value, STATUSES[code] ?? 'MET']),
    actual: async (ask) => {
      const { cityIndicators } = await ask<{
        cityIndicators: { code: string; current: { valueBp: number | null; valueCount: number | null; status: string } }[];
      }>('{ cityIndicators(asOf: "2013-10-19") { code current { valueBp valueCount status } } }');
      return cityIndicators.map(({ code, current }) => [code, current.valueBp ?? current.valueCount, current.status]);
    },
  },
  {
    row: 'S-06',
    what: 'what Yanqing tells of training in safety',
    expected: ['NO_DATA', null],
    actual: async (ask) => {
      const { cityIndicators } = await ask<{
        cityIndicators: { code: string; current: { status: string; valueBp: number | null } }[];
      }>('{ cityIndicators { code current(scope: { districtCode: "110229" }) { status valueBp } } }');
      const found = cityIndicators.find(({ code }) => code === 'IND-04')?.current;
      return [found?.status, found?.valueBp];
    },
  },
  {
    row: 'S-07',
    what: 'task projects',
    expected: 18,
    actual: async (ask) => (await ask<{ taskProjects: unknown[] }>('{ taskProjects { seq } }')).taskProjects.length,
  },
  {
    row: 'S-09',
    what: 'the workforce before and after the eleventh plan',
    expected: [9_197_000, 10_316_000],
    actual: async (ask) => {
      const { before, after } = await ask<Record<'before' | 'after', { workers: number }>>(
        '{ before: workforceStat(year: 2006) { workers } after: workforceStat(year: 2010) { workers } }',
      );
      return [before.workers, after.workers];
    },
  },
];

const contacts = ({ cityContacts, contactsPerDistrict }: Profile): Figure[] => [
  {
    row: 'S-21',
    what: 'social organisations in contact with the city and with the districts, and what the districts lack',
    expected: [cityContacts, DISTRICTS * contactsPerDistrict, 0],
    actual: async (ask) => {
      const { contactCoverage, districts } = await ask<{
        contactCoverage: { city: { active: number } };
        districts: { contactShortfall: number }[];
      }>('{ contactCoverage(year: 2013) { city { active } } districts { contactShortfall(year: 2013) } }');
      const linked = await ask<{ socialOrganisations: Counted }>('{ socialOrganisations(status: LINKED) { totalCount } }');
      const ofDistricts = linked.socialOrganisations.totalCount - contactCoverage.city.active;
      return [
        contactCoverage.city.active,
        ofDistricts,
        districts.reduce((sum, { contactShortfall }) => sum + contactShortfall, 0),
      ];
    },
  },
];

const homes = ({ homes: registered, standardHomes }: Profile): Figure[] => [
  {
    row: 'S-43',
    what: 'homes: in all, at the standard; wanted in five years, reached in 2013',
    expected: [registered, standardHomes, 1_000, standardHomes],
    actual: async (ask) => {
      const found = await ask<{
        all: Counted;
        standard: Counted;
        homeProgramme: { target: number; years: { reached: number }[] };
      }>(
        `{ all: workersHomes { totalCount } standard: workersHomes(status: STANDARD) { totalCount }
          homeProgramme(from: 2013, to: 2017) { target years { reached } } }`,
      );
      return [found.all.totalCount, found.standard.totalCount, found.homeProgramme.target, found.homeProgramme.years[0]?.reached];
    },
  },
  {
    row: 'S-44',
    what: 'the two homes with a name, and the size of the one in Shunyi',
    expected: [['北汽集团顺义职工之家', 1_000, '2013-06-06', '60000000'], '的士职工之家'],
    actual: async (ask) => {
      const { workersHomes } = await ask<{
        workersHomes: { nodes: { nameZh: string; areaSqm: number; openedAt: string; investedFen: string }[] };
      }>('{ workersHomes(districtCode: "110113", first: 100) { nodes { nameZh areaSqm openedAt investedFen } } }');
      const named = (start: string) => workersHomes.nodes.find(({ nameZh }) => nameZh.startsWith(start));
      const group = named('北汽集团');
      return [[group?.nameZh, group?.areaSqm, group?.openedAt, group?.investedFen], named('的士')?.nameZh];
    },
  },
];
