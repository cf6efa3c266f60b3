import { servicePointEntry, socialOrganisationEntry, staffEntry } from '../directoryEntries.ts';
import { makeContacts, organisationRows } from './contacts.ts';
import { servicePointRows } from './places.ts';
import type { Profile } from './profile.ts';
import { staffRows } from './staff.ts';
import type { Unions } from './unions.ts';

/** What the city's other services know of organisation's registers. */
export function* staffEntries(profile: Profile, unions: Unions) {
  const points = servicePointRows(profile).map(({ id, kind, district_code }) => ({ id, kind, districtCode: district_code }));
  for (const row of staffRows(profile, unions, points)) yield staffEntry(row);
}

export const staffCount = ({ socialWorkers, jointUnions, cadres }: Profile): number => socialWorkers + jointUnions + cadres;

export const servicePointEntries = (profile: Profile) => servicePointRows(profile).map(servicePointEntry);

export const socialOrganisationEntries = (profile: Profile) =>
  organisationRows(makeContacts(profile)).map(socialOrganisationEntry);
