import { insertRow, newId, takeRequests, updateRow } from '@union-graph/subgraph';
import { JobReferral } from './JobReferral.ts';

/** A request to 12351 that is handed to training becomes a referral that seeks a vacancy (J-05). */
export const requestDispatched = takeRequests<JobReferral>({
  target: 'TRAINING',
  entity: JobReferral,
  versionOf: ({ requestVersion }) => requestVersion,
  isOpen: ({ closedAt }) => closedAt === null,
  take: async (tx, { id, version, memberId, districtCode, scopePath, dueAt }, open) =>
    open ??
    insertRow(tx.db, JobReferral, {
      id: newId(),
      serviceRequestId: id,
      requestVersion: version,
      dueAt: new Date(dueAt),
      memberId,
      districtCode,
      scopePath,
      status: 'SEEKING',
      vacancyId: null,
      referredBy: null,
      referredAt: null,
      jobReadyCertificateId: null,
      note: null,
      receivedAt: tx.now,
      closedAt: null,
      version: 1,
    }),
  giveBack: (tx, open, { version }) =>
    updateRow(tx.db, JobReferral, open, {
      requestVersion: version,
      status: 'DECLINED',
      note: '已转其他部门办理',
      closedAt: tx.now,
    }),
});
