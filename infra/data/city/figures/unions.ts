import type { Ask } from '../graph.ts';
import { underfundedCount } from '../jointUnions.ts';
import type { Profile } from '../profile.ts';
import { type Counted, DISTRICTS, type Figure, INDUSTRIAL_UNIONS, jointUnionOfChaoyang } from './figure.ts';

/** The union tree by its levels, and joint unions (S-01, S-11, S-19, S-25 to S-32). */
export const unionFigures = (profile: Profile): Figure[] => [...structure(profile), ...levels(profile), ...joint(profile)];

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
    what: 'bureau unions below them, those tied to a district, and those tied to its centre',
    expected: [bureauUnions, bureauUnions, bureauUnions],
    actual: async (ask) => {
      const bureaus = (await industrial(ask)).flatMap(({ children }) => children.nodes);
      return [
        bureaus.length,
        bureaus.filter(({ dualParent }) => dualParent?.kind === 'DISTRICT_FEDERATION').length,
        bureaus.filter(({ linkedPoint }) => linkedPoint?.kind === 'DISTRICT_CENTRE').length,
      ];
    },
  },
];

interface Industrial {
  readonly kind: string;
  readonly children: {
    readonly nodes: {
      readonly dualParent: { readonly kind: string } | null;
      readonly linkedPoint: { readonly kind: string } | null;
    }[];
  };
}

async function industrial(ask: Ask): Promise<Industrial[]> {
  const { unionTree } = await ask<{ unionTree: { nodes: Industrial[] } }>(
    '{ unionTree(depth: 1, first: 50) { nodes { kind ... on Union { children(first: 100) { nodes { dualParent { kind } linkedPoint { kind } } } } } } }',
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

const levels = ({ jointUnions, jointMembers, enterpriseUnions }: Profile): Figure[] => [
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

const joint = ({ jointUnions }: Profile): Figure[] => [
  {
    row: 'S-30',
    what: 'joint unions without an officer, without enough money, and with both',
    expected: [0, underfundedCount(jointUnions), jointUnions - underfundedCount(jointUnions)],
    actual: async (ask) => {
      const flagged = (flag: string) => `${flag}: jointUnionCompliance(year: 2013, flag: ${flag}) { totalCount }`;
      const flags = ['NO_OFFICER', 'UNDERFUNDED', 'COMPLIANT'];
      const found = await ask<Record<string, Counted>>(`{ ${flags.map(flagged).join(' ')} }`);
      return flags.map((flag) => found[flag]?.totalCount);
    },
  },
  {
    row: 'S-27',
    what: 'functions of a joint union of Chaoyang',
    expected: 8,
    actual: async (ask) => {
      const { union } = await ask<{ union: { functions: unknown[] } }>(
        'query ($id: ID!) { union(id: $id) { functions { code active } } }',
        {
          id: await jointUnionOfChaoyang(ask),
        },
      );
      return union.functions.length;
    },
  },
];
