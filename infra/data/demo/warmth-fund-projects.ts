import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { type Fund, fundId } from './warmth-fund-books.ts';

export interface ProjectSeed {
  readonly code: string;
  readonly nameZh: string;
  readonly kind: 'INCUBATED' | 'PURCHASED';
  /** The organisation, as organisation's demo rows name it. */
  readonly ngo: string;
  readonly group: string;
  readonly budgetFen: number;
  readonly status: string;
  readonly from: string;
  readonly to: string;
  readonly districts: readonly string[];
}

const incubated = (
  no: number,
  ngo: string,
  nameZh: string,
  group: string,
  budgetFen: number,
  status: string,
  ...districts: string[]
): ProjectSeed => ({
  code: `INC-2013-0${no}`,
  nameZh,
  kind: 'INCUBATED',
  ngo,
  group,
  budgetFen,
  status,
  from: status === 'AGREEMENT_SIGNED' ? '2013-10-08' : '2013-01-04',
  to: '2014-06-30',
  districts,
});

/** Five incubated projects have names of their own; the other four are placeholders. One of the two purchased ones was terminated. */
export const PROJECTS: readonly ProjectSeed[] = [
  incubated(
    1,
    'teachers-circle',
    '外来务工子女教师学习圈',
    'MIGRANT_CHILDREN_TEACHERS',
    18_000_000,
    'MIDTERM',
    '110105',
    '110106',
  ),
  incubated(2, 'qianqianshu', '千千树儿童之家', 'MIGRANT_FAMILIES', 25_000_000, 'IN_PROGRESS', '110105', '110114'),
  incubated(3, 'elderly-women', '贫困老年妇女互助', 'ELDERLY_WOMEN', 12_000_000, 'IN_PROGRESS', '110101'),
  incubated(4, 'domestic-troupe', '家政女工艺术团', 'DOMESTIC_WORKERS', 9_000_000, 'MIDTERM', '110102', '110105'),
  incubated(5, 'workers-home', '北京工友之家社区工会', 'COMMUNITY_MIGRANTS', 20_000_000, 'IN_PROGRESS', '110105'),
  incubated(6, 'safe-sites', '项目六', 'OTHER', 8_000_000, 'IN_PROGRESS', '110108'),
  incubated(7, 'reading', '项目七', 'OTHER', 8_000_000, 'IN_PROGRESS', '110107'),
  incubated(8, 'law-volunteers', '项目八', 'OTHER', 8_000_000, 'AGREEMENT_SIGNED', '110112'),
  incubated(9, 'garden', '项目九', 'OTHER', 8_000_000, 'AGREEMENT_SIGNED', '110115'),
  {
    code: 'PUR-2013-01',
    nameZh: '职工心理健康服务',
    kind: 'PURCHASED',
    ngo: 'listening',
    group: 'OTHER',
    budgetFen: 15_000_000,
    status: 'IN_PROGRESS',
    from: '2013-03-01',
    to: '2013-12-31',
    districts: ['110101', '110105', '110108'],
  },
  {
    code: 'PUR-2013-02',
    nameZh: '务工青年夜校',
    kind: 'PURCHASED',
    ngo: 'night-school',
    group: 'COMMUNITY_MIGRANTS',
    budgetFen: 6_000_000,
    status: 'TERMINATED',
    from: '2013-03-01',
    to: '2013-07-31',
    districts: ['110106'],
  },
];

export const fundOf = (kind: ProjectSeed['kind']): Fund => (kind === 'PURCHASED' ? 'SOCIAL_PURCHASE' : 'WARMTH');

/** What the terminated project gave back, in fen. */
export const RETURNED_FEN = 900_000;

export const projectId = (code: string): string => id('service-project', code);
export const organisationId = (ngo: string): string => id('social-organisation', ngo);
export const budgetId = (fund: Fund): string => id('budget', `${fund}-2013-PROJECTS`);

export const projectRows = PROJECTS.map(({ code, nameZh, kind, ngo, group, budgetFen, status, from, to }) => ({
  id: projectId(code),
  code,
  name_zh: nameZh,
  kind,
  target_group: group,
  fund_id: fundId(fundOf(kind)),
  budget_fen: budgetFen,
  status,
  apply_by: kind === 'INCUBATED' ? '2012-11-30' : '2013-01-31',
  runs_from: from,
  runs_to: to,
  ngo_id: organisationId(ngo),
  budget_id: budgetId(fundOf(kind)),
  decided_by: personId(kind === 'PURCHASED' ? 'jiang-nan' : 'guo-wei'),
  is_placeholder: /^项目[六七八九]$/.test(nameZh),
  returned_fen: status === 'TERMINATED' ? RETURNED_FEN : 0,
  version: 6,
}));

export const projectDistrictRows = PROJECTS.flatMap(({ code, districts }) =>
  districts.map((districtCode) => ({ project_id: projectId(code), district_code: districtCode })),
);

export const projectOrganisationRows = PROJECTS.map(({ code, ngo }) => ({
  project_id: projectId(code),
  organisation_id: organisationId(ngo),
}));
