import { hasRole, inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { ASKERS } from '../outreach/policy.ts';
import type { FitnessGroup } from './FitnessGroup.ts';

type Row = Pick<FitnessGroup, 'leaderId' | 'nextLeaderId' | 'scopePath' | 'vacantPath'>;

const leads = (viewer: Viewer, { leaderId }: Row): boolean =>
  leaderId !== null && viewer.personId === leaderId && hasRole(viewer, 'MEMBER');
const isNext = (viewer: Viewer, { nextLeaderId }: Row): boolean =>
  nextLeaderId !== null && viewer.personId === nextLeaderId && hasRole(viewer, 'MEMBER');
const manages = (viewer: Viewer, { scopePath }: Row): boolean => inScope(viewer, scopePath, 'VENUE_MANAGER');

/** After the death of a leader: who asks for the part of the tree in which the leader was. */
const finds = (viewer: Viewer, { vacantPath }: Row): boolean => vacantPath !== null && inScope(viewer, vacantPath, ...ASKERS);

/** Who may do what with a group; for a new one, the row is the one about to be made. */
export const groupPolicy = definePolicy<Row>()({
  registerFitnessGroup: leads,
  bookRecurring: leads,
  cancelRecurring: (viewer, row) => leads(viewer, row) || manages(viewer, row),
  handOverGroup: (viewer, row) => leads(viewer, row) || manages(viewer, row) || finds(viewer, row),
  acceptGroup: isNext,
});

/** Whether the viewer may know who leads a group and when it comes: its leader, the next one, the manager of its venue, and who finds the next one after a death. */
export const seesGroup = (viewer: Viewer, row: Row): boolean =>
  (row.leaderId !== null && viewer.personId === row.leaderId) ||
  (row.nextLeaderId !== null && viewer.personId === row.nextLeaderId) ||
  manages(viewer, row) ||
  finds(viewer, row);
