import { nameHash } from '@union-graph/subgraph';
import { makeContacts, organisationRows } from './contacts.ts';
import { servicePointRows } from './places.ts';
import type { Profile } from './profile.ts';
import { staffRows } from './staff.ts';
import type { Unions } from './unions.ts';

const entry = (kind: string, id: unknown, given: object) => ({
  entry_id: id,
  kind,
  scope_path: '/city/',
  name_hash: null,
  has_ended: false,
  seen_version: 1,
  ...given,
});

/** What the city's other services know of organisation's registers, as its events would have told. */
export function* staffEntries(profile: Profile, unions: Unions) {
  const points = servicePointRows(profile).map(({ id, kind, district_code }) => ({ id, kind, districtCode: district_code }));
  for (const { id, role, name_zh, scope_path } of staffRows(profile, unions, points))
    yield entry('STAFF', id, { detail: role, scope_path, name_hash: nameHash(name_zh) });
}

export const staffCount = ({ socialWorkers, jointUnions, cadres }: Profile): number => socialWorkers + jointUnions + cadres;

export const servicePointEntries = (profile: Profile) =>
  servicePointRows(profile).map(({ id, kind, district_code }) =>
    entry('SERVICE_POINT', id, { detail: kind, scope_path: `/city/${district_code}/` }),
  );

export const socialOrganisationEntries = (profile: Profile) =>
  organisationRows(makeContacts(profile)).map(({ id, kind }) => entry('SOCIAL_ORGANISATION', id, { detail: kind }));
