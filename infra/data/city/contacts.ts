import { socialOrganisationRows as demoOrganisations } from '../demo/organisation-contacts.ts';
import { DISTRICTS } from '../demo/unions.ts';
import { id } from '../ids.ts';
import { draw, pick } from './draw.ts';
import { placeName } from './names.ts';
import type { Profile } from './profile.ts';

const FIELDS = [
  '社区服务中心',
  '职工文化促进会',
  '家政从业者互助社',
  '青年志愿者协会',
  '法律援助服务社',
  '心理服务中心',
  '读书会',
];
/** The demo data's five that carry the incubated projects (S-24) are the city's first. */
const NAMED = demoOrganisations.slice(0, 5);
const TODAY_MS = Date.parse('2013-10-19');
const DAY_MS = 86_400_000;

interface Contact {
  readonly key: string;
  readonly organisationId: string;
  /** Null for a contact of the city federation's own. */
  readonly districtCode: string | null;
  readonly nameZh: string;
}

/** The lasting contacts of the city and of every district, each with an organisation of its own (S-21). */
export function makeContacts({ cityContacts, contactsPerDistrict }: Profile): Contact[] {
  const contact = (key: string, districtCode: string | null, nameZh: string): Contact => ({
    key,
    organisationId: id('social-organisation', `city-${key}`),
    districtCode,
    nameZh,
  });
  const ofCity = Array.from({ length: cityContacts }, (_, at) => {
    const named = NAMED[at];
    const drawn = contact(`centre-${at}`, null, named?.name_zh ?? `北京${placeName(at).slice(0, 2)}${pick(FIELDS, 80, at)}`);
    return named ? { ...drawn, organisationId: named.id } : drawn;
  });
  const ofDistricts = DISTRICTS.flatMap(({ code, nameZh }) =>
    Array.from({ length: contactsPerDistrict }, (_, at) => contact(`${code}-${at}`, code, `${nameZh}${FIELDS[at]}`)),
  );
  return [...ofCity, ...ofDistricts];
}

export const organisationRows = (contacts: readonly Contact[]) =>
  contacts.map(({ organisationId, nameZh }, at) => ({
    id: organisationId,
    name_zh: nameZh,
    reg_no: `京民社证字第${2_000_001 + at}号`,
    kind: at % 2 === 0 ? 'ASSOCIATION' : 'SERVICE_ORGANISATION',
    registered_on: '2010-05-20',
  }));

const linkId = (key: string): string => id('contact-link', `city-${key}`);

export const linkRows = (contacts: readonly Contact[]) =>
  contacts.map(({ key, organisationId, districtCode }) => ({
    id: linkId(key),
    social_organisation_id: organisationId,
    district_code: districtCode,
    status: 'LINKED',
  }));

/** Two meetings each, the last one in the last twelve months. */
export const eventRows = (contacts: readonly Contact[]) =>
  contacts.flatMap(({ key }, at) =>
    [draw(81, at, 330), 400 + draw(82, at, 100)].map((daysAgo) => ({
      id: id('contact-event', `city-${key}@${daysAgo}`),
      contact_link_id: linkId(key),
      happened_on: new Date(TODAY_MS - daysAgo * DAY_MS).toISOString().slice(0, 10),
    })),
  );
