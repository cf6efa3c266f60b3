import { hasRole, inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { COLLEAGUES } from '../staff-member/scope.ts';

/** The secretariat sits in the city's departments (S-08: only it edits). */
const isSecretariat = (viewer: Viewer): boolean => inScope(viewer, '/city/', 'CITY_DEPT');

/** Who may do what with the joint conference's papers; there is one conference, so no row is asked for. */
export const conferencePolicy = definePolicy<null>()({
  jointConferences: (viewer) => hasRole(viewer, ...COLLEAGUES),
  recordJointConference: isSecretariat,
  recordResolution: isSecretariat,
});
