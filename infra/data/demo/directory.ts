import {
  enterpriseEntry,
  knownMember,
  memberIdentity,
  servicePointEntry,
  socialOrganisationEntry,
  staffEntry,
} from '../directoryEntries.ts';
import { ENTERPRISES, enterpriseId } from './enterprises.ts';
import { socialOrganisationRows } from './organisation-contacts.ts';
import { servicePointRows } from './organisation-places.ts';
import { staffMemberRows } from './organisation-staff.ts';
import { memberRows } from './organisation-workers.ts';

/** What the demo's other services know of organisation's registers. */
export const staffEntries = staffMemberRows.map(({ id, role, scope_path, name_zh, hired_at, status }) =>
  staffEntry({ id, role, scope_path, name_zh: name_zh as string, hired_at }, status === 'LEFT'),
);

export const servicePointEntries = servicePointRows.map(servicePointEntry);

export const socialOrganisationEntries = socialOrganisationRows.map(socialOrganisationEntry);

export const enterpriseEntries = ENTERPRISES.map(({ key, districtCode, nameZh }) =>
  enterpriseEntry({ id: enterpriseId(key), districtCode, nameZh }),
);

export const knownMembers = memberRows.map(knownMember);

export const memberIdentities = memberRows.map(memberIdentity);
