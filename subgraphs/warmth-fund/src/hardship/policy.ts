import { inScope, READERS, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { HardshipFile } from './HardshipFile.ts';

/** Those who keep files, each inside its own part of the union tree. */
const KEEPERS: readonly Role[] = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'FUND_CASEWORKER'];
/** Those who see them. */
export const FILE_READERS: readonly Role[] = READERS.hardshipFile.inScope;

type Row = Pick<HardshipFile, 'headMemberId' | 'scopePath'>;

/** Whether the viewer may see a file: of their own household, or of their part of the tree. */
export const seesFile = (viewer: Viewer, { headMemberId, scopePath }: Row): boolean =>
  viewer.personId === headMemberId || inScope(viewer, scopePath, ...FILE_READERS);

/** Who may do what with a file. */
export const hardshipPolicy = definePolicy<Row>()({
  rejectHardshipDraft: (viewer, { scopePath }) => inScope(viewer, scopePath, ...KEEPERS),
});
