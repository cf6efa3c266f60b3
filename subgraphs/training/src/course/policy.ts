import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { Institution } from './Institution.ts';

const teaches = (viewer: Viewer, { scopePath }: Institution): boolean =>
  viewer.personId !== null && inScope(viewer, scopePath, 'TEACHER', 'INSTITUTION');

/** Who may do what about an institution's courses (domain rule 2.3.2). */
export const coursePolicy = definePolicy<Institution>()({
  openCourseSession: (viewer, { scopePath }) => inScope(viewer, scopePath, 'INSTITUTION', 'DISTRICT_ADMIN'),
  createCourse: (viewer, { scopePath }) =>
    viewer.personId !== null && inScope(viewer, scopePath, 'INSTITUTION', 'DISTRICT_ADMIN'),
  cancelCourseSession: (viewer, { scopePath }) =>
    viewer.personId !== null && inScope(viewer, scopePath, 'INSTITUTION', 'DISTRICT_ADMIN'),
  recordResult: teaches,
  markAttendance: teaches,
  showAttendanceCode: teaches,
});
