import { defineNumbers } from '@union-graph/subgraph';

/** The numbers that the rules of mediation go by; their values are dated rows (domain rule 2.2.2, C-21). */
export const numbers = defineNumbers({
  COLLECTIVE_FROM: {
    unit: 'COUNT',
    title: 'From how many applicants on a dispute is collective',
    titleZh: '集体争议人数起点',
    source: '2.2.2 [D]',
    first: 10,
    bounds: [2, 1000],
  },
  MOST_CASES_OF_MEDIATOR: {
    unit: 'COUNT',
    title: 'How many cases a mediator may have at a time, unless the appointment says another number',
    titleZh: '调解员同时办理案件上限',
    source: '2.2.2 [D]',
    first: 20,
    bounds: [1, 100],
  },
  LONGEST_EXTENSION_DAYS: {
    unit: 'DAYS',
    title: 'By how many days mediation is extended at most, unless a court delegated the case',
    titleZh: '调解延期最长天数',
    source: '2.2.2 [D]',
    first: 15,
    bounds: [1, 60],
  },
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
  CONTRACT_DAYS_BEFORE_SIGNING: {
    unit: 'DAYS',
    title: 'How many days before its signature a contract may begin',
    titleZh: '集体合同生效日早于签订日的最长天数',
    source: '2.2.3 [D]',
    first: 183,
    bounds: [0, 366],
  },
});
