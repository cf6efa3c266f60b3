import { id } from '../ids.ts';

/** An employer of the demo data; all are invented but for the names of two large groups. */
export interface EnterpriseSeed {
  readonly key: string;
  readonly nameZh: string;
  readonly headcount: number;
  readonly ownership: string;
  readonly industry: string;
  readonly districtCode: string;
  readonly aboveScale: boolean;
  /** The union it belongs to by its key, and how; null for none. */
  readonly affiliation: { readonly kind: 'OWN_UNION' | 'JOINT_UNION'; readonly union: string; readonly until?: string } | null;
}

export const enterpriseId = (key: string): string => id('enterprise', key);

const own = (union: string) => ({ kind: 'OWN_UNION', union }) as const;
const joint = (union: string) => ({ kind: 'JOINT_UNION', union }) as const;

const seed = (
  key: string,
  headcount: number,
  nameZh: string,
  ownership: string,
  industry: string,
  districtCode: string,
  affiliation: EnterpriseSeed['affiliation'],
): EnterpriseSeed => ({ key, headcount, nameZh, ownership, industry, districtCode, aboveScale: headcount >= 300, affiliation });

/** Twelve small firms of a joint union: with the two that have names of their own they are 14, with 88 workers (J-14). */
const shops = (joining: string, districtCode: string, named: readonly (readonly [string, number])[]): EnterpriseSeed[] =>
  named.map(([nameZh, headcount], at) =>
    seed(
      `${joining}-shop-${at + 1}`,
      headcount,
      `${joining === 'panjiayuan' ? '潘家园' : '东华门'}${nameZh}`,
      headcount > 5 ? 'PRIVATE' : 'INDIVIDUAL',
      'SERVICES',
      districtCode,
      joint(`joint-${joining}`),
    ),
  );

/** The keys of the employers of a union. */
export const employersOf = (union: string): string[] =>
  ENTERPRISES.filter(({ affiliation }) => affiliation?.union === union && affiliation.until === undefined).map(({ key }) => key);

/** Headcounts stand at the thresholds of the rules: 25, 100, 5,000, and one below each. */
export const ENTERPRISES: readonly EnterpriseSeed[] = [
  seed('grocery', 1, '潘家园夫妻小食杂店', 'INDIVIDUAL', 'SERVICES', '110105', joint('joint-panjiayuan')),
  seed('flower-shop', 1, '松榆里鲜花店', 'INDIVIDUAL', 'SERVICES', '110105', joint('joint-panjiayuan')),
  seed('restaurant', 8, '东华门家常菜馆', 'PRIVATE', 'SERVICES', '110101', joint('joint-donghuamen')),
  // Closed in the summer: its worker waits for his wages, and its affiliation has ended.
  seed('trading', 8, '华盛达商贸有限公司', 'PRIVATE', 'SERVICES', '110105', {
    ...joint('joint-panjiayuan'),
    until: '2013-07-31',
  }),
  seed('print-shop', 24, '建外快印有限公司', 'PRIVATE', 'SERVICES', '110105', joint('joint-jianwai')),
  seed('tailor', 25, '景山制衣有限公司', 'PRIVATE', 'OTHER', '110101', joint('joint-donghuamen')),
  seed('logistics', 99, '京东南物流有限公司', 'MIXED', 'TRANSPORT', '110112', null),
  seed('precision', 100, '丰台精密机械厂', 'COLLECTIVE', 'INDUSTRY_DEFENCE', '110106', own('ent-precision')),
  seed('housekeeping', 120, '西城安心家政服务有限公司', 'PRIVATE', 'SERVICES', '110102', own('ent-housekeeping')),
  seed('survey', 310, '海淀测绘院', 'PUBLIC_INSTITUTION', 'CONSTRUCTION', '110108', own('ent-survey')),
  seed('rolling-mill', 4999, '首钢冷轧厂', 'STATE', 'INDUSTRY_DEFENCE', '110107', own('ent-shougang-rolling')),
  seed('baic', 5000, '北汽集团顺义研发基地', 'STATE', 'INDUSTRY_DEFENCE', '110113', own('ent-baic-shunyi')),
  seed('taxi', 12000, '首都机场出租汽车公司', 'STATE', 'TRANSPORT', '110113', own('ent-taxi')),
  ...shops('panjiayuan', '110105', [
    ['便民水果店', 7],
    ['小吃店', 8],
    ['理发店', 6],
    ['修车铺', 9],
    ['裁缝店', 5],
    ['五金店', 8],
    ['洗衣店', 7],
    ['文具店', 6],
    ['面馆', 10],
    ['药店', 7],
    ['鞋店', 6],
    ['茶叶店', 7],
  ]),
  ...shops('donghuamen', '110101', [
    ['副食店', 4],
    ['早点铺', 5],
    ['花店', 3],
    ['包子铺', 6],
    ['眼镜店', 4],
    ['干洗店', 5],
    ['书店', 4],
    ['火锅店', 6],
    ['照相馆', 5],
    ['糕点店', 4],
    ['钟表店', 5],
    ['布店', 4],
  ]),
];

/** An organisation code with the check digit of GB 11714-1997, for a number of up to eight digits. */
export function orgCode(number: number): string {
  const digits = String(number).padStart(8, '0');
  const sum = [3, 7, 9, 10, 5, 8, 4, 2].reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return digits + '0123456789X0'[11 - (sum % 11)];
}

export const enterpriseRows = ENTERPRISES.map(({ key, affiliation: _, ...enterprise }, at) => ({
  id: enterpriseId(key),
  org_code: orgCode(10_130_000 + at),
  name_zh: enterprise.nameZh,
  ownership: enterprise.ownership,
  headcount: enterprise.headcount,
  headcount_as_of: '2013-09-30',
  above_scale: enterprise.aboveScale,
  industry: enterprise.industry,
  district_code: enterprise.districtCode,
}));
