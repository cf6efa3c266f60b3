import { defineNumbers } from '@union-graph/subgraph';

/** The numbers that the rules of the fund go by; their values are dated rows (domain rules 2.5.2, C-21). */
export const numbers = defineNumbers({
  EVALUATORS: {
    unit: 'COUNT',
    title: 'How many evaluators without a conflict an application for a project needs',
    titleZh: '项目申请所需无利益冲突评审人数',
    source: '2.5.2 [D]',
    first: 3,
    bounds: [1, 20],
  },
});
