import { columns, foldedName, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { CODE_BODY, codeBody } from '../enterprise/orgCode.ts';
import { Member } from '../member/Member.ts';
import { isMember } from '../member/rules.ts';
import { takesMembers } from '../membership/rules.ts';
import { Union } from '../union/Union.ts';
import { bringIn, type Newcomer } from './bringIn.ts';
import type { RowFaultName } from './faults.ts';
import { ImportBatch } from './ImportBatch.ts';
import { IMPORT_ROWS } from './importMembers.ts';
import type { ImportedWorker } from './readRow.ts';

/** Rows of one transaction: few enough that progress shows and a killed process loses little work. */
const ROWS_AT_ONCE = 500;

interface OpenRow {
  readonly rowNo: number;
  readonly worker: ImportedWorker;
}

/** What becomes of a row. */
interface Outcome {
  readonly rowNo: number;
  readonly fault: RowFaultName | null;
  readonly memberId: string | null;
}

/**
 * The task `import_rows`: does the next rows of an import and asks for itself again while there are more. Each row is done in
 * the same transaction as it is marked done, under a lock on the import: however often the task runs, and wherever it was
 * killed, no row is done twice.
 */
export async function importRows(tx: Tx, { batchId }: Record<string, unknown>): Promise<void> {
  const batch = await tx.db.findOne(ImportBatch, { where: { id: String(batchId) }, lock: { mode: 'pessimistic_write' } });
  if (!batch || batch.finishedAt !== null) return;
  const union = await tx.db.findOneOrFail(Union, { where: { id: batch.unionId }, lock: { mode: 'pessimistic_write' } });
  const open = await rows<OpenRow>(
    tx.db,
    sql`select r.row_no as "rowNo", r.worker from import_row r where r.batch_id = ${batch.id} and r.worker is not null
    order by r.row_no limit ${ROWS_AT_ONCE}`,
  );
  const outcomes = await doRows(tx, batch, union, open);
  await markDone(tx, batch.id, outcomes);
  await countUp(tx, batch, outcomes);
}

async function doRows(tx: Tx, batch: ImportBatch, union: Union, open: readonly OpenRow[]): Promise<Outcome[]> {
  if (union.status !== 'ACTIVE' || !takesMembers(union.kind))
    return open.map(({ rowNo }) => ({ rowNo, fault: 'UNION_CLOSED', memberId: null }));
  const known = await knownMembers(tx, open);
  const employers = await employersByCode(tx, open);
  const districts = await districtCodes(tx);
  const newcomers: Newcomer[] = [];
  const outcomes = open.map(({ rowNo, worker }): Outcome => {
    const record = known.get(worker.identityHash) ?? null;
    const employerId = worker.employerOrgCode === null ? null : employers.get(codeBody(worker.employerOrgCode));
    const districtCode = worker.districtCode ?? union.districtCode ?? '';
    let fault = faultOfRecord(record, worker);
    if (!districts.has(districtCode)) fault = 'DISTRICT';
    else if (employerId === undefined) fault = 'EMPLOYER';
    if (fault === null) newcomers.push({ rowNo, worker, record, districtCode, employerId: employerId ?? null });
    return { rowNo, fault, memberId: null };
  });
  if (batch.dryRun) return outcomes;
  const joined = await bringIn(tx, union, newcomers);
  return outcomes.map((outcome) => {
    if (outcome.fault !== null) return outcome;
    const memberId = joined.get(outcome.rowNo) ?? null;
    // Somebody else made them a member since the records were read.
    return memberId === null ? { ...outcome, fault: 'MEMBER_ALREADY' } : { ...outcome, memberId };
  });
}

function faultOfRecord(record: Member | null, worker: ImportedWorker): RowFaultName | null {
  if (record === null) return null;
  if (isMember(record.membershipStatus)) return 'MEMBER_ALREADY';
  if (record.membershipStatus === 'DECEASED') return 'DECEASED';
  return foldedName(record.nameZh) === foldedName(worker.nameZh) ? null : 'OTHER_NAME';
}

/** The records of these people, locked in the order of their ids; of several of one person the one in a union. */
async function knownMembers(tx: Tx, open: readonly OpenRow[]): Promise<Map<string, Member>> {
  const found = await rows<Member & { readonly foundBy: string }>(
    tx.db,
    // A record that was merged is found by its number, too, and stands for its survivor.
    sql`select d.identity_hash as "foundBy", ${columns(Member, 'm')} from member d
    left join member_merge g on g.duplicate_id = d.id and g.state = 'MERGED'
    join member m on m.id = coalesce(g.survivor_id, d.id)
    where d.identity_hash = any(${open.map(({ worker }) => worker.identityHash)}) order by m.id for update of m`,
  );
  const known = new Map<string, Member>();
  for (const { foundBy, ...member } of found) {
    const other = known.get(foundBy);
    if (!other || isMember(member.membershipStatus)) known.set(foundBy, member);
  }
  return known;
}

async function employersByCode(tx: Tx, open: readonly OpenRow[]): Promise<Map<string, string>> {
  const codes = open.flatMap(({ worker }) => (worker.employerOrgCode === null ? [] : codeBody(worker.employerOrgCode)));
  const found = await rows<{ code: string; id: string }>(
    tx.db,
    sql`select ${CODE_BODY} as code, e.id from enterprise e where ${CODE_BODY} = any(${codes})`,
  );
  return new Map(found.map(({ code, id }) => [code, id]));
}

async function districtCodes(tx: Tx): Promise<Set<string>> {
  const found = await rows<{ code: string }>(tx.db, sql`select d.code from district d`);
  return new Set(found.map(({ code }) => code));
}

/** What a row said of a person is dropped with its end. */
async function markDone(tx: Tx, batchId: string, outcomes: readonly Outcome[]): Promise<void> {
  await tx.db.query(
    `update import_row r set worker = null, fault = o.fault, member_id = o."memberId"
     from jsonb_to_recordset($2::jsonb) as o("rowNo" int, fault text, "memberId" uuid) where r.batch_id = $1 and r.row_no = o."rowNo"`,
    [batchId, JSON.stringify(outcomes)],
  );
}

async function countUp(tx: Tx, batch: ImportBatch, outcomes: readonly Outcome[]): Promise<void> {
  const refused = outcomes.filter(({ fault }) => fault !== null).length;
  const accepted = batch.accepted + outcomes.length - refused;
  const rejected = batch.rejected + refused;
  const isOver = accepted + rejected === batch.total;
  const status = isOver ? endOf(accepted, rejected) : 'RUNNING';
  await updateRow(tx.db, ImportBatch, batch, { accepted, rejected, status, finishedAt: isOver ? tx.now : null });
  if (!isOver) await tx.schedule(IMPORT_ROWS, { batchId: batch.id });
}

const endOf = (accepted: number, rejected: number): 'COMPLETED' | 'PARTIAL' | 'REJECTED' => {
  if (rejected === 0) return 'COMPLETED';
  return accepted === 0 ? 'REJECTED' : 'PARTIAL';
};
