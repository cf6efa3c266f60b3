import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { FUND_STAFF } from '../fund/access.ts';
import type { HardshipFile } from './HardshipFile.ts';

/** Those who keep files, each inside its own part of the union tree. */
const KEEPERS: readonly Role[] = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'FUND_CASEWORKER'];
/** Those who see them. */
export const FILE_READERS: readonly Role[] = [...new Set([...KEEPERS, ...FUND_STAFF, 'AUDITOR', 'PRIVACY_OFFICER'] as Role[])];

type Row = Pick<HardshipFile, 'headMemberId' | 'scopePath'>;

/** Whether the viewer may see a file: of their own household, or of their part of the tree. */
export const seesFile = (viewer: Viewer, { headMemberId, scopePath }: Row): boolean =>
  viewer.personId === headMemberId || inScope(viewer, scopePath, ...FILE_READERS);

/** Who may do what with a file. */
export const hardshipPolicy = definePolicy<Row>()({
  rejectHardshipDraft: (viewer, { scopePath }) => inScope(viewer, scopePath, ...KEEPERS),
});
