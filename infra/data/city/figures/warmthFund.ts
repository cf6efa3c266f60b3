import { person } from '../graph.ts';
import type { Profile } from '../profile.ts';
import { DIRECT_BENEFICIARIES } from '../warmthFundProjects.ts';
import type { Figure } from './figure.ts';

const AUDITOR = person('AUDITOR', '/city/');
const BOOKS = ['FOUNDATION', 'UNION_SERVICE', 'MUTUAL_AID', 'SKILLS', 'SOCIAL_PURCHASE'];

interface Counted {
  readonly list: { readonly totalCount: number };
}

/** The figures of domain rule 6.3 about the fund's money: projects, people whom they served, claims, books that balance. */
export const fundFigures = ({ claims, purchasedProjects }: Profile): Figure[] => [
  {
    row: 'S-23',
    what: 'incubated projects',
    expected: 9,
    actual: async (ask) => (await ask<Counted>('{ list: serviceProjects(kind: INCUBATED) { totalCount } }')).list.totalCount,
  },
  {
    row: 'S-23',
    what: 'people whom they served directly',
    expected: DIRECT_BENEFICIARIES,
    actual: async (ask) => {
      const { serviceProjects } = await ask<{ serviceProjects: { nodes: { beneficiaries: { direct: number } }[] } }>(
        '{ serviceProjects(kind: INCUBATED, first: 20) { nodes { beneficiaries { direct } } } }',
        {},
        AUDITOR,
      );
      return serviceProjects.nodes.reduce((sum, { beneficiaries }) => sum + beneficiaries.direct, 0);
    },
  },
  {
    row: 'S-22',
    what: 'purchased projects',
    expected: purchasedProjects,
    actual: async (ask) => (await ask<Counted>('{ list: serviceProjects(kind: PURCHASED) { totalCount } }')).list.totalCount,
  },
  {
    row: 'S-35',
    what: 'claims on the mutual aid',
    expected: claims,
    actual: async (ask) => (await ask<Counted>('{ list: mutualAidClaims { totalCount } }', {}, AUDITOR)).list.totalCount,
  },
  ...BOOKS.map((book) => ({
    row: 'S-17',
    what: `what the debits of ${book} differ from its credits by`,
    expected: '0',
    actual: async (ask: Parameters<Figure['actual']>[0]) => {
      const { trialBalance } = await ask<{ trialBalance: { debitFen: string; creditFen: string } }>(
        `{ trialBalance(book: ${book}) { debitFen creditFen } }`,
        {},
        AUDITOR,
      );
      return String(BigInt(trialBalance.debitFen) - BigInt(trialBalance.creditFen));
    },
  })),
];
