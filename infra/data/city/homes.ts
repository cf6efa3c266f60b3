import { id } from '../ids.ts';
import { draw, pick } from './draw.ts';
import type { Profile } from './profile.ts';
import { cadreId, workerId } from './staff.ts';
import type { CityUnion, Unions } from './unions.ts';

/** The two homes that have a name in the city, both of unions in Shunyi (S-44). */
const NAMED = [
  { nameZh: '北汽集团顺义职工之家', area: 1_000, invested: 60_000_000, opened: '2013-06-06' },
  { nameZh: '的士职工之家', area: 260, invested: 8_000_000, opened: '2013-04-28' },
];
/** How the homes that are not at the standard stand; nine in ten of them have not been assessed. */
const ON_THE_WAY = [
  'REGISTERED',
  'REGISTERED',
  'REGISTERED',
  'BUILDING',
  'BUILDING',
  'BUILDING',
  'BUILDING',
  'SELF_ASSESSED',
  'CITY_REVIEW',
  'RECTIFYING',
];
const ASSESSED = ['SELF_ASSESSED', 'CITY_REVIEW', 'RECTIFYING', 'STANDARD'];

const pass = (...items: string[]) => ({ pass: true, items, note: null });
const FIVE = {
  sign: pass('职工之家标牌', '调解室', '减压室', '书屋', '学习室'),
  identity: pass('统一胸牌', '工会主席电话公示'),
  rules: pass('制度上墙'),
  projects: pass('室内项目清单', '室外公告栏'),
  procedures: pass('服务流程图'),
};
const FOUR = { ...FIVE, procedures: { pass: false, items: [], note: '没有服务流程图' } };

interface Home {
  readonly id: string;
  readonly at: number;
  readonly union: CityUnion;
  readonly status: string;
  readonly standardSince: string | null;
}

const SHUNYI = '110113';

const two = (number: number): string => String(number).padStart(2, '0');

/** The homes of the programme, each of a base union; the first ones have reached the standard this year (S-43). */
export function makeHomes({ homes, standardHomes, enterpriseUnions }: Profile, { enterprise }: Unions): Home[] {
  const inShunyi = enterprise.filter(({ districtCode }) => districtCode === SHUNYI);
  return Array.from({ length: homes }, (_, at) => ({
    id: id('workers-home', `city-${at}`),
    at,
    union: (at < NAMED.length ? inShunyi[at] : enterprise[Math.floor((at * enterpriseUnions) / homes)]) as CityUnion,
    status: at < standardHomes ? 'STANDARD' : pick(ON_THE_WAY, 70, at),
    standardSince: at < standardHomes ? `2013-${two(7 + draw(71, at, 3))}-${two(1 + draw(72, at, 28))}` : null,
  }));
}

export const homeRows = (homes: readonly Home[]) =>
  homes.map(({ id: homeId, at, union, status, standardSince }) => ({
    id: homeId,
    name_zh: NAMED[at]?.nameZh ?? `${union.nameZh}职工之家`,
    union_id: union.id,
    district_code: union.districtCode,
    area_sqm: NAMED[at]?.area ?? 60 + draw(73, at, 600),
    invested_fen: NAMED[at]?.invested ?? (5 + draw(74, at, 60)) * 1_000_000,
    opened_on: status === 'REGISTERED' || status === 'BUILDING' ? null : (NAMED[at]?.opened ?? `2013-0${1 + draw(75, at, 5)}-16`),
    status,
    standard_since: standardSince,
    checked_on: standardSince,
  }));

export const assessmentRows = ({ socialWorkers, cadres }: Profile, homes: readonly Home[]) =>
  homes
    .filter(({ status }) => ASSESSED.includes(status))
    .flatMap(({ id: homeId, at, status, standardSince }) => {
      const assessment = (result: string, day: string, by: string) => ({
        id: id('home-assessment', `city-${at}@${result}`),
        workers_home_id: homeId,
        assessed_at: `${day}T10:00:00+08:00`,
        assessed_on: day,
        by_id: by,
        result,
        brights: status === 'RECTIFYING' ? FOUR : FIVE,
        all_pass: status !== 'RECTIFYING',
      });
      const own = assessment('SELF_ASSESSED', '2013-06-20', workerId(draw(76, at, socialWorkers)));
      const reviewed = status === 'STANDARD' || status === 'RECTIFYING';
      return reviewed ? [own, assessment(status, standardSince ?? '2013-08-15', cadreId(draw(77, at, cadres)))] : [own];
    });

export const mechanismRows = (homes: readonly Home[]) =>
  homes
    .filter(({ status }) => ASSESSED.includes(status))
    .flatMap(({ id: homeId }) =>
      ['MANAGEMENT_MEETING', 'STATION_LINK', 'SOCIAL_ORGANISATIONS', 'ACTIVISTS'].map((kind) => ({
        workers_home_id: homeId,
        kind,
        last_held_on: '2013-09-24',
      })),
    );
