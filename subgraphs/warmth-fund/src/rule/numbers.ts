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
  SUBSISTENCE_LINE: {
    unit: 'FEN',
    title: 'Subsistence line of Beijing a person and month',
    titleZh: '北京市最低生活保障标准（每人每月）',
    source: '2.5.1, 2013 [U]',
    first: 58_000,
    bounds: [1, 10_000_000],
    notAbove: 'LOW_INCOME_LINE',
  },
  LOW_INCOME_LINE: {
    unit: 'FEN',
    title: 'Line of low income of Beijing a person and month',
    titleZh: '北京市低收入家庭认定标准（每人每月）',
    source: '2.5.1, 2013 [U]',
    first: 74_000,
    bounds: [1, 10_000_000],
  },
  NEAR_SUBSISTENCE: {
    unit: 'BASIS_POINTS',
    title: 'Up to which part of the subsistence line a household is near it',
    titleZh: '低保边缘户收入上限占低保标准的比例',
    source: '2.5.3 [P20]',
    first: 15_000,
    bounds: [10_000, 50_000],
  },
  HOME_VISITORS: {
    unit: 'COUNT',
    title: 'How many of the staff visit a household together, at least',
    titleZh: '入户走访最少人数',
    source: '2.5.1 [D]',
    first: 2,
    bounds: [2, 10],
  },
  NOTICE_DAYS: {
    unit: 'WORKING_DAYS',
    title: 'How long a hardship file is shown to the public',
    titleZh: '困难职工档案公示期',
    source: '2.5.2 [D]',
    first: 5,
    bounds: [1, 60],
  },
  REVIEW_DAYS: {
    unit: 'DAYS',
    title: 'After how many days an active hardship file is due for review',
    titleZh: '困难职工档案复核周期',
    source: '2.5.2 [D]',
    first: 365,
    bounds: [30, 1_100],
  },
});
