import { id } from '../ids.ts';

/** Whom a price is for, when, in yuan a slot, and the discount on it in basis points. */
type PriceSeed = readonly [audience: string, dayPart: string, yuan: number, discountBp?: number];

export interface FacilitySeed {
  readonly key: string;
  readonly nameZh: string;
  readonly kind: string;
  readonly accessMode: 'BOOKABLE' | 'OPEN_ACCESS' | 'TICKETED';
  readonly capacity: number;
  readonly opens: string;
  readonly closes: string;
  readonly slotMinutes?: number;
  readonly lengthM?: number;
  readonly widthM?: number;
  readonly areaSqm?: number;
  readonly openedOn?: string;
  readonly prices?: readonly PriceSeed[];
}

export interface Place {
  readonly key: string;
  readonly nameZh: string;
  readonly kind: string;
  readonly operator: string;
  readonly districtCode: string;
  readonly address: string;
  readonly areaSqm: number | null;
  readonly servicePoint?: string;
  readonly workersHome?: string;
  readonly facilities: readonly FacilitySeed[];
}

const COURT_PRICES: readonly PriceSeed[] = [
  ['RESIDENT', 'ALL_DAY', 40],
  ['RESIDENT', 'EVENING', 60],
  ['WORKER', 'ALL_DAY', 40, 2000],
  ['CARD_HOLDER', 'ALL_DAY', 20],
];

/** Always free for everyone (S-69): the public price is nothing. */
const FREE: readonly PriceSeed[] = [['RESIDENT', 'ALL_DAY', 0]];

const court = (number: number): FacilitySeed => ({
  key: `badminton-${number}`,
  nameZh: `羽毛球${number}号场地`,
  kind: 'BADMINTON',
  accessMode: 'BOOKABLE',
  capacity: 4,
  opens: '09:00',
  closes: '21:00',
  lengthM: 13,
  widthM: 6,
  prices: COURT_PRICES,
});

const ticketed = (key: string, nameZh: string, kind: string, capacity: number): FacilitySeed => ({
  key,
  nameZh,
  kind,
  accessMode: 'TICKETED',
  capacity,
  opens: '09:00',
  closes: '22:00',
});

/** A room of a Worker's Home: free for everyone, by booking. */
const room = (key: string, nameZh: string, kind: string, capacity: number): FacilitySeed => ({
  key,
  nameZh,
  kind,
  accessMode: 'BOOKABLE',
  capacity,
  opens: '09:00',
  closes: '21:00',
  prices: FREE,
});

/** The venues of the seed. Prices, capacities and the two neighbourhood centres are invented. */
export const PLACES: readonly Place[] = [
  {
    key: 'workers-stadium',
    nameZh: '北京工人体育场',
    kind: 'STADIUM',
    operator: '北京职工体育服务中心',
    districtCode: '110105',
    address: '朝阳区工人体育场北路',
    areaSqm: null,
    facilities: [
      {
        key: 'walkway',
        nameZh: '千米健步走廊',
        kind: 'WALKWAY',
        accessMode: 'OPEN_ACCESS',
        capacity: 1000,
        opens: '00:00',
        closes: '24:00',
        lengthM: 825,
        widthM: 4,
        areaSqm: 8000,
        openedOn: '2013-08-06',
      },
      {
        key: 'football-city',
        nameZh: '足球城',
        kind: 'FOOTBALL',
        accessMode: 'BOOKABLE',
        capacity: 14,
        opens: '08:00',
        closes: '22:00',
        slotMinutes: 120,
        prices: [
          ['RESIDENT', 'ALL_DAY', 600],
          ['RESIDENT', 'EVENING', 800],
          ['CARD_HOLDER', 'ALL_DAY', 600, 5000],
        ],
      },
    ],
  },
  {
    key: 'workers-arena',
    nameZh: '北京工人体育馆',
    kind: 'ARENA',
    operator: '北京市总工会',
    districtCode: '110105',
    address: '朝阳区工人体育场北路',
    areaSqm: null,
    facilities: [1, 2, 3, 4, 5, 6].map(court),
  },
  {
    key: 'cultural-palace',
    nameZh: '北京市劳动人民文化宫',
    kind: 'CULTURE_PALACE',
    operator: '北京市总工会',
    districtCode: '110101',
    address: '东城区天安门东侧',
    areaSqm: null,
    facilities: [
      ticketed('palace-hall', '展厅', 'HALL', 300),
      ticketed('palace-lecture', '讲堂', 'LECTURE_ROOM', 200),
      ticketed('palace-theatre', '剧场', 'THEATRE', 600),
      ticketed('palace-cinema', '影院', 'CINEMA', 250),
    ],
  },
  {
    key: 'panjiayuan-centre',
    nameZh: '潘家园职工文体活动中心',
    kind: 'ACTIVITY_CENTRE',
    operator: '潘家园社区联合工会',
    districtCode: '110105',
    address: '朝阳区潘家园',
    areaSqm: 1200,
    servicePoint: 'station-panjiayuan',
    facilities: [
      {
        key: 'gateball',
        nameZh: '门球场',
        kind: 'GATEBALL',
        accessMode: 'BOOKABLE',
        capacity: 10,
        opens: '07:00',
        closes: '19:00',
        lengthM: 20,
        widthM: 15,
        prices: FREE,
      },
    ],
  },
  {
    key: 'longshan-centre',
    nameZh: '龙山职工文体活动中心',
    kind: 'ACTIVITY_CENTRE',
    operator: '怀柔龙山社区联合工会',
    districtCode: '110116',
    address: '怀柔区龙山街道',
    areaSqm: 600,
    servicePoint: 'station-longshan',
    facilities: [
      {
        key: 'table-tennis',
        nameZh: '乒乓球室',
        kind: 'TABLE_TENNIS',
        accessMode: 'BOOKABLE',
        capacity: 8,
        opens: '09:00',
        closes: '21:00',
        prices: FREE,
      },
    ],
  },
  {
    key: 'baic-home',
    nameZh: '北汽集团顺义研发基地职工之家',
    kind: 'WORKERS_HOME',
    operator: '北汽顺义研发基地工会',
    districtCode: '110113',
    address: '顺义区北汽研发基地',
    areaSqm: 1000,
    workersHome: 'baic-shunyi',
    facilities: [
      room('baic-activity', '多功能厅', 'ACTIVITY_ROOM', 120),
      room('baic-lecture', '学习室', 'LECTURE_ROOM', 60),
      room('baic-reading', '书屋', 'READING_ROOM', 30),
      room('baic-counselling', '减压室', 'COUNSELLING_ROOM', 6),
      room('baic-mediation', '调解室', 'MEDIATION_ROOM', 12),
    ],
  },
  {
    key: 'taxi-home',
    nameZh: '的士职工之家',
    kind: 'WORKERS_HOME',
    operator: '首都机场出租汽车公司工会',
    districtCode: '110113',
    address: '首都机场T3航站楼',
    areaSqm: null,
    workersHome: 'taxi',
    facilities: [room('taxi-activity', '活动室', 'ACTIVITY_ROOM', 40)],
  },
];

/** Where a venue stands in the tree: below its district, by its own id. */
export function venuePath(key: string): string {
  const place = PLACES.find((one) => one.key === key);
  if (!place) throw new Error(`The demo data has no venue "${key}".`);
  return `/city/${place.districtCode}/${id('venue', key)}/`;
}

/** The path of the venue in which a facility is. */
export function venuePathOfFacility(key: string): string {
  const place = PLACES.find(({ facilities }) => facilities.some((facility) => facility.key === key));
  if (!place) throw new Error(`The demo data has no facility "${key}".`);
  return venuePath(place.key);
}
