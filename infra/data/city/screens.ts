import { personId } from '../demo/persons.ts';
import { id } from '../ids.ts';
import { draw, pick } from './draw.ts';
import { placeName } from './names.ts';
import { byDistrict } from './places.ts';
import type { Profile } from './profile.ts';

/** Invented, like the sites. */
const OPERATORS = ['公交移动电视', '地铁移动电视', '楼宇电视', '街区大屏', '网点电视', '商场电视'] as const;

const PLAY_AT = '2013-05-01T10:00:00+08:00';
const PLAYED_UNTIL = '2013-05-01T10:08:00+08:00';
const ACKNOWLEDGED_AT = '2013-04-20T09:00:00+08:00';

export function* screenRows({ screens }: Profile) {
  for (const [at, { code, nameZh }] of byDistrict(screens).entries()) {
    const operator = pick(OPERATORS, 320, at);
    yield {
      id: id('screen', `city-${at}`),
      screen_no: `BJ-${String(at + 1).padStart(5, '0')}`,
      operator,
      district_code: code,
      site: at === 0 ? '天安门广场大屏' : `${nameZh}${placeName(at % 15_000)}${operator}`,
      online: true,
      registered_at: '2013-04-01T09:00:00+08:00',
    };
  }
}

const isAcknowledged = (at: number): boolean => draw(321, at, 100) > 0;
const isPlayed = (at: number): boolean => isAcknowledged(at) && draw(322, at, 100) > 0;
const countOf = ({ screens }: Profile, holds: (at: number) => boolean): number =>
  Array.from({ length: screens }, (_, at) => at).filter(holds).length;

export const playedCount = (profile: Profile): number => countOf(profile, isPlayed);
export const acknowledgedCount = (profile: Profile): number => countOf(profile, isAcknowledged);

/** The film of May Day on all screens (S-74); each told whether it played. */
export const campaignRows = (profile: Profile) => [
  {
    ...{ id: id('screen-campaign', 'city-may-day'), name_zh: '"幸福绽放"五一联播', film: '幸福绽放', partner: '北京电视台' },
    ...{ play_at: PLAY_AT, length_minutes: 8, series_from: '2013-05-01', series_to: '2013-05-15', status: 'REPORTED' },
    ...{ created_by: personId('shen-ping'), created_at: '2013-04-02T09:00:00+08:00', approved_at: '2013-04-03T09:00:00+08:00' },
    ...{ booked_at: '2013-04-04T09:00:00+08:00', rehearsed_at: '2013-04-26T09:00:00+08:00', live_at: PLAY_AT, live_bp: 9_500 },
    ...{ reported_at: '2013-05-02T09:00:00+08:00', booked: profile.screens, acknowledged: acknowledgedCount(profile) },
    ...{ played: playedCount(profile), failed: profile.screens - playedCount(profile), version: 6 },
  },
];

export function* campaignScreenRows(profile: Profile) {
  let at = 0;
  for (const { id: screen_id, district_code, operator } of screenRows(profile)) {
    const played = isPlayed(at);
    yield {
      campaign_id: id('screen-campaign', 'city-may-day'),
      screen_id,
      district_code,
      operator,
      playing: `[${PLAY_AT},${PLAYED_UNTIL})`,
      acknowledged_at: isAcknowledged(at) ? ACKNOWLEDGED_AT : null,
      result: played ? 'PLAYED' : 'FAILED',
      played_at: played ? PLAY_AT : null,
      failure: played ? null : '网络中断',
    };
    at++;
  }
}
