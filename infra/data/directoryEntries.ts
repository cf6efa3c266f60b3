import { identityProof } from '@union-graph/identity';
import { memberNameHash, nameHash } from '@union-graph/subgraph';

const entry = (kind: string, id: unknown, given: object) => ({
  entry_id: id,
  kind,
  scope_path: '/city/',
  name_hash: null,
  has_ended: false,
  begins_on: null,
  seen_version: 0,
  ...given,
});

interface StaffRow {
  readonly id: unknown;
  readonly role: unknown;
  readonly name_zh: string;
  readonly scope_path: unknown;
  readonly hired_at: unknown;
}

/** What other services know of a row of organisation's registers, as its events would have told. */
export const staffEntry = (row: StaffRow, hasEnded = false) =>
  entry('STAFF', row.id, {
    detail: row.role,
    scope_path: row.scope_path,
    name_hash: nameHash(row.name_zh),
    has_ended: hasEnded,
    begins_on: row.hired_at,
  });

export const servicePointEntry = (row: { id: unknown; kind: unknown; district_code: string }) =>
  entry('SERVICE_POINT', row.id, { detail: row.kind, scope_path: `/city/${row.district_code}/` });

export const socialOrganisationEntry = (row: { id: unknown; kind: unknown }) =>
  entry('SOCIAL_ORGANISATION', row.id, { detail: row.kind });

export const enterpriseEntry = (row: { id: unknown; districtCode: string; nameZh: string }) =>
  entry('ENTERPRISE', row.id, {
    detail: 'EMPLOYER',
    scope_path: `/city/${row.districtCode}/`,
    name_hash: nameHash(row.nameZh),
  });

/** What other services know of a worker's record. */
export const knownMember = (row: {
  id: unknown;
  name_zh: unknown;
  scope_path: unknown;
  membership_status?: unknown;
  died_on?: unknown;
}) => ({
  member_id: row.id,
  name_hash: memberNameHash(String(row.id), String(row.name_zh)),
  scope_path: row.scope_path,
  has_died: row.membership_status === 'DECEASED',
  died_on: row.died_on ?? null,
  seen_version: 0,
});

/** By what the fund knows the identity number of a worker's record, and how long they lived. */
export const memberIdentity = (row: { id: unknown; identity_hash: string; died_on?: unknown }) => ({
  member_id: row.id,
  identity_proof: identityProof(row.identity_hash),
  died_on: row.died_on ?? null,
  seen_version: 0,
});
