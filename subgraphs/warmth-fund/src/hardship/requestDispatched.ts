import { civilDay, type Dispatched, insertRow, newId, rows, sql, type Tx, takeRequests, updateRow } from '@union-graph/subgraph';
import { HardshipFile } from './HardshipFile.ts';

const OVER: readonly string[] = ['EXITED', 'REJECTED'];

/**
 * A worker's request to 12351 that is handed to the fund opens the draft of a hardship file, or finds the one open file that the household
 * has (FND-INV: one a household). For somebody without a record no file can be opened: the request waits for its limit (J-05).
 */
export const requestDispatched = takeRequests({
  target: 'WARMTH_FUND',
  entity: HardshipFile,
  versionOf: ({ requestVersion }) => requestVersion,
  isOpen: ({ status }) => status === 'DRAFT',
  take: async (tx, request) => {
    if (request.memberId === null) return null;
    const file = (await openFile(tx, request.memberId)) ?? (await draftFor(tx, request.memberId, request));
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
    causes: [],
    perCapitaMonthlyFen: null,
    status: 'DRAFT',
    openedOn: civilDay(tx.now),
    scopePath,
    serviceRequestId: null,
    requestVersion: null,
    note: null,
    version: 1,
  });

async function openFile({ db }: Tx, headMemberId: string): Promise<HardshipFile | undefined> {
  const files = await db.find(HardshipFile, { where: { headMemberId }, lock: { mode: 'pessimistic_write' } });
  return files.find(({ status }) => !OVER.includes(status));
}

/** `KN2013-100001`: the year, and a number that is never given twice. */
async function nextFileNo({ db, now }: Tx): Promise<string> {
  const [next] = await rows<{ number: bigint }>(db, sql`select nextval('hardship_file_number') as number`);
  return `KN${civilDay(now).slice(0, 4)}-${next?.number}`;
}
