import type { Role } from '@union-graph/identity';
import { id } from '../ids.ts';
import { ENTERPRISES, enterpriseId } from './enterprises.ts';
import { institutionPath } from './training-institutions.ts';
import { unionId, unionPath } from './unions.ts';
import { venuePath } from './venues-places.ts';

/** A person of the demo data who can sign in. Every one is invented. */
export interface Person {
  /** The login, and the name that `id('person', login)` is drawn from: the id of the Member or StaffMember record. */
  readonly login: string;
  readonly id: string;
  readonly nameZh: string;
  /** One line for the sign-in page. */
  readonly about: string;
  /** The union a worker belongs to; staff and non-members have none. */
  readonly memberOf: string | null;
  readonly grants: readonly { role: Role; scopePath: string; unionId?: string; districtCode?: string }[];
}

export const personId = (login: string): string => id('person', login);

const worker = (login: string, nameZh: string, about: string, memberOf: string | null): Person => ({
  login,
  id: personId(login),
  nameZh,
  about,
  memberOf,
  grants: [{ role: 'MEMBER', scopePath: memberOf ? unionPath(memberOf) : '/city/' }],
});

const staff = (login: string, nameZh: string, about: string, union: string, ...roles: Role[]): Person => ({
  login,
  id: personId(login),
  nameZh,
  about,
  memberOf: null,
  grants: roles.map((role) => {
    const districtCode = /^\/city\/(\d{6})\//.exec(unionPath(union))?.[1];
    return { role, scopePath: unionPath(union), unionId: unionId(union), ...(districtCode ? { districtCode } : {}) };
  }),
});

/** Somebody who speaks for an employer: the path of the grant ends in the employer's id. */
const employerRep = (login: string, nameZh: string, about: string, key: string): Person => {
  const districtCode = ENTERPRISES.find((one) => one.key === key)?.districtCode as string;
  const scopePath = `/city/${districtCode}/${enterpriseId(key)}/`;
  const grants = [{ role: 'EMPLOYER_REP' as const, scopePath, districtCode }];
  return { login, id: personId(login), nameZh, about, memberOf: null, grants };
};

/** Somebody of an agency outside the unions. The agency has a place of its own in the tree, so that its people work for no part of it. */
const delegate = (login: string, nameZh: string, about: string, agency: string): Person => ({
  login,
  id: personId(login),
  nameZh,
  about,
  memberOf: null,
  grants: [{ role: 'LINKED_PARTY', scopePath: `/city/${id('agency', agency)}/` }],
});

export const PERSONS: readonly Person[] = [
  worker('wang-xiulan', '王秀兰', 'Fruit-stall keeper in Chaoyang, not yet a member (J-01)', null),
  worker('li-jianguo', '李建国', 'Bricklayer, owed 8,640 yuan (J-04)', 'joint-panjiayuan'),
  worker('zhang-haiyan', '张海燕', 'Domestic worker and choir singer', 'ent-housekeeping'),
  worker('zhao-zhiqiang', '赵志强', 'Technician with a fresh certificate (J-07)', 'ent-precision'),
  worker('liu-xiaojun', '刘小军', 'Surveyor in the degree plan', 'ent-survey'),
  worker('ma-qiang', '马强', 'Winner of the skills competition', 'ent-shougang-rolling'),
  worker('sun-guifang', '孙桂芳', 'Shop owner who had a fire', 'joint-donghuamen'),
  worker('qian-jin', '钱进', 'Member whose card is frozen', 'joint-donghuamen'),
  worker('zhou-xiaoli', '周小丽', 'Her household is one fen over the line', 'joint-huairou'),
  worker('wu-dayong', '吴大勇', 'Missed the score line by one', 'joint-miyun'),
  worker('zheng-hong', '郑红', 'Certificate issued a day too early', 'ent-precision'),
  staff('chen-xiaomei', '陈晓梅', 'Officer of the Panjiayuan joint union, Chaoyang', 'joint-panjiayuan', 'JOINT_UNION_OFFICER'),
  staff('he-tao', '何涛', 'Officer of the Donghuamen joint union, Dongcheng', 'joint-donghuamen', 'JOINT_UNION_OFFICER'),
  staff('tian-yu', '田雨', 'Staff of the Panjiayuan service station, Chaoyang', 'joint-panjiayuan', 'STATION_STAFF'),
  staff('xu-min', '许敏', 'Agent of the 12351 hotline', 'city', 'HOTLINE_AGENT'),
  staff('feng-jing', '冯静', 'Administrator of Chaoyang district', 'district-110105', 'DISTRICT_ADMIN'),
  staff('dong-lei', '董磊', 'Administrator of Dongcheng district', 'district-110101', 'DISTRICT_ADMIN'),
  staff('pan-hui', '潘慧', 'Administrator of Fengtai district', 'district-110106', 'DISTRICT_ADMIN'),
  staff('shen-ping', '沈萍', 'Department of the city federation', 'city', 'CITY_DEPT'),
  staff('jiang-nan', '江楠', 'Social Work Department of the city federation', 'city', 'SOCIAL_DEPT'),
  staff('sun-li', '孙丽', 'Mediator in Chaoyang', 'district-110105', 'MEDIATOR'),
  staff('tang-jun', '唐军', 'Mediator in Dongcheng', 'district-110101', 'MEDIATOR'),
  staff('zhou-ming', '周明', 'Lawyer on duty in Chaoyang', 'district-110105', 'LAWYER', 'MEDIATOR'),
  staff('han-bing', '韩冰', 'Lawyer who once acted for an employer', 'district-110105', 'LAWYER', 'MEDIATOR'),
  staff('zhong-lixin', '钟立新', "Teacher at BAIC's training centre", 'baic', 'TEACHER'),
  {
    ...staff('pei-shuhua', '裴书华', 'Registrar of the radio and television university', 'city'),
    grants: [{ role: 'INSTITUTION', scopePath: institutionPath('radio-tv'), unionId: unionId('city') }],
  },
  staff('wu-gang', '吴刚', 'Instructor for wage bargaining', 'district-110105', 'WAGE_INSTRUCTOR'),
  staff('qin-hai', '秦海', 'Instructor for wage bargaining in Dongcheng', 'district-110101', 'WAGE_INSTRUCTOR'),
  employerRep('bai-xue', '白雪', 'Speaks for a restaurant in Donghuamen (J-14)', 'restaurant'),
  employerRep('jin-ping', '金平', 'Speaks for the flower shop in Panjiayuan', 'flower-shop'),
  staff('fan-yong', '范勇', 'Labour bureau, one of the six parties', 'city', 'LINKED_PARTY'),
  staff('yu-fei', '于飞', 'High court, one of the six parties', 'city', 'LINKED_PARTY'),
  staff('tao-ran', '陶然', 'Legal service centre of the union, one of the six parties', 'city', 'LINKED_PARTY'),
  staff('bi-wen', '毕雯', 'Justice bureau, one of the six parties', 'city', 'LINKED_PARTY'),
  staff('hua-rong', '华蓉', 'Petition office, one of the six parties', 'city', 'LINKED_PARTY'),
  staff('ji-chuan', '纪川', 'Enterprise confederation, one of the six parties', 'city', 'LINKED_PARTY'),
  staff('lin-fang', '林芳', 'Caseworker of the fund', 'city', 'FUND_CASEWORKER'),
  staff('guo-wei', '郭伟', 'Approver of the fund', 'city', 'FUND_APPROVER'),
  staff('song-hui', '宋慧', 'Second approver of the fund, for the other side of transfers', 'city', 'FUND_APPROVER'),
  staff('gao-jie', '高洁', 'Cashier of the fund', 'city', 'FUND_CASHIER'),
  staff('xie-min', '谢敏', 'Accountant of the fund', 'city', 'FUND_ACCOUNTANT'),
  {
    ...staff('ding-hao', '丁浩', "Manager of the Workers' Stadium and Arena; takes requests for culture and sports", 'city'),
    grants: [
      // The first says of which union's staff they are.
      { role: 'TROUPE_MANAGER', scopePath: unionPath('city'), unionId: unionId('city') },
      ...['workers-stadium', 'workers-arena'].map((key) => ({ role: 'VENUE_MANAGER' as const, scopePath: venuePath(key) })),
    ],
  },
  staff('luo-qing', '罗青', 'Privacy officer', 'city', 'PRIVACY_OFFICER'),
  staff('yao-xin', '姚新', 'Auditor', 'city', 'AUDITOR'),
  staff('peng-bo', '彭博', 'Headquarters cadre', 'city', 'CITY_DEPT'),
  staff('lu-yang', '陆洋', 'Headquarters cadre', 'city', 'CITY_DEPT'),
  staff('cheng-jing', '程静', 'Social Work Department, evaluates applications for projects', 'city', 'SOCIAL_DEPT'),
  staff('fan-lin', '范琳', 'Social Work Department, evaluates applications for projects', 'city', 'SOCIAL_DEPT'),
  staff(
    'gao-yuan',
    '高原',
    'Administrator of the construction union, registers its subgraph (J-13)',
    'industry-construction',
    'INDUSTRY_ADMIN',
  ),
  staff('dai-jun', '戴军', 'Administrator of Shijingshan district', 'district-110107', 'DISTRICT_ADMIN'),
  delegate('ren-kai', '任凯', 'Science commission, names innovation studios with the city', 'SCIENCE'),
  delegate('shi-yan', '石岩', 'Commission of commerce, signs job-ready certificates', 'COMMERCE'),
  delegate('qiu-lan', '邱岚', 'Bureau of finance, signs job-ready certificates', 'FINANCE'),
  staff('yan-ru', '严茹', 'Social Work Department, enters and evaluates applications for projects', 'city', 'SOCIAL_DEPT'),
  staff(
    'meng-yao',
    '孟瑶',
    "Administrator of the BAIC group's unions; asks for its Worker's Home (J-15)",
    'baic',
    'BUREAU_ADMIN',
  ),
];

const byLogin = new Map(PERSONS.map((person) => [person.login, person]));

export function person(login: string): Person {
  const found = byLogin.get(login);
  if (!found) throw new Error(`The demo data has no person "${login}". It has: ${[...byLogin.keys()].join(', ')}.`);
  return found;
}
