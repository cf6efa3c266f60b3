import { id } from '../ids.ts';
import { DISTRICTS, unionPath } from './unions.ts';

type Row = Readonly<Record<string, unknown>>;

/** The id of a mediation organisation by its key: `city`, `district-110105`, `room-panjiayuan`, `committee-baic`. */
export const orgId = (key: string): string => id('mediation-org', key);

const org = (key: string, kind: string, nameZh: string, scopePath: string, more: Row = {}): Row => ({
  id: orgId(key),
  kind,
  name_zh: nameZh,
  scope_path: scopePath,
  status: 'ACTIVE',
  headcount_version: 0,
  ...more,
});

const inDistrict = (code: string): string => `/city/${code}/`;
const servicePoint = (key: string): Row => ({ service_point_id: id('service-point', key) });

/** Street stations, with the name of their room; the one in Miyun has none. */
const STATIONS: readonly { key: string; districtCode: string; roomZh: string | null }[] = [
  { key: 'donghuamen', districtCode: '110101', roomZh: '东华门街道劳动争议调解室' },
  { key: 'jingshan', districtCode: '110101', roomZh: '景山街道劳动争议调解室' },
  { key: 'panjiayuan', districtCode: '110105', roomZh: '潘家园街道劳动争议调解室' },
  { key: 'jianwai', districtCode: '110105', roomZh: '建外街道劳动争议调解室' },
  { key: 'longshan', districtCode: '110116', roomZh: '龙山街道劳动争议调解室' },
  { key: 'gulou', districtCode: '110228', roomZh: null },
];

export const stations: readonly Row[] = STATIONS.map(({ key, districtCode }) => ({
  service_point_id: id('service-point', `station-${key}`),
  district_code: districtCode,
}));

/** The city's centre, those of the 17 districts, and the four of industries that have one (S-46, S-48). */
export const centres: readonly Row[] = [
  org('city', 'CITY_CENTRE', '北京市劳动争议调解中心', '/city/', servicePoint('city-centre')),
  ...DISTRICTS.map(({ code, nameZh }) =>
    org(`district-${code}`, 'DISTRICT_CENTRE', `${nameZh}劳动争议调解中心`, inDistrict(code), {
      district_code: code,
      ...servicePoint(`district-${code}`),
    }),
  ),
  ...[
    ['services', 'SERVICES', '服务'],
    ['transport', 'TRANSPORT', '交通运输'],
    ['construction', 'CONSTRUCTION', '建筑'],
    ['defence', 'INDUSTRY_DEFENCE', '工业(国防)'],
  ].map(([key, industry, nameZh]) =>
    org(`industry-${key}`, 'INDUSTRY_CENTRE', `北京市${nameZh}产业劳动争议调解中心`, unionPath(`industry-${key}`), { industry }),
  ),
];

export const rooms: readonly Row[] = STATIONS.flatMap(({ key, districtCode, roomZh }) =>
  roomZh
    ? [
        org(`room-${key}`, 'STREET_ROOM', roomZh, inDistrict(districtCode), {
          district_code: districtCode,
          ...servicePoint(`station-${key}`),
        }),
      ]
    : [],
);

const committee = (key: string, kind: string, nameZh: string, headcount: number, scopePath: string, more: Row = {}): Row =>
  org(`committee-${key}`, kind, nameZh, scopePath, {
    enterprise_id: id('enterprise', key),
    headcount_at_founding: headcount,
    of_bureau: kind === 'GROUP_COMMITTEE',
    worker_reps: 3,
    employer_reps: 3,
    chair_from_union: true,
    ...more,
  });

/** Committees at the edges of the thresholds (S-49, S-50). The logistics firm has shrunk to 99 staff since. */
export const committees: readonly Row[] = [
  committee('precision', 'ENTERPRISE_COMMITTEE', '丰台精密机械厂劳动争议调解委员会', 100, unionPath('ent-precision'), {
    district_code: '110106',
  }),
  committee('rolling-mill', 'ENTERPRISE_COMMITTEE', '首钢冷轧厂劳动争议调解委员会', 4999, unionPath('ent-shougang-rolling')),
  committee('taxi', 'ENTERPRISE_COMMITTEE', '首都机场出租汽车公司劳动争议调解委员会', 12000, unionPath('ent-taxi'), {
    district_code: '110113',
  }),
  committee('baic', 'GROUP_COMMITTEE', '北汽集团劳动争议调解委员会', 5000, unionPath('baic')),
  committee('logistics', 'ENTERPRISE_COMMITTEE', '京东南物流有限公司劳动争议调解委员会', 104, inDistrict('110112'), {
    district_code: '110112',
    status: 'BELOW_THRESHOLD',
    headcount_version: 1,
  }),
];
