import { id } from '../ids.ts';
import { DISTRICTS } from './unions.ts';

/** Contacts of each district with social organisations (S-21): how many are alive; the others have one of two, unless told. */
const ALIVE: Readonly<Record<string, number>> = { 110101: 5, 110102: 5, 110105: 4, 110106: 3, 110108: 6, 110228: 0 };
const FIELDS = ['社区服务中心', '职工文化促进会', '家政从业者互助社', '青年志愿者协会', '法律援助服务社', '工友之家'];

interface Contact {
  readonly name: string;
  readonly districtCode: string;
  readonly nameZh: string;
  readonly status: 'LINKED' | 'SUSPENDED';
  readonly lastOn: string;
}

const CONTACTS: readonly Contact[] = DISTRICTS.flatMap(({ code, nameZh }) => {
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
  ['2012-03-15', lastOn].map((happened_on) => ({
    id: id('contact-event', `${name}@${happened_on}`),
    contact_link_id: id('contact-link', name),
    happened_on,
  })),
);
