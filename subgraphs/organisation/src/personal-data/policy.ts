import { inScope, READERS, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { Member } from '../member/Member.ts';

/** A request as its policy sees it: the person, and their place in the tree. */
export type DataMatter = Pick<Member, 'id' | 'scopePath'>;

/** Whether the viewer may see a request about a person's data. */
export const seesDataRequest = (viewer: Viewer, { id, scopePath }: DataMatter): boolean =>
  viewer.personId === id || inScope(viewer, scopePath, ...READERS.personalDataRequest.inScope);

const receives = (viewer: Viewer, { id, scopePath }: DataMatter): boolean =>
  viewer.personId !== null &&
  (viewer.personId === id || inScope(viewer, scopePath, 'STATION_STAFF', 'JOINT_UNION_OFFICER', 'PRIVACY_OFFICER'));

/** Who may do what about persons' requests (PIPL arts. 45–50). */
export const dataRequestPolicy = definePolicy<DataMatter>()({
  requestMyData: receives,
  requestErasure: receives,
  decideDataRequest: (viewer, { scopePath }) => viewer.personId !== null && inScope(viewer, scopePath, 'PRIVACY_OFFICER'),
});
