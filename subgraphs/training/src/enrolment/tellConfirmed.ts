import { enrolmentConfirmed } from '@union-graph/events';
import type { Tx } from '@union-graph/subgraph';
import type { Enrolment } from './Enrolment.ts';

/** Tells that a member has a place for good. */
export const tellConfirmed = (tx: Tx, { id, version, memberId, sessionId, scopePath }: Enrolment): Promise<void> =>
  tx.publish(enrolmentConfirmed, { id, version }, { memberId, sessionId, scopePath });
