import { id } from '../ids.ts';
import { DISTRICTS } from './unions.ts';

/** Communities in all and covered by a joint union (made up; S-25 names four districts where all are), and the district centre's place. */
const ABOUT: Readonly<Record<string, readonly [total: number, covered: number, lat: string, lng: string]>> = {
  110101: [187, 187, '39.928800', '116.416000'],
  110102: [255, 255, '39.912300', '116.366000'],
  110105: [402, 402, '39.921500', '116.443500'],
  110106: [301, 256, '39.858600', '116.286900'],
  110107: [144, 120, '39.905600', '116.222700'],
  110108: [567, 470, '39.959300', '116.298100'],
  110109: [116, 71, '39.940400', '116.101700'],
  110111: [137, 88, '39.747900', '116.143400'],
  110112: [112, 90, '39.909900', '116.656700'],
  110113: [98, 80, '40.130100', '116.654600'],
  110114: [178, 141, '40.220700', '116.231200'],
  110115: [165, 120, '39.726700', '116.341700'],
  110116: [32, 32, '40.316100', '116.631800'],
  110117: [28, 19, '40.140700', '117.121400'],
  110228: [45, 30, '40.376200', '116.843100'],
  110229: [33, 21, '40.456700', '115.974700'],
  110190: [17, 12, '39.795000', '116.506000'],
};

const about = (code: string) => ABOUT[code] ?? ([0, 0, '39.904200', '116.407400'] as const);

export const districtRows = DISTRICTS.map(({ code, nameZh, name, kind }) => ({
  code,
  name_zh: nameZh,
  name,
  kind,
  communities_total: about(code)[0],
  communities_covered: about(code)[1],
  is_placeholder: true,
}));

export const pointId = (key: string): string => id('service-point', key);

const STATION = ['ORGANISING', 'INFORMATION', 'RIGHTS', 'HARDSHIP'];
const CENTRE = [...STATION, 'TRAINING', 'MUTUAL_AID'];

interface Point {
  readonly key: string;
  readonly kind: string;
  readonly nameZh: string;
  readonly districtCode: string;
  readonly address: string;
  readonly place: readonly [lat: string, lng: string];
  readonly area?: number;
  readonly functions: readonly string[];
  readonly parent: string | null;
  readonly videoLink?: string;
}

const station = (
  key: string,
  districtCode: string,
  name: string,
  address: string,
  lat: string,
  lng: string,
  functions = STATION,
): Point => ({
  key: `station-${key}`,
  kind: 'STREET_STATION',
  nameZh: `${name}街道工会服务站`,
  districtCode,
  address,
  place: [lat, lng],
  area: 120,
  functions,
  parent: `district-${districtCode}`,
});

const community = (
  key: string,
  station: string,
  districtCode: string,
  name: string,
  address: string,
  lat: string,
  lng: string,
): Point => ({
  key: `community-${key}`,
  kind: 'COMMUNITY_STATION',
  nameZh: `${name}社区工会服务站`,
  districtCode,
  address,
  place: [lat, lng],
  functions: ['ORGANISING', 'INFORMATION', 'CULTURE'],
  parent: `station-${station}`,
  videoLink: 'NONE',
});

const POINTS: readonly Point[] = [
  {
    key: 'city-centre',
    kind: 'CITY_CENTRE',
    nameZh: '北京职工服务中心',
    districtCode: '110102',
    address: '西城区陶然亭路55号',
    place: ['39.876500', '116.378200'],
    area: 19_600,
    functions: [...CENTRE, 'CULTURE'],
    parent: null,
  },
  ...DISTRICTS.map(
    ({ code, nameZh }): Point => ({
      key: `district-${code}`,
      kind: 'DISTRICT_CENTRE',
      nameZh: `${nameZh}职工服务中心`,
      districtCode: code,
      address: `${nameZh}工会大厦`,
      place: [about(code)[2], about(code)[3]],
      area: 1_200,
      functions: CENTRE,
      parent: 'city-centre',
      videoLink: code === '110229' ? 'DOWN' : 'UP',
    }),
  ),
  station('donghuamen', '110101', '东华门', '东城区东华门大街12号', '39.915800', '116.404900'),
  station('jingshan', '110101', '景山', '东城区景山东街8号', '39.925300', '116.401800'),
  station('panjiayuan', '110105', '潘家园', '朝阳区潘家园路1号', '39.877900', '116.459800', [...STATION, 'MUTUAL_AID']),
  station('jianwai', '110105', '建外', '朝阳区建国门外大街21号', '39.908700', '116.441500'),
  station('longshan', '110116', '龙山', '怀柔区府前东街3号', '40.318300', '116.643700'),
  // The street without a mediation room.
  station('gulou', '110228', '鼓楼', '密云县鼓楼东大街6号', '40.373900', '116.846400', ['ORGANISING', 'INFORMATION', 'HARDSHIP']),
  community('songyuli', 'panjiayuan', '110105', '松榆里', '朝阳区松榆里12号', '39.872600', '116.463100'),
  community('yonganli', 'jianwai', '110105', '永安里', '朝阳区永安里东街4号', '39.907200', '116.450100'),
  community('shaojiu', 'donghuamen', '110101', '韶九', '东城区韶九胡同20号', '39.917400', '116.413200'),
  community('longhu', 'longshan', '110116', '龙湖', '怀柔区龙湖新村2号', '40.322600', '116.650800'),
];

export const servicePointRows = POINTS.map(
  ({ key, kind, nameZh, districtCode, address, place, area, functions, parent, videoLink }) => ({
    id: pointId(key),
    kind,
    name_zh: nameZh,
    district_code: districtCode,
    address,
    lat: place[0],
    lng: place[1],
    area_sqm: area ?? null,
    functions,
    parent_id: parent && pointId(parent),
    video_link: videoLink ?? 'UP',
  }),
);

/** Centres are open on Saturdays too. */
const weekdaysOf = (kind: string): readonly number[] => (kind.endsWith('CENTRE') ? [1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5]);

export const openingHoursRows = POINTS.flatMap(({ key, kind }) =>
  weekdaysOf(kind).flatMap((weekday) => [
    { service_point_id: pointId(key), weekday, opens: '09:00', closes: '11:30' },
    { service_point_id: pointId(key), weekday, opens: '13:30', closes: '17:30' },
  ]),
);
