import { hasRole, inScope, STAFF_ROLES, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** The secretariat sits in the city's departments (S-08: only it edits). */
const isSecretariat = (viewer: Viewer): boolean => inScope(viewer, '/city/', 'CITY_DEPT');

/** Who may do what with the joint conference's papers; there is one conference, so no row is asked for. */
export const conferencePolicy = definePolicy<null>()({
  jointConferences: (viewer) => hasRole(viewer, ...STAFF_ROLES),
  recordJointConference: isSecretariat,
  recordResolution: isSecretariat,
});
