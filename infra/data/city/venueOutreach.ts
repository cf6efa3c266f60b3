import { id } from '../ids.ts';
import { before, draw } from './draw.ts';
import { placeName } from './names.ts';
import type { Profile } from './profile.ts';
import type { Unions } from './unions.ts';
import type { CityFacility } from './venuePlaces.ts';

/** Five in, each into a theatre of its own, and five out (S-67). */
const INWARD = [
  ['PALACE', '职工参观日'],
  ['HALL', '职工书画摄影展'],
  ['LECTURE', '职工大讲堂'],
  ['THEATRE', '职工剧场公益场'],
  ['CINEMA', '职工影院公益场'],
] as const;
const OUTWARD = [
  ['PERFORMANCE', '送演出下基层'],
  ['FILM', '送电影《幸福绽放》'],
  ['COACHING', '送文艺辅导'],
  ['PLANNING', '送活动策划'],
  ['WORKS', '送春联'],
] as const;
export const KINDS = INWARD.length + OUTWARD.length;
const TODAY = '2013-10-19';
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2013-04-06T00:00:00Z');
/** Until the middle of November. */
const DAYS = 220;

const offerId = (kind: string): string => id('outreach-offer', `city-${kind}`);
const dayAfter = (days: number): string => new Date(FIRST_DAY + days * DAY_MS).toISOString().slice(0, 10);
const at = (day: string, hour: number): string => `${day}T${hour}:00:00+08:00`;
const theatreOf = (facilities: readonly CityFacility[], kind: number): CityFacility | undefined =>
  kind < INWARD.length ? facilities.filter(({ accessMode }) => accessMode === 'TICKETED')[kind] : undefined;

export const offerRows = (facilities: readonly CityFacility[]) =>
  [...INWARD, ...OUTWARD].map(([kind, nameZh], at) => {
    const theatre = theatreOf(facilities, at);
    return {
      id: offerId(kind),
      direction: theatre ? 'IN' : 'OUT',
      kind,
      name_zh: nameZh,
      from_on: '2013-04-01',
      to_on: '2014-03-31',
      quota: 200,
      facility_id: theatre?.id ?? null,
      scope_path: theatre?.scopePath ?? '/city/',
      published_at: '2013-03-01T09:00:00+08:00',
    };
  });

type Status = 'SUBMITTED' | 'REVIEWED' | 'SCHEDULED' | 'DELIVERED' | 'RATED' | 'DECLINED' | 'CANCELLED';

/** What is past was delivered, and mostly rated; what lies ahead is on its way. One in ten was declined, one in twenty withdrawn. */
function statusOf(request: number, day: string): Status {
  const fate = draw(340, request, 100);
  if (fate < 10) return 'DECLINED';
  if (fate < 15) return 'CANCELLED';
  if (day < TODAY) return fate < 75 ? 'RATED' : 'DELIVERED';
  return fate < 40 ? 'SUBMITTED' : fate < 60 ? 'REVIEWED' : 'SCHEDULED';
}

/** What joint unions asked for, one each, kind by kind in turns, on days of their own. */
export function requestRows(profile: Profile, { joint }: Unions, facilities: readonly CityFacility[]) {
  const { outreachRequests, jointUnions } = profile;
  return Array.from({ length: outreachRequests }, (_, request) => {
    const [kind] = [...INWARD, ...OUTWARD][request % KINDS] as (typeof INWARD | typeof OUTWARD)[number];
    const day = dayAfter(before(DAYS, Math.ceil(outreachRequests / KINDS), Math.floor(request / KINDS)));
    const union = joint[before(jointUnions, outreachRequests, request)] as Unions['joint'][number];
    const theatre = theatreOf(facilities, request % KINDS);
    return {
      id: id('outreach-request', `city-${request}`),
      union_id: union.id,
      kind,
      offer_id: offerId(kind),
      provider_path: theatre?.scopePath ?? '/city/',
      preferred: JSON.stringify([{ start: at(day, 14), end: at(day, 16) }]),
      audience_size: 50 + draw(341, request, 200),
      place: theatre?.nameZh ?? `${placeName(draw(342, request, 400))}社区`,
      district_code: union.districtCode,
      scope_path: union.scopePath,
      ...life(request, day, theatre),
    };
  });
}

function life(request: number, day: string, theatre: CityFacility | undefined) {
  const status = statusOf(request, day);
  const isOver = status === 'DELIVERED' || status === 'RATED';
  const isScheduled = isOver || status === 'SCHEDULED';
  const hasEnded = status === 'DECLINED' || status === 'CANCELLED';
  return {
    status,
    facility_id: isScheduled ? (theatre?.id ?? null) : null,
    start_at: isScheduled ? at(day, 14) : null,
    end_at: isScheduled ? at(day, 16) : null,
    delivered_at: isOver ? at(day, 17) : null,
    delivered_audience: isOver ? 40 + draw(343, request, 200) : null,
    rating: status === 'RATED' ? 3 + draw(344, request, 3) : null,
    note: status === 'DECLINED' ? '该时段已满，请改期' : status === 'CANCELLED' ? '单位改期' : null,
    received_at: at('2013-03-15', 10),
    closed_at: isOver ? at(day, 17) : hasEnded ? at('2013-03-20', 10) : null,
  };
}
