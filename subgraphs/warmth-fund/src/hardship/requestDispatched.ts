import { civilDay, type Dispatched, insertRow, newId, type Tx, takeRequests, updateRow } from '@union-graph/subgraph';
import { HardshipFile } from './HardshipFile.ts';
import { findOpenFile, nextFileNo } from './openFiles.ts';

/**
 * A worker's request to 12351 that is handed to the fund opens the draft of a hardship file, or finds the one open file that the household
 * has (FND-INV-4). For somebody without a record no file can be opened: the request waits for its limit (J-05).
 */
export const requestDispatched = takeRequests({
  target: 'WARMTH_FUND',
  entity: HardshipFile,
  versionOf: ({ requestVersion }) => requestVersion,
  isOpen: ({ status }) => status === 'DRAFT',
  take: async (tx, request) => {
    if (request.memberId === null) return null;
    const file = (await findOpenFile(tx, request.memberId)) ?? (await draftFor(tx, request.memberId, request));
    return updateRow(tx.db, HardshipFile, file, { serviceRequestId: request.id, requestVersion: request.version });
  },
  giveBack: (tx, draft, { version }) =>
    updateRow(tx.db, HardshipFile, draft, { requestVersion: version, status: 'REJECTED', note: '已转其他部门办理' }),
});

const draftFor = async (tx: Tx, headMemberId: string, { scopePath }: Dispatched): Promise<HardshipFile> =>
  insertRow(tx.db, HardshipFile, {
    id: newId(),
    fileNo: await nextFileNo(tx),
    headMemberId,
    householdId: null,
    category: null,
    causes: [],
    lineFen: null,
    evidenceRef: null,
    incomeProvenAt: null,
    openedBy: null,
    approvedBy: null,
    approvedAt: null,
    activeFrom: null,
    activeTo: null,
    reviewDueOn: null,
    exitReason: null,
    perCapitaMonthlyFen: null,
    status: 'DRAFT',
    openedOn: civilDay(tx.now),
    scopePath,
    serviceRequestId: null,
    requestVersion: null,
    note: null,
    version: 1,
  });
