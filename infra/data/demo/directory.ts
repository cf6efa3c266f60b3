import { nameHash } from '@union-graph/subgraph';
import { ENTERPRISES, enterpriseId } from './enterprises.ts';
import { socialOrganisationRows } from './organisation-contacts.ts';
import { servicePointRows } from './organisation-places.ts';
import { staffMemberRows } from './organisation-staff.ts';

const entry = (kind: string, id: unknown, given: object) => ({
  entry_id: id,
  kind,
  scope_path: '/city/',
  name_hash: null,
  has_ended: false,
  seen_version: 0,
  ...given,
});

/** What other services know of organisation's registers, as its events would have told. */
export const staffEntries = staffMemberRows.map(({ id, role, scope_path, name_zh, status }) =>
  entry('STAFF', id, { detail: role, scope_path, name_hash: nameHash(name_zh as string), has_ended: status === 'LEFT' }),
);

export const servicePointEntries = servicePointRows.map(({ id, kind, district_code }) =>
  entry('SERVICE_POINT', id, { detail: kind, scope_path: `/city/${district_code}/` }),
);

export const socialOrganisationEntries = socialOrganisationRows.map(({ id, kind }) =>
  entry('SOCIAL_ORGANISATION', id, { detail: kind }),
);

export const enterpriseEntries = ENTERPRISES.map(({ key, districtCode, nameZh }) =>
  entry('ENTERPRISE', enterpriseId(key), {
    detail: 'EMPLOYER',
    scope_path: `/city/${districtCode}/`,
    name_hash: nameHash(nameZh),
  }),
);
