import { enrolmentLists } from './training-courses.ts';
import { studentLists } from './training-degree.ts';
import { institutionPath } from './training-institutions.ts';
import { bookings } from './venues-bookings.ts';

/** What training and venues have told of whom they serve: who is on a session's list, and who has booked. */
export const servedPersonRows = [
  ...enrolmentLists.map(({ enrolmentId, memberId, institutionPath: path }) => ({
    source: 'TRAINING',
    occasion_id: enrolmentId,
    member_id: memberId,
    scope_path: path,
    served: true,
    seen_version: 1,
  })),
  ...studentLists.map(({ applicationId, memberId }) => ({
    source: 'TRAINING',
    occasion_id: applicationId,
    member_id: memberId,
    scope_path: institutionPath('radio-tv'),
    served: true,
    seen_version: 7,
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
