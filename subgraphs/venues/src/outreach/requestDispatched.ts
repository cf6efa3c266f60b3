import { insertRow, newId, takeRequests, updateRow } from '@union-graph/subgraph';
import { OutreachRequest } from './OutreachRequest.ts';

/** A request to 12351 that is handed to venues becomes a request for outreach (J-05). */
export const requestDispatched = takeRequests<OutreachRequest>({
  target: 'VENUES',
  entity: OutreachRequest,
  versionOf: ({ requestVersion }) => requestVersion,
  isOpen: ({ closedAt }) => closedAt === null,
  take: async (tx, { id, version, memberId, districtCode, scopePath, dueAt }, open) =>
    open ??
    insertRow(tx.db, OutreachRequest, {
      ...UNASKED,
      id: newId(),
      serviceRequestId: id,
      requestVersion: version,
      memberId,
      districtCode,
      scopePath,
      status: 'SUBMITTED',
      dueAt: new Date(dueAt),
      receivedAt: tx.now,
      version: 1,
    }),
  giveBack: (tx, open, { version }) =>
    updateRow(tx.db, OutreachRequest, open, {
      requestVersion: version,
      status: 'DECLINED',
      note: '已转其他部门办理',
      closedAt: tx.now,
    }),
});

/** What only unions say, and what comes later. */
const UNASKED = {
  unionId: null,
  workersHomeId: null,
  kind: null,
  offerId: null,
  providerPath: null,
  preferred: null,
  audienceSize: null,
  place: null,
  facilityId: null,
  start: null,
  end: null,
  deliveredAt: null,
  deliveredAudience: null,
  rating: null,
  ratingNote: null,
  note: null,
  closedAt: null,
} as const;
