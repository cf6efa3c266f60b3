import { civilDay, rows, sql, type Tx } from '@union-graph/subgraph';
import { HardshipFile } from './HardshipFile.ts';

const OVER: readonly string[] = ['EXITED', 'REJECTED'];

/** The open file, or the draft, of the household of which somebody is the head; locked. There is one at most. */
export async function findOpenFile({ db }: Tx, headMemberId: string): Promise<HardshipFile | undefined> {
  const files = await db.find(HardshipFile, { where: { headMemberId }, lock: { mode: 'pessimistic_write' } });
  return files.find(({ status }) => !OVER.includes(status));
}

/** `KN2013-100001`: the year, and a number that is never given twice. */
export async function nextFileNo({ db, now }: Tx): Promise<string> {
  const [next] = await rows<{ number: bigint }>(db, sql`select nextval('hardship_file_number') as number`);
  return `KN${civilDay(now).slice(0, 4)}-${next?.number}`;
}
