import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { DISTRICTS } from './unions.ts';

/** Invented, as are their sites, but for the one in Tiananmen Square (S-74). */
const OPERATORS = ['公交移动电视', '地铁移动电视', '楼宇电视', '街区大屏'] as const;

const SCREENS = Array.from({ length: 50 }, (_, n) => {
  const { code, nameZh } = DISTRICTS[n % DISTRICTS.length] as (typeof DISTRICTS)[number];
  const operator = n === 0 ? '街区大屏' : (OPERATORS[n % OPERATORS.length] as string);
  return {
    id: id('screen', n + 1),
    screen_no: `BJ-${String(n + 1).padStart(4, '0')}`,
    operator,
    district_code: n === 0 ? '110101' : code,
    site: n === 0 ? '天安门广场大屏' : `${nameZh}${operator}第${n + 1}块`,
    online: true,
    registered_at: '2013-04-01T09:00:00+08:00',
  };
});

interface CampaignSeed {
  readonly key: string;
  readonly nameZh: string;
  readonly playAt: string;
  readonly series: readonly [from: string, to: string] | null;
  readonly status: 'SCREENS_BOOKED' | 'REPORTED';
  readonly booked: string;
  readonly acknowledged: number;
  readonly played: number;
  readonly failed: number;
}

/** The days and hours are invented: the city's report tells none. */
const CAMPAIGNS: readonly CampaignSeed[] = [
  {
    ...{
      key: 'may-day',
      nameZh: '"幸福绽放"五一联播',
      playAt: '2013-05-01T10:00:00+08:00',
      series: ['2013-05-01', '2013-05-15'],
    },
    ...{ status: 'REPORTED', booked: '2013-04-15T09:00:00+08:00', acknowledged: 50, played: 48, failed: 2 },
  },
  {
    ...{ key: 'autumn', nameZh: '"幸福绽放"秋季联播', playAt: '2013-10-26T19:00:00+08:00', series: null },
    ...{ status: 'SCREENS_BOOKED', booked: '2013-10-14T09:00:00+08:00', acknowledged: 46, played: 0, failed: 0 },
  },
];

const FILM_MINUTES = 8;

const campaignRows = CAMPAIGNS.map(({ key, nameZh, playAt, series, status, booked, ...told }) => {
  const isOver = status === 'REPORTED';
  return {
    id: id('screen-campaign', key),
    name_zh: nameZh,
    film: '幸福绽放',
    partner: '北京电视台',
    play_at: playAt,
    length_minutes: FILM_MINUTES,
    series_from: series?.[0] ?? null,
    series_to: series?.[1] ?? null,
    status,
    created_by: personId('shen-ping'),
    created_at: booked,
    approved_at: booked,
    booked_at: booked,
    rehearsed_at: isOver ? '2013-04-26T09:00:00+08:00' : null,
    live_at: isOver ? playAt : null,
    live_bp: isOver ? 9_500 : null,
    reported_at: isOver ? '2013-05-02T09:00:00+08:00' : null,
    booked: SCREENS.length,
    ...told,
    version: isOver ? 6 : 3,
  };
});

const campaignScreenRows = CAMPAIGNS.flatMap(({ key, playAt, booked, acknowledged, played, failed }) => {
  const end = new Date(Date.parse(playAt) + FILM_MINUTES * 60_000).toISOString();
  return SCREENS.map((screen, n) => {
    const isFailure = n >= played && n < played + failed;
    return {
      campaign_id: id('screen-campaign', key),
      screen_id: screen.id,
      district_code: screen.district_code,
      operator: screen.operator,
      playing: `[${playAt},${end})`,
      acknowledged_at: n < acknowledged ? new Date(Date.parse(booked) + 3_600_000).toISOString() : null,
      result: n < played ? 'PLAYED' : isFailure ? 'FAILED' : null,
      played_at: n < played ? playAt : null,
      failure: isFailure ? '网络中断' : null,
    };
  });
});

/** Public screens, and the campaigns on them. */
export const screenTables = [
  { table: 'screen', rows: SCREENS },
  { table: 'screen_campaign', rows: campaignRows },
  { table: 'campaign_screen', rows: campaignScreenRows },
];
