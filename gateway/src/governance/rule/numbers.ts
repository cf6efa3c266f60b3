import { defineNumbers } from '@union-graph/subgraph';

/** The numbers that the rules of data sharing go by; their values are dated rows (domain rules 4.2, 4.3 no. 10, C-21). */
export const numbers = defineNumbers({
  DELETION_DAYS: {
    unit: 'DAYS',
    title: 'How long after its last day of reading a partner has to confirm that it deleted what it read',
    titleZh: '合作组织确认删除数据的期限',
    source: '4.3 no. 10 [D]',
    first: 30,
    bounds: [1, 366],
  },
  PERSONS_PER_DAY: {
    unit: 'COUNT',
    title: 'Of how many persons a partner that reads personal data may read in one civil day at most',
    titleZh: '可读取个人信息的合作组织每日可读取人数上限',
    source: '4.2 [D]',
    first: 200,
    bounds: [1, 100_000],
  },
});
