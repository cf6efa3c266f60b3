import { hasRole } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { Enrolment } from './Enrolment.ts';

/** Members enrol themselves, whether or not they are in a union (B-05), and nobody does it for them. */
export const enrolmentPolicy = definePolicy<Pick<Enrolment, 'memberId'>>()({
  enrol: (viewer, { memberId }) => viewer.personId === memberId && hasRole(viewer, 'MEMBER'),
  cancelEnrolment: (viewer, { memberId }) => viewer.personId === memberId,
  acceptOffer: (viewer, { memberId }) => viewer.personId === memberId,
});
