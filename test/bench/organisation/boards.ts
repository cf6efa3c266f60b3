import { admin, city, DISTRICT, type Operation, TODAY } from './question.ts';

const INDICATORS = {
  text: `select i.code, i.name_zh, i.dimension, i.target_bp, i.target_count, m.value_bp, m.value_count, m.measured_at, m.source from plan_indicator i
    left join lateral (select * from indicator_measurement v where v.indicator_code = i.code and v.scope_path = '/city/'
      and not exists (select from indicator_measurement l where l.supersedes_id = v.id) order by v.period_end desc limit 1) m on true order by i.code`,
  values: [],
};
const TASKS = {
  text: `select t.seq, t.name_zh, t.status, t.progress_bp, coalesce(u.name_zh, a.name_zh) as lead from task_project t
    left join trade_union u on u.id = t.lead_union_id left join external_agency a on a.code = t.lead_agency_code order by t.seq`,
  values: [],
};
const TILES = {
  text: `select (select count(*) from service_point) as points, (select count(*) from staff_member where role = 'SOCIAL_WORKER' and employer = 'CITY_RECRUITED') as team,
    (select sum(t.rows) from tally t where t.what = 'service_request' and t.scope_path = '/' and t.bucket <> 'DUPLICATE') as requests,
    (select sum(t.rows) from tally t where t.what = 'card' and t.scope_path = '/' and t.bucket >= $1) as cards`,
  values: [TODAY],
};
const BOARD = [
  { text: 'select d.name, d.communities_total, d.communities_covered from district d where d.code = $1', values: [DISTRICT] },
  {
    text: `select count(*) from contact_link l where l.district_code = $1 and l.status = 'LINKED' and exists
      (select from contact_event e where e.contact_link_id = l.id and e.happened_on between date '2012-10-19' and date '2013-10-19')`,
    values: [DISTRICT],
  },
  { text: `select count(*) from service_point p where p.district_code = $1 and p.kind = 'STREET_STATION'`, values: [DISTRICT] },
];

const CITY_INDICATORS =
  'cityIndicators(asOf: "2013-10-19") { code nameZh dimension targetBp targetCount current { valueBp valueCount status measuredAt sourceSubgraph } }';

/** What the dashboards ask of the organisation: J-10 of a district, J-11 of the city. */
export function boards(): Operation[] {
  const tasks = 'taskProjects { seq nameZh lead { ... on Union { nameZh } ... on ExternalAgency { nameZh } } status progressBp }';
  return [
    {
      name: 'cityIndicators',
      bounded: true,
      rounds: [{ question: { viewer: city, query: `{ ${CITY_INDICATORS} }` }, bare: [INDICATORS] }],
    },
    {
      name: 'fiveOnes',
      bounded: true,
      rounds: [{ question: { viewer: city, query: '{ fiveOnes { key value } }' }, bare: [TILES] }],
    },
    {
      name: "J-10, the organisation's part",
      bounded: true,
      rounds: [
        {
          question: {
            viewer: admin,
            query: `{ district(code: "${DISTRICT}") { name communitiesTotal communitiesCovered contactShortfall(year: 2013) servicePoints(kind: STREET_STATION) { totalCount } } }`,
          },
          bare: BOARD,
        },
      ],
    },
    {
      name: "J-11, the organisation's part",
      bounded: true,
      rounds: [
        {
          question: { viewer: city, query: `{ ${CITY_INDICATORS} ${tasks} fiveOnes { key value } }` },
          bare: [INDICATORS, TASKS, TILES],
        },
      ],
    },
  ];
}
