import { id } from '../ids.ts';
import { DISTRICTS } from './unions.ts';

/** How many live contacts with social organisations a district has (S-21); two unless told. */
const ALIVE: Readonly<Record<string, number>> = { 110101: 5, 110102: 5, 110105: 4, 110106: 3, 110108: 6, 110228: 0 };
const FIELDS = ['社区服务中心', '职工文化促进会', '家政从业者互助社', '青年志愿者协会', '法律援助服务社', '工友之家'];

interface Contact {
  readonly name: string;
  /** Null for a contact that the city federation keeps. */
  readonly districtCode: string | null;
  readonly nameZh: string;
  readonly status: 'CANDIDATE' | 'CONTACTED' | 'LINKED' | 'SUSPENDED' | 'ENDED';
  /** The day of the last meeting; null where there was none. */
  readonly lastOn: string | null;
}

const ofCity = (name: string, nameZh: string, lastOn: string | null, status: Contact['status'] = 'LINKED'): Contact => ({
  name,
  districtCode: null,
  nameZh,
  status,
  lastOn,
});

/** Ten lasting contacts of the city federation, and one in each state before and after. The first five carry the incubated projects (S-24). */
const CITY_CONTACTS: readonly Contact[] = [
  ofCity('teachers-circle', '外来务工子女教师学习圈', '2013-09-12'),
  ofCity('qianqianshu', '千千树儿童之家', '2013-08-27'),
  ofCity('elderly-women', '贫困老年妇女互助社', '2013-07-04'),
  ofCity('domestic-troupe', '家政女工艺术团', '2013-10-08'),
  ofCity('workers-home', '北京工友之家', '2013-05-01'),
  ofCity('law-volunteers', '首都职工法律志愿者协会', '2013-06-18'),
  ofCity('listening', '倾听职工心理服务中心', '2013-03-22'),
  ofCity('night-school', '新市民夜校促进会', '2013-04-11'),
  ofCity('safe-sites', '安全工地公益基金会', '2012-11-30'),
  ofCity('reading', '工友读书会联合会', '2012-12-15'),
  ofCity('chess', '职工棋友会', '2012-06-30', 'ENDED'),
  ofCity('garden', '屋顶菜园互助会', '2013-02-20', 'SUSPENDED'),
  ofCity('repair', '旧物修理工坊', '2013-10-16', 'CONTACTED'),
  ofCity('photo', '打工者摄影学社', null, 'CANDIDATE'),
];

const DISTRICT_CONTACTS: readonly Contact[] = DISTRICTS.flatMap(({ code, nameZh }) => {
  const alive = Array.from(
    { length: ALIVE[code] ?? 2 },
    (_, at): Contact => ({
      name: `${code}-${at}`,
      districtCode: code,
      nameZh: `${nameZh}${FIELDS[at]}`,
      status: 'LINKED',
      lastOn: `2013-0${1 + at}-16`,
    }),
  );
  // Linked but silent for more than a year, and suspended: neither counts.
  const idle: Contact[] = [
    { name: `${code}-silent`, districtCode: code, nameZh: `${nameZh}夕阳红协会`, status: 'LINKED', lastOn: '2012-10-18' },
    { name: `${code}-suspended`, districtCode: code, nameZh: `${nameZh}读书会`, status: 'SUSPENDED', lastOn: '2013-06-05' },
  ];
  return [...alive, ...idle];
});

const CONTACTS: readonly Contact[] = [...CITY_CONTACTS, ...DISTRICT_CONTACTS];

export const socialOrganisationRows = CONTACTS.map(({ name, nameZh }, at) => ({
  id: id('social-organisation', name),
  name_zh: nameZh,
  reg_no: `京民社证字第${String(1_000_001 + at)}号`,
  kind: at % 2 === 0 ? 'ASSOCIATION' : 'SERVICE_ORGANISATION',
  registered_on: '2010-05-20',
}));

export const contactLinkRows = CONTACTS.map(({ name, districtCode, status }) => ({
  id: id('contact-link', name),
  social_organisation_id: id('social-organisation', name),
  district_code: districtCode,
  status,
}));

export const contactEventRows = CONTACTS.flatMap(({ name, lastOn }) =>
  (lastOn === null ? [] : ['2012-03-15', lastOn]).map((happened_on) => ({
    id: id('contact-event', `${name}@${happened_on}`),
    contact_link_id: id('contact-link', name),
    happened_on,
  })),
);
