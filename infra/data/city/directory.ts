import {
  enterpriseEntry,
  knownMember,
  memberIdentity,
  servicePointEntry,
  socialOrganisationEntry,
  staffEntry,
} from '../directoryEntries.ts';
import { makeContacts, organisationRows } from './contacts.ts';
import { firmId, firmName, unionOfFirm } from './enterprises.ts';
import { identityHashOf, memberId, memberName, type People, unionOf } from './members.ts';
import { servicePointRows } from './places.ts';
import type { Profile } from './profile.ts';
import { slices } from './slices.ts';
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

/** The firms at some places, in their districts. */
export function* enterpriseEntries({ profile, unions }: People, from: number, to: number) {
  for (let at = from; at < to; at++) {
    const union = unionOfFirm(profile, unions, at);
    const districtCode = union.districtCode ?? (union.dualParent?.districtCode as string);
    yield enterpriseEntry({ id: firmId(at), districtCode, nameZh: firmName(profile, at) });
  }
}

function* knownMemberRows(people: People, from: number, to: number) {
  for (let at = from; at < to; at++) {
    const { scopePath } = unionOf(people, at);
    yield knownMember({ id: memberId(people, at), name_zh: memberName(people, at), scope_path: scopePath });
  }
}

/** Which workers' records the fund and mediation know of: those of the joint unions, as many as there are covers. */
export const knownMemberParts = (people: People, { jointMembers, partRows }: Profile) =>
  slices('known_member', jointMembers, partRows, (from, to) => knownMemberRows(people, from, to));

function* memberIdentityRows(people: People, from: number, to: number) {
  for (let at = from; at < to; at++) yield memberIdentity({ id: memberId(people, at), identity_hash: identityHashOf(at) });
}

/** By what the fund knows the identity numbers of the same workers. */
export const memberIdentityParts = (people: People, { jointMembers, partRows }: Profile) =>
  slices('member_identity', jointMembers, partRows, (from, to) => memberIdentityRows(people, from, to));
