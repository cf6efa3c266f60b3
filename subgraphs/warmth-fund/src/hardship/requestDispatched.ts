import { civilDay, type Dispatched, insertRow, newId, type Tx, takeRequests, updateRow } from '@union-graph/subgraph';
import { tellHousehold } from '../listed-person/tellListed.ts';
import type { HardshipStatus } from '../schema.gen.ts';
import { HardshipFile } from './HardshipFile.ts';
import { findOpenFile, nextFileNo } from './openFiles.ts';
import { fileStatusOn } from './rules.ts';

/**
 * A worker's request to 12351 that is handed to the fund opens the draft of a hardship file, or finds the one open file that the household
 * has (FND-INV-4). Of a file that is being decided the requester hears when it is; where another request waits for that, or the file holds
 * already, the request is answered at once with the file and its state. For somebody without a record no file can be opened: the request
 * waits for its limit (J-05).
 */
export const requestDispatched = takeRequests({
  target: 'WARMTH_FUND',
  entity: HardshipFile,
  versionOf: ({ requestVersion }) => requestVersion,
  isOpen: ({ status }) => status === 'DRAFT',
  take: async (tx, request) => {
    if (request.memberId === null) return null;
    const file = (await findOpenFile(tx, request.memberId)) ?? (await draftFor(tx, request.memberId, request));
    const status = fileStatusOn(file, civilDay(tx.now));
    if (!waitsFor(file, status, request.id)) return { id: file.id, answeredBy: status };
    return updateRow(tx.db, HardshipFile, file, { serviceRequestId: request.id, requestVersion: request.version });
  },
  giveBack: async (tx, draft, { version }) => {
    const change = { requestVersion: version, status: 'REJECTED', note: '已转其他部门办理' } as const;
    await tellHousehold(tx, await updateRow(tx.db, HardshipFile, draft, change));
  },
});

/** Whether a request waits for what is decided about a file: one request, of a file that does not hold yet. */
const waitsFor = ({ serviceRequestId }: HardshipFile, status: HardshipStatus, requestId: string): boolean =>
  serviceRequestId === requestId || (serviceRequestId === null && status !== 'ACTIVE' && status !== 'REVIEW_DUE');

async function draftFor(tx: Tx, headMemberId: string, { scopePath }: Dispatched): Promise<HardshipFile> {
  const draft = await insertRow(tx.db, HardshipFile, {
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
  await tellHousehold(tx, draft);
  return draft;
}
