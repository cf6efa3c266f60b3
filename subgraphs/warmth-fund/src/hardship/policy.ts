import { inScope, READERS, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { HardshipFile } from './HardshipFile.ts';

/** Those who keep files, each inside its own part of the union tree. */
const KEEPERS: readonly Role[] = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'FUND_CASEWORKER'];
/** Those who see them. */
export const FILE_READERS: readonly Role[] = READERS.hardshipFile.inScope;
/** Those who see the household, its causes, visits, objections and notes, too. */
export const DETAIL_READERS: readonly Role[] = READERS.hardshipDetail.inScope;

type Row = Pick<HardshipFile, 'headMemberId' | 'scopePath'>;

/** Whether the viewer may see a file: of their own household, or of their part of the tree. */
export const seesFile = (viewer: Viewer, { headMemberId, scopePath }: Row): boolean =>
  viewer.personId === headMemberId || inScope(viewer, scopePath, ...FILE_READERS);

/** Whether the viewer may see what a file says of the persons: of their own household, or of their part of the tree. */
export const seesDetail = (viewer: Viewer, { headMemberId, scopePath }: Row): boolean =>
  viewer.personId === headMemberId || inScope(viewer, scopePath, ...DETAIL_READERS);

/** Duties are kept apart by person, so whoever takes a step must be one. */
const asPerson =
  (...roles: readonly Role[]) =>
  (viewer: Viewer, { scopePath }: Row): boolean =>
    viewer.personId !== null && inScope(viewer, scopePath, ...roles);

/** Who may do what with a file (2.5.2). */
export const hardshipPolicy = definePolicy<Row>()({
  openHardshipFile: asPerson(...KEEPERS),
  recordHomeVisit: asPerson(...KEEPERS),
  submitIncomeEvidence: asPerson(...KEEPERS),
  publishNotice: asPerson('FUND_CASEWORKER'),
  approveFile: asPerson('FUND_APPROVER'),
  decideObjection: asPerson('FUND_APPROVER'),
  rejectFile: asPerson('FUND_APPROVER'),
  reviewFile: asPerson('FUND_CASEWORKER'),
  exitFile: asPerson('FUND_CASEWORKER', 'FUND_APPROVER'),
  rejectHardshipDraft: asPerson(...KEEPERS),
});

export type HardshipVerb = Parameters<typeof hardshipPolicy.allows>[1];

/** The place of a new file: the keeper's own part of the tree where it lies in the district, else the district. */
export function placeOfFile({ grants }: Viewer, districtCode: string): string {
  const district = `/city/${districtCode}/`;
  const own = grants.find(({ role, scopePath }) => KEEPERS.includes(role) && scopePath.startsWith(district));
  return own?.scopePath ?? district;
}
