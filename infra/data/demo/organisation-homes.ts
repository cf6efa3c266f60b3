import { id } from '../ids.ts';
import { chairId } from './organisation-staff.ts';
import { personId } from './persons.ts';
import { unionId } from './unions.ts';

const good = (...items: string[]) => ({ pass: true, items, note: null });

const FIVE = {
  sign: good('职工之家标牌', '调解室', '减压室', '书屋', '学习室'),
  identity: good('统一胸牌', '工会主席手机公示', '工会主席电子邮件公示'),
  rules: good('制度上墙'),
  projects: good('室内项目清单', '室外公告栏'),
  procedures: good('服务流程图'),
};

interface Home {
  readonly key: string;
  readonly nameZh: string;
  readonly union: string;
  readonly districtCode: string;
  readonly status: string;
  readonly openedOn: string;
  readonly areaSqm?: number;
  readonly investedFen?: bigint;
  /** When the city found it at the standard. */
  readonly standardSince?: string;
  /** Whether the last of the five, the flow charts, is missing. */
  readonly lacksProcedures?: boolean;
}

/** Two homes that have a name in the city (S-44), and one that lacks flow charts. */
const HOMES: readonly Home[] = [
  {
    key: 'baic-shunyi',
    nameZh: '北汽集团顺义研发基地职工之家',
    union: 'ent-baic-shunyi',
    districtCode: '110113',
    status: 'STANDARD',
    openedOn: '2013-06-06',
    areaSqm: 1_000,
    investedFen: 60_000_000n,
    standardSince: '2013-08-15',
  },
  {
    key: 'taxi',
    nameZh: '的士职工之家',
    union: 'ent-taxi',
    districtCode: '110113',
    status: 'SELF_ASSESSED',
    openedOn: '2013-04-28',
  },
  {
    key: 'rolling',
    nameZh: '首钢冷轧厂职工之家',
    union: 'ent-shougang-rolling',
    districtCode: '110107',
    status: 'RECTIFYING',
    openedOn: '2012-12-01',
    areaSqm: 420,
    lacksProcedures: true,
  },
];

const homeId = (key: string): string => id('workers-home', key);

export const workersHomeRows = HOMES.map(
  ({ key, nameZh, union, districtCode, status, openedOn, areaSqm, investedFen, standardSince }) => ({
    id: homeId(key),
    name_zh: nameZh,
    union_id: unionId(union),
    district_code: districtCode,
    area_sqm: areaSqm ?? null,
    invested_fen: investedFen ?? null,
    opened_on: openedOn,
    status,
    standard_since: standardSince ?? null,
    checked_on: standardSince ?? null,
  }),
);

function assessment({ key, lacksProcedures = false }: Home, result: string, day: string, by: string | null) {
  const brights = lacksProcedures ? { ...FIVE, procedures: { pass: false, items: [], note: '没有服务流程图' } } : FIVE;
  return {
    id: id('home-assessment', `${key}@${day}`),
    workers_home_id: homeId(key),
    assessed_at: `${day}T10:00:00+08:00`,
    assessed_on: day,
    by_id: by,
    result,
    brights,
    all_pass: !lacksProcedures,
  };
}

/** Each was assessed by the union's chair; the city's cadre reviewed two of them. */
export const homeAssessmentRows = HOMES.flatMap((home) => [
  assessment(home, 'SELF_ASSESSED', '2013-07-10', chairId(home.union)),
  ...(home.status === 'SELF_ASSESSED' ? [] : [assessment(home, home.status, '2013-08-15', personId('shen-ping'))]),
]);

export const homeMechanismRows = HOMES.flatMap(({ key }) =>
  ['MANAGEMENT_MEETING', 'STATION_LINK', 'ACTIVISTS'].map((kind) => ({
    workers_home_id: homeId(key),
    kind,
    last_held_on: '2013-09-24',
  })),
);
