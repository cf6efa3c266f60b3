import { defineNumbers } from '@union-graph/subgraph';

/** The numbers that the rules of training go by; their values are dated rows (domain rules 2.3.2, S-31, C-21). */
export const numbers = defineNumbers({
  OFFER_HOURS: {
    unit: 'HOURS',
    title: 'How long a place that became free is offered to the next in the list',
    titleZh: '候补名额保留时间',
    source: '2.3.2 [D]',
    first: 24,
    bounds: [1, 720],
  },
  CREDIT_YEARS: {
    unit: 'YEARS',
    title: 'How long stored credits can be converted, from the day on which they were earned',
    titleZh: '学分有效期',
    source: 'S-58 [U]',
    first: 8,
    bounds: [1, 50],
  },
  MOST_CREDITS_AT_ONCE: {
    unit: 'COUNT',
    title: 'The most credits that one certificate or other proof brings',
    titleZh: '单次存入学分上限',
    source: 'S-58 [D]',
    first: 40,
    bounds: [1, 1_000],
  },
  EXAM_MAX_SCORE: {
    unit: 'COUNT',
    title: 'The highest score of the entrance examination for adults: three subjects of 150',
    titleZh: '成人高考满分',
    source: 'S-62 [U]',
    first: 450,
    bounds: [1, 1_000],
  },
  CITY_HOURS: {
    unit: 'HOURS',
    title: 'Hours of city-run training that an officer needs in a year',
    titleZh: '专职干事每年市级培训学时',
    source: 'S-31',
    first: 16,
    bounds: [0, 1_000],
  },
  DISTRICT_HOURS: {
    unit: 'HOURS',
    title: 'Hours of district-run training that an officer needs in a year',
    titleZh: '专职干事每年区级培训学时',
    source: 'S-31',
    first: 40,
    bounds: [0, 1_000],
  },
});
