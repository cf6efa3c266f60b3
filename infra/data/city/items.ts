import { id } from '../ids.ts';
import { draw } from './draw.ts';
import type { Point } from './places.ts';

/** What points and homes offer (S-77): a name and the goal it serves. */
const OFFERS = [
  ['劳动法律咨询', 'RIGHTS'],
  ['劳动争议调解', 'RIGHTS'],
  ['入会和京卡办理', 'SERVICES'],
  ['困难职工建档', 'SERVICES'],
  ['互助保障办理', 'SERVICES'],
  ['图书借阅', 'DEVELOPMENT'],
  ['技能培训报名', 'DEVELOPMENT'],
] as const;
const OF_POINT = 3;
const OF_HOME = 2;

export const itemCount = (points: readonly Point[], homes: readonly string[]): number =>
  points.length * OF_POINT + homes.length * OF_HOME;

/** The services that each point, and each home at the standard, publishes for the year. */
export function* serviceItemRows(points: readonly Point[], homes: readonly string[]) {
  const item = (provider: object, key: string, at: number, place: number) => {
    const [name_zh, goal] = OFFERS[(draw(120, at, OFFERS.length) + place) % OFFERS.length] as (typeof OFFERS)[number];
    const shared = { id: id('service-item', `city-${key}-${place}`), service_point_id: null, workers_home_id: null };
    return { ...shared, ...provider, name_zh, goal, valid_from: '2013-01-01', valid_to: '2013-12-31' };
  };
  for (const [at, point] of points.entries())
    for (let place = 0; place < OF_POINT; place++) yield item({ service_point_id: point.id }, `point-${at}`, at, place);
  for (const [at, home] of homes.entries())
    for (let place = 0; place < OF_HOME; place++) yield item({ workers_home_id: home }, `home-${at}`, points.length + at, place);
}
