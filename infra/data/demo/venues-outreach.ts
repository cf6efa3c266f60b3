import { id } from '../ids.ts';
import { workersHomeRows } from './organisation-homes.ts';
import { UNIONS, unionId, unionPath } from './unions.ts';
import { venuePath } from './venues-places.ts';

/** What organisation told of unions and their Worker's Homes: that all of them work. */
const unionRows = UNIONS.map(({ key, kind, districtCode }) => ({
  union_id: unionId(key),
  kind,
  scope_path: unionPath(key),
  district_code: districtCode,
  has_ended: false,
  seen_version: 1,
}));

const homeRows = workersHomeRows.map(({ id: home_id, union_id, district_code }) => ({
  home_id,
  union_id,
  district_code,
  seen_version: 1,
}));

const offerId = (key: string): string => id('outreach-offer', key);

/** The five in and the five out (S-67); names, days and quotas are invented, but for the film and the Spring couplets. */
const PLACES = [
  ['PALACE', '文化宫职工参观日', 'palace-hall', 40],
  ['HALL', '职工书画摄影展', 'palace-hall', 40],
  ['LECTURE', '职工大讲堂', 'palace-lecture', 24],
  ['THEATRE', '职工剧场公益场', 'palace-theatre', 12],
  ['CINEMA', '职工影院公益场', 'palace-cinema', 24],
] as const;
const BROUGHT = [
  ['PERFORMANCE', '送演出下基层', 60],
  ['FILM', '送电影《幸福绽放》', null],
  ['COACHING', '送文艺辅导', 30],
  ['PLANNING', '送活动策划', 10],
  ['WORKS', '送春联', 200],
] as const;

const offer = (kind: string, nameZh: string, quota: number | null) => ({
  id: offerId(kind),
  kind,
  name_zh: nameZh,
  from_on: '2013-09-01',
  to_on: '2014-03-31',
  quota,
  published_at: '2013-08-20T10:00:00+08:00',
});

const offerRows = [
  ...PLACES.map(([kind, nameZh, facility, quota]) => ({
    ...offer(kind, nameZh, quota),
    ...{ direction: 'IN', facility_id: id('facility', facility), scope_path: venuePath('cultural-palace') },
  })),
  ...BROUGHT.map(([kind, nameZh, quota]) => ({
    ...offer(kind, nameZh, quota),
    ...{ direction: 'OUT', facility_id: null, scope_path: '/city/' },
  })),
];

const at = (day: string, hour: number): string => `${day}T${String(hour).padStart(2, '0')}:00:00+08:00`;

interface RequestSeed {
  readonly key: string;
  readonly union: string;
  readonly home?: string;
  readonly districtCode: string;
  readonly kind: string;
  readonly status: string;
  readonly day: string;
  readonly hours: readonly [from: number, to: number];
  readonly audienceSize: number;
  readonly place: string;
  readonly facility?: string;
  readonly came?: number;
  readonly rating?: number;
  readonly note?: string;
}

/** What unions asked for, in different states; invented. */
const REQUESTS: readonly RequestSeed[] = [
  {
    ...{ key: 'taxi-show', union: 'ent-taxi', home: 'taxi', districtCode: '110113', kind: 'PERFORMANCE', status: 'RATED' },
    ...{ day: '2013-09-15', hours: [14, 16], audienceSize: 200, place: '首都机场T3的士职工之家', came: 230, rating: 5 },
  },
  {
    ...{ key: 'panjiayuan-coaching', union: 'joint-panjiayuan', districtCode: '110105', kind: 'COACHING', status: 'SUBMITTED' },
    ...{ day: '2013-11-02', hours: [9, 11], audienceSize: 30, place: '潘家园职工文体活动中心' },
  },
  {
    ...{ key: 'donghuamen-theatre', union: 'joint-donghuamen', districtCode: '110101', kind: 'THEATRE', status: 'SCHEDULED' },
    ...{ day: '2013-11-09', hours: [14, 16], audienceSize: 400, place: '劳动人民文化宫', facility: 'palace-theatre' },
  },
  {
    ...{ key: 'rolling-planning', union: 'ent-shougang-rolling', districtCode: '110107', kind: 'PLANNING', status: 'DECLINED' },
    ...{ day: '2013-10-26', hours: [9, 17], audienceSize: 800, place: '首钢冷轧厂', note: '该时段已满，请改期' },
  },
];

const requestRows = REQUESTS.map((request) => {
  const { key, union, home, kind, status, day, hours, facility, came, rating, note } = request;
  const span = { start: at(day, hours[0]), end: at(day, hours[1]) };
  const isScheduled = ['SCHEDULED', 'DELIVERED', 'RATED'].includes(status);
  const closedAt = came !== undefined || status === 'DECLINED' ? at('2013-10-08', 17) : null;
  return {
    id: id('outreach-request', key),
    union_id: unionId(union),
    workers_home_id: home ? id('workers-home', home) : null,
    kind,
    offer_id: offerId(kind),
    provider_path: facility ? venuePath('cultural-palace') : '/city/',
    preferred: JSON.stringify([span]),
    audience_size: request.audienceSize,
    place: request.place,
    facility_id: facility ? id('facility', facility) : null,
    start_at: isScheduled ? span.start : null,
    end_at: isScheduled ? span.end : null,
    delivered_at: came === undefined ? null : at('2013-10-08', 17),
    delivered_audience: came ?? null,
    rating: rating ?? null,
    district_code: request.districtCode,
    scope_path: unionPath(union),
    status,
    note: note ?? null,
    received_at: at('2013-09-02', 10),
    closed_at: closedAt,
  };
});

export const outreachTables = [
  { table: 'known_union', rows: unionRows },
  { table: 'known_home', rows: homeRows },
  { table: 'outreach_offer', rows: offerRows },
  { table: 'outreach_request', rows: requestRows },
];
