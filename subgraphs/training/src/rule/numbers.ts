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
