import { enrolmentLists } from './training-courses.ts';
import { bookings } from './venues-bookings.ts';

/** What training and venues have told of whom they serve: who is on a session's list, and who has booked. */
export const servedPersonRows = [
  ...enrolmentLists.map(({ enrolmentId, memberId, institutionPath }) => ({
    source: 'TRAINING',
    occasion_id: enrolmentId,
    member_id: memberId,
    scope_path: institutionPath,
    served: true,
    seen_version: 1,
  })),
  ...bookings
    .filter(({ status }) => status !== 'EXPIRED')
    .map(({ id, member_id, scope_path, status }) => ({
      source: 'VENUES',
      occasion_id: id,
      member_id,
      scope_path,
      served: status !== 'CANCELLED',
      seen_version: 1,
    })),
];
