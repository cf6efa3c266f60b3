import { fundId } from '../../demo/warmth-fund-books.ts';
import { person } from '../graph.ts';
import { runningFundRows, underfundedCount } from '../jointUnions.ts';
import { peopleOf } from '../members.ts';
import { allPayouts } from '../payments.ts';
import type { Profile } from '../profile.ts';
import { INCOME_OF_2012_FEN } from '../warmthFundMoney.ts';
import { DIRECT_BENEFICIARIES } from '../warmthFundProjects.ts';
import type { Figure } from './figure.ts';

const AUDITOR = person('AUDITOR', '/city/');
const BOOKS = ['FOUNDATION', 'UNION_SERVICE', 'MUTUAL_AID', 'SKILLS', 'SOCIAL_PURCHASE'];

interface Counted {
  readonly list: { readonly totalCount: number };
}

/** The incubated projects that the seed names. */
const NAMED = ['外来务工子女教师学习圈', '千千树儿童之家', '贫困老年妇女互助', '家政女工艺术团', '北京工友之家社区工会'];

/** The figures of domain rule 6.3 about the fund's money: projects, people whom they served, running money, claims, books that balance. */
export const fundFigures = (profile: Profile): Figure[] => [
  ...projectFigures(profile),
  runningMoney(profile),
  foundationSpending(profile),
  {
    row: 'S-35',
    what: 'claims on the mutual aid',
    expected: profile.claims,
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

const projectFigures = ({ purchasedProjects }: Profile): Figure[] => [
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
    row: 'S-24',
    what: 'incubated projects with the names that the seed gives',
    expected: NAMED.toSorted(),
    actual: async (ask) => {
      const { serviceProjects } = await ask<{ serviceProjects: { nodes: { nameZh: string }[] } }>(
        '{ serviceProjects(kind: INCUBATED, first: 20) { nodes { nameZh } } }',
      );
      return serviceProjects.nodes
        .map(({ nameZh }) => nameZh)
        .filter((name) => NAMED.includes(name))
        .toSorted();
    },
  },
];

interface Allocated {
  readonly budgetAllocations: readonly { readonly amountFen: string }[];
}

/** What the joint unions have in all, and how many have less than 3,000 yuan (S-32). */
const runningMoney = (profile: Profile): Figure => {
  const rows = [...runningFundRows(peopleOf(profile).unions)];
  return {
    row: 'S-32',
    what: 'running money of all joint unions, whether that is 3,000 yuan each, and how many have less',
    expected: [String(rows.reduce((sum, { amount_fen }) => sum + amount_fen, 0)), true, underfundedCount(profile.jointUnions)],
    actual: async (ask) => {
      const amounts: bigint[] = [];
      for (let at = 0; at < rows.length; at += UNIONS_AT_ONCE) {
        const of = rows.slice(at, at + UNIONS_AT_ONCE).map(({ union_id }) => ({ __typename: 'Union', id: union_id }));
        const { _entities } = await ask<{ _entities: Allocated[] }>(
          'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Union { budgetAllocations(year: 2013) { amountFen } } } }',
          { of },
          AUDITOR,
        );
        amounts.push(
          ..._entities.flatMap(({ budgetAllocations }) => budgetAllocations.map(({ amountFen }) => BigInt(amountFen))),
        );
      }
      const sum = amounts.reduce((all, amount) => all + amount, 0n);
      return [String(sum), sum >= BigInt(rows.length) * LEAST_FEN, amounts.filter((amount) => amount < LEAST_FEN).length];
    },
  };
};
const UNIONS_AT_ONCE = 100;
const LEAST_FEN = 300_000n;

/** What the foundation spent on its purpose in 2013: aid, and incubated projects (S-17, S-23, S-36); and the income of 2012 beside it. */
const foundationSpending = (profile: Profile): Figure => {
  const spent = allPayouts(peopleOf(profile))
    .filter(({ row }) => row.fund_id === fundId('WARMTH'))
    .reduce((sum, { row }) => sum + Number(row.amount_fen), 0);
  return {
    row: 'S-17',
    what: 'fen that the foundation spent on its purpose, its income of the year before, and whether that is 70 % of it',
    expected: [String(spent), String(INCOME_OF_2012_FEN), spent * 10 >= INCOME_OF_2012_FEN * 7],
    actual: async (ask) => {
      const { foundationRatios } = await ask<{ foundationRatios: Ratios }>(
        '{ foundationRatios(year: 2013) { spendingFen baseFen spendsEnough } }',
        {},
        AUDITOR,
      );
      return [foundationRatios.spendingFen, foundationRatios.baseFen, foundationRatios.spendsEnough];
    },
  };
};

interface Ratios {
  readonly spendingFen: string;
  readonly baseFen: string;
  readonly spendsEnough: boolean;
}
