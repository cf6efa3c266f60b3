import type { NewEvent } from '@union-graph/subgraph';
import type { Enrolment } from './Enrolment.ts';

/** The event that a member has a place for good. */
export const confirmed = ({ id, version, memberId, sessionId, scopePath }: Enrolment): NewEvent => ({
  type: 'enrolment.confirmed',
  aggregateId: id,
  aggregateVersion: version,
  data: { memberId, sessionId, scopePath },
});
