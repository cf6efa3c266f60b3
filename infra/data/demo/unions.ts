import { id } from '../ids.ts';

/** The 17 districts and counties of 2013 by their national codes; the last one is synthetic (an economic area has none). */
export const DISTRICTS = [
  { code: '110101', nameZh: '东城区', name: 'Dongcheng', kind: 'DISTRICT' },
  { code: '110102', nameZh: '西城区', name: 'Xicheng', kind: 'DISTRICT' },
  { code: '110105', nameZh: '朝阳区', name: 'Chaoyang', kind: 'DISTRICT' },
  { code: '110106', nameZh: '丰台区', name: 'Fengtai', kind: 'DISTRICT' },
  { code: '110107', nameZh: '石景山区', name: 'Shijingshan', kind: 'DISTRICT' },
  { code: '110108', nameZh: '海淀区', name: 'Haidian', kind: 'DISTRICT' },
  { code: '110109', nameZh: '门头沟区', name: 'Mentougou', kind: 'DISTRICT' },
  { code: '110111', nameZh: '房山区', name: 'Fangshan', kind: 'DISTRICT' },
  { code: '110112', nameZh: '通州区', name: 'Tongzhou', kind: 'DISTRICT' },
  { code: '110113', nameZh: '顺义区', name: 'Shunyi', kind: 'DISTRICT' },
  { code: '110114', nameZh: '昌平区', name: 'Changping', kind: 'DISTRICT' },
  { code: '110115', nameZh: '大兴区', name: 'Daxing', kind: 'DISTRICT' },
  { code: '110116', nameZh: '怀柔区', name: 'Huairou', kind: 'DISTRICT' },
  { code: '110117', nameZh: '平谷区', name: 'Pinggu', kind: 'DISTRICT' },
  { code: '110228', nameZh: '密云县', name: 'Miyun County', kind: 'COUNTY' },
  { code: '110229', nameZh: '延庆县', name: 'Yanqing County', kind: 'COUNTY' },
  { code: '110190', nameZh: '经济技术开发区', name: 'Economic-Technological Development Area', kind: 'DEVELOPMENT_AREA' },
] as const;

interface UnionSeed {
  readonly key: string;
  readonly kind: string;
  readonly nameZh: string;
  readonly name: string;
  readonly parent: string | null;
  readonly districtCode: string | null;
  readonly industry?: string;
  /** Whether the name stands for that of a real union that is not known (domain decision B-12). */
  readonly isPlaceholder?: boolean;
}

const industrial = (key: string, industry: string, nameZh: string, name: string): UnionSeed => ({
  key: `industry-${key}`,
  kind: 'INDUSTRIAL_UNION',
  nameZh,
  name,
  parent: 'city',
  districtCode: null,
  industry,
});
const bureau = (key: string, parent: string, nameZh: string, name: string): UnionSeed => ({
  key,
  kind: 'BUREAU_COMPANY_UNION',
  nameZh,
  name,
  parent,
  districtCode: null,
});
const joint = (key: string, districtCode: string, nameZh: string, name: string): UnionSeed => ({
  key,
  kind: 'COMMUNITY_JOINT_UNION',
  nameZh,
  name,
  parent: `district-${districtCode}`,
  districtCode,
});
const enterprise = (key: string, parent: string, districtCode: string, nameZh: string, name: string): UnionSeed => ({
  key,
  kind: 'ENTERPRISE_UNION',
  nameZh,
  name,
  parent,
  districtCode,
});

/** The unions of the demo data, parents before children. Four of the eight industrial unions are placeholders. */
export const UNIONS: readonly UnionSeed[] = [
  {
    key: 'city',
    kind: 'CITY_FEDERATION',
    nameZh: '北京市总工会',
    name: 'Beijing Federation of Trade Unions',
    parent: null,
    districtCode: null,
  },
  ...DISTRICTS.map(
    (d): UnionSeed => ({
      key: `district-${d.code}`,
      kind: 'DISTRICT_FEDERATION',
      nameZh: `${d.nameZh}总工会`,
      name: `${d.name} Federation of Trade Unions`,
      parent: 'city',
      districtCode: d.code,
    }),
  ),
  industrial('services', 'SERVICES', '北京市服务工会', 'Beijing Services Union'),
  industrial('transport', 'TRANSPORT', '北京市交通运输工会', 'Beijing Transport Union'),
  industrial('construction', 'CONSTRUCTION', '北京市建筑工会', 'Beijing Construction Union'),
  industrial('defence', 'INDUSTRY_DEFENCE', '北京市工业(国防)工会', 'Beijing Industry (Defence) Union'),
  { ...industrial('education', 'EDUCATION', '北京市教育工会', 'Beijing Education Union'), isPlaceholder: true },
  { ...industrial('finance', 'FINANCE', '北京市金融工会', 'Beijing Finance Union'), isPlaceholder: true },
  { ...industrial('medical', 'MEDICAL', '北京市医务工会', 'Beijing Medical Union'), isPlaceholder: true },
  { ...industrial('municipal', 'MUNICIPAL', '北京市市直机关工会', 'Beijing Municipal Offices Union'), isPlaceholder: true },
  bureau('baic', 'industry-defence', '北汽集团工会', 'BAIC Group Union'),
  bureau('shougang', 'industry-defence', '首钢工会', 'Shougang Union'),
  bureau('yanhua', 'industry-defence', '燕化工会', 'Yanhua Union'),
  bureau('bbmg', 'industry-construction', '金隅集团工会', 'BBMG Group Union'),
  joint('joint-panjiayuan', '110105', '潘家园社区联合工会', 'Panjiayuan Community Joint Union'),
  joint('joint-jianwai', '110105', '建外社区联合工会', 'Jianwai Community Joint Union'),
  joint('joint-donghuamen', '110101', '东华门社区联合工会', 'Donghuamen Community Joint Union'),
  joint('joint-huairou', '110116', '怀柔龙山社区联合工会', 'Huairou Longshan Community Joint Union'),
  joint('joint-miyun', '110228', '密云鼓楼社区联合工会', 'Miyun Gulou Community Joint Union'),
  enterprise('ent-baic-shunyi', 'baic', '110113', '北汽顺义研发基地工会', 'BAIC Shunyi Research Base Union'),
  enterprise('ent-shougang-rolling', 'shougang', '110107', '首钢冷轧厂工会', 'Shougang Cold Rolling Mill Union'),
  enterprise('ent-survey', 'district-110108', '110108', '海淀测绘院工会', 'Haidian Surveying Institute Union'),
  enterprise('ent-precision', 'district-110106', '110106', '丰台精密机械厂工会', 'Fengtai Precision Machinery Union'),
  enterprise('ent-taxi', 'district-110113', '110113', '首都机场出租汽车公司工会', 'Capital Airport Taxi Union'),
  enterprise('ent-housekeeping', 'district-110102', '110102', '西城家政服务公司工会', 'Xicheng Domestic Service Union'),
];

const byKey = new Map(UNIONS.map((union) => [union.key, union]));

export const unionId = (key: string): string => id('union', key);

/** The path of a union from the root: `/city/`, then a district's code or the union's own id, closed by a slash. */
export function unionPath(key: string): string {
  const union = byKey.get(key);
  if (!union) throw new Error(`The demo data has no union "${key}".`);
  if (union.kind === 'CITY_FEDERATION') return '/city/';
  const own = union.kind === 'DISTRICT_FEDERATION' ? union.districtCode : unionId(key);
  return `${unionPath(union.parent as string)}${own}/`;
}
