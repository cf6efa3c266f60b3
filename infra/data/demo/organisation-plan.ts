import { id } from '../ids.ts';
import { covered } from './mediation-contracts.ts';

const PARTY = '中共北京市委';
const UNION = '北京市总工会';
const PLAN = '12-5';

/** Innovation studios at the city's level (S-60, domain rule 6.3): ten and then a hundred were named; 500 are wanted (IND-07). */
export const STUDIOS = 110;

/** Documents whose printed title is known here word for word; the titles of the others say what they are about. */
const TITLES_AS_PRINTED: readonly string[] = ['关于加强和改进工会工作的意见'];

const document = (
  bundle: string,
  seq: number,
  titleZh: string,
  title: string,
  issuer: string,
  issuedMonth: string,
  ...services: number[]
) => ({
  id: id('principle-document', `${bundle}-${seq}`),
  bundle,
  seq,
  title_zh: titleZh,
  title,
  issuer,
  issued_at: null,
  issued_month: issuedMonth,
  is_placeholder: !TITLES_AS_PRINTED.includes(titleZh),
  implements: services.map((service) => `S-${String(service).padStart(2, '0')}`),
});

const six = (seq: number, titleZh: string, title: string, ...services: number[]) =>
  document('ONE_PLUS_SIX', seq, titleZh, title, UNION, '2009-02', ...services);
const nine = (seq: number, titleZh: string, title: string, ...services: number[]) =>
  document('ONE_PLUS_NINE', seq, titleZh, title, UNION, '2013-01', ...services);

/** The «1+6» and «1+9» documents (S-02, S-03). The month of their issue is known, the day is not. */
export const principleDocumentRows = [
  document(
    'ONE_PLUS_SIX',
    0,
    '关于加强和改进工会工作的意见',
    'Opinion on strengthening and improving union work',
    PARTY,
    '2008-12',
    1,
  ),
  six(1, '三级服务体系实施方案', 'Three-tier service system', 10, 11, 12),
  six(2, '组建工会和发展会员实施方案', 'Organising and membership', 25, 26),
  six(3, '职工素质建设实施方案', "Workers' quality", 56, 57),
  six(4, '劳动关系协调实施方案', 'Labour-relations coordination', 38, 45, 46),
  six(5, '工会法律服务实施方案', 'Union legal service', 39, 51),
  six(6, '深化送温暖实施方案', 'Deepening Warmth-sending', 17, 34, 36),
  nine(
    0,
    '关于深化三级服务体系、参与社会管理的意见',
    'Opinion on deepening the three-tier system and joining social management',
    10,
    28,
  ),
  nine(1, '三级服务体系运行机制', 'Three-tier operating mechanism', 10, 11),
  nine(2, '服务站规范化建设', 'Standardised stations', 10, 77),
  nine(3, '职工之家建设', "Worker's Home building", 40, 41, 43),
  nine(4, '社区联合工会建设', 'Community joint unions', 25, 27),
  nine(5, '产业工会建设', 'Industrial unions', 11, 19),
  nine(6, '专职工会社会工作者管理办法(试行)', 'Management of full-time social workers (trial)', 14, 31),
  nine(7, '引导社会组织', 'Guiding social organisations', 21, 22, 23),
  nine(8, '工会服务设施', 'Union service facilities', 12, 66),
  nine(9, '职工互助保障', 'Mutual aid', 35),
];

export const planRows = [
  {
    code: PLAN,
    name_zh: '北京市“十二五”时期职工发展规划',
    from_year: 2011,
    to_year: 2015,
    issuers: [UNION, '北京市发展和改革委员会'],
  },
];

const rate = (code: string, dimension: string, targetBp: number, nameZh: string) => ({
  code,
  plan_code: PLAN,
  name_zh: nameZh,
  dimension,
  unit: 'RATE',
  target_bp: targetBp,
  target_count: null,
});
const other = (code: string, dimension: string, unit: string, targetCount: number | null, nameZh: string) => ({
  ...rate(code, dimension, 0, nameZh),
  unit,
  target_bp: null,
  target_count: targetCount,
});

/** Nine targets in thirteen rows (S-06). */
export const planIndicatorRows = [
  rate('IND-01', 'EMPLOYMENT', 9_500, '地方企业劳动合同签订率'),
  rate('IND-02', 'PARTICIPATION', 9_500, '已建工会企业集体合同签订率'),
  rate('IND-03', 'INCOME', 9_000, '已建工会规模以上企业工资专项集体合同签订率'),
  rate('IND-04', 'SAFETY', 9_000, '安全生产和职业卫生培训覆盖率'),
  rate('IND-05a', 'SECURITY', 9_800, '养老保险参保率'),
  rate('IND-05b', 'SECURITY', 9_800, '医疗保险参保率'),
  rate('IND-05c', 'SECURITY', 9_800, '失业保险参保率'),
  rate('IND-05d', 'SECURITY', 9_800, '工伤保险参保率'),
  rate('IND-05e', 'SECURITY', 9_800, '生育保险参保率'),
  rate('IND-06', 'PARTICIPATION', 9_000, '职代会规范运行率'),
  other('IND-07', 'CAREER', 'COUNT', 500, '市级职工创新工作室'),
  other('IND-08', 'PARTICIPATION', 'MILESTONE', null, '完善12351职工服务信息平台'),
  other('IND-09', 'PARTICIPATION', 'MILESTONE', null, '建立职工舆情系统和分析中心'),
];

interface Value {
  readonly parts?: readonly [numerator: number, denominator: number];
  readonly count?: number;
  readonly source?: string;
  readonly scope?: string;
  readonly measuredOn?: string;
  /** The row that this one corrects, by its name. */
  readonly corrects?: string;
  readonly name?: string;
}

function measurement(code: string, period: string, periodEnd: string, value: Value) {
  const { parts, count, source = 'organisation', scope = '/city/', measuredOn = '2013-10-12', corrects, name = '' } = value;
  const key = `${code}@${scope}@${period}`;
  return {
    id: id('indicator-measurement', `${key}${name}`),
    indicator_code: code,
    unit: planIndicatorRows.find((indicator) => indicator.code === code)?.unit,
    scope_path: scope,
    period,
    period_end: periodEnd,
    numerator: parts?.[0] ?? null,
    denominator: parts?.[1] ?? null,
    value_bp: parts ? Math.floor((parts[0] * 10_000) / parts[1]) : null,
    value_count: count ?? null,
    source,
    measured_at: `${measuredOn}T09:00:00+08:00`,
    supersedes_id: corrects === undefined ? null : id('indicator-measurement', `${key}${corrects}`),
  };
}

const inQuarter = (code: string, value: Value) => measurement(code, '2013-Q3', '2013-09-30', value);
const in2012 = (code: string, value: Value) => measurement(code, '2012', '2012-12-31', { measuredOn: '2013-01-20', ...value });

/**
 * Made-up values, those of domain rule 6.3, but for the two that mediation measures by its contracts (IND-02, IND-03). Maternity
 * insurance (IND-05e) was not measured yet. IND-06 was counted wrongly first.
 */
export const indicatorMeasurementRows = [
  in2012('IND-01', { parts: [640_410, 680_000] }),
  inQuarter('IND-01', { parts: [658_784, 692_000] }),
  inQuarter('IND-01', { parts: [121_370, 128_000], scope: '/city/110105/' }),
  inQuarter('IND-02', { parts: covered('2013-09-30').all, source: 'mediation' }),
  inQuarter('IND-03', { parts: covered('2013-09-30').onWages, source: 'mediation' }),
  in2012('IND-04', { parts: [8_107_900, 8_900_000] }),
  inQuarter('IND-05a', { parts: [9_830, 10_000] }),
  inQuarter('IND-05b', { parts: [9_820, 10_000] }),
  inQuarter('IND-05c', { parts: [9_810, 10_000] }),
  inQuarter('IND-05d', { parts: [9_840, 10_000] }),
  inQuarter('IND-06', { parts: [46_200, 50_000], measuredOn: '2013-10-08', name: ' first' }),
  inQuarter('IND-06', { parts: [45_300, 50_000], corrects: ' first' }),
  inQuarter('IND-07', { count: STUDIOS, source: 'training' }),
  in2012('IND-08', { count: 1 }),
  in2012('IND-09', { count: 0 }),
];

/** The eleventh five-year period (S-09). */
export const workforceStatRows = [
  { year: 2006, workers: 9_197_000, note: '“十一五”时期初' },
  { year: 2010, workers: 10_316_000, note: '“十一五”时期末' },
];
