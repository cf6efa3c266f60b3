import { defineNumbers } from '@union-graph/subgraph';

/** The numbers that the rules of mediation go by; their values are dated rows (domain rule 2.2.2, C-21). */
export const numbers = defineNumbers({
  LEAST_REPRESENTATIVES: {
    unit: 'COUNT',
    title: 'How many representatives a collective dispute elects at least',
    titleZh: '集体争议推举代表人数下限',
    source: '2.2.2 [D]',
    first: 3,
    bounds: [1, 100],
    notAbove: 'MOST_REPRESENTATIVES',
  },
  MOST_REPRESENTATIVES: {
    unit: 'COUNT',
    title: 'How many representatives a collective dispute elects at most',
    titleZh: '集体争议推举代表人数上限',
    source: '2.2.2 [D]',
    first: 5,
    bounds: [1, 100],
  },
});
