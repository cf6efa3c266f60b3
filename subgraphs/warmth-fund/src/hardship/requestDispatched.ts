import {
  acceptDispatched,
  type CloudEvent,
  civilDay,
  insertRow,
  newId,
  rows,
  sql,
  type Tx,
  takeDispatched,
  updateRow,
} from '@union-graph/subgraph';
import { HardshipFile } from './HardshipFile.ts';

const OVER: readonly string[] = ['EXITED', 'REJECTED'];

/**
 * On `organisation.request.dispatched` (J-05): a worker's request that is handed to the fund opens the draft of a hardship file,
 * or finds the one open file that the household has (FND-INV: one a household), and organisation is told which. One handed
 * elsewhere after all takes a draft back. Of somebody without a record no file can be opened: the request waits for its limit.
 */
export async function requestDispatched(tx: Tx, event: CloudEvent): Promise<void> {
  const request = await takeDispatched(tx, event, ['scopePath']);
  const known = await tx.db.find(HardshipFile, { where: { serviceRequestId: request.id }, lock: { mode: 'pessimistic_write' } });
  if (known.some(({ requestVersion }) => (requestVersion ?? 0) >= request.version)) return;
  if (request.target !== 'WARMTH_FUND') {
    const draft = known.find(({ status }) => status === 'DRAFT');
    const moved = { requestVersion: request.version, status: 'REJECTED', note: '已转其他部门办理' } as const;
    if (draft) await updateRow(tx.db, HardshipFile, draft, moved);
    return;
  }
  if (request.memberId === null) return;
  const file =
    (await openFile(tx, request.memberId)) ??
    (await insertRow(tx.db, HardshipFile, {
      id: newId(),
      fileNo: await nextFileNo(tx),
      headMemberId: request.memberId,
      causes: [],
      perCapitaMonthlyFen: null,
      status: 'DRAFT',
      openedOn: civilDay(tx.now),
      scopePath: request.scopePath,
      serviceRequestId: null,
      requestVersion: null,
      note: null,
      version: 1,
    }));
  await updateRow(tx.db, HardshipFile, file, { serviceRequestId: request.id, requestVersion: request.version });
  await acceptDispatched(tx, request, 'HardshipFile', file.id);
}

async function openFile({ db }: Tx, headMemberId: string): Promise<HardshipFile | undefined> {
  const files = await db.find(HardshipFile, { where: { headMemberId }, lock: { mode: 'pessimistic_write' } });
  return files.find(({ status }) => !OVER.includes(status));
}

/** `KN2013-100001`: the year, and a number that is never given twice. */
async function nextFileNo({ db, now }: Tx): Promise<string> {
  const [next] = await rows<{ number: bigint }>(db, sql`select nextval('hardship_file_number') as number`);
  return `KN${civilDay(now).slice(0, 4)}-${next?.number}`;
}
