import {
  assertTransition,
  coreHash,
  getForUpdate,
  insertRow,
  isId,
  newId,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import type { CaseStatus, WarningNoticeKind, WarningStatus } from '../schema.gen.ts';
import { EarlyWarning } from './EarlyWarning.ts';
import { type WarningVerb, warningPolicy } from './policy.ts';
import { CLOSED, stepOf, WARNING_TRANSITIONS } from './rules.ts';
import { currentColumns, WARNINGS, warningScope } from './scope.ts';

/** The task that writes down that the time of a step is over. */
export const SETTLE_WARNING = 'settle_warning';

/** Takes a warning for a change: locked, visible, at the version that the client read, as time has left it, by somebody who may. */
export async function takeWarning(
  tx: Tx,
  { warningId, expectedVersion }: { readonly warningId: string; readonly expectedVersion: number },
  verb: WarningVerb,
): Promise<EarlyWarning> {
  const row = await lockWarning(tx, warningId, expectedVersion);
  warningPolicy.authorise(tx.viewer, verb, row);
  return settleWarning(tx, row);
}

/** A warning that the viewer may see, locked. */
export async function lockWarning(tx: Tx, id: string, expectedVersion?: number): Promise<EarlyWarning> {
  const isVisible = await sees(tx, id);
  return getForUpdate(tx, EarlyWarning, id, {
    what: 'early warning',
    visible: () => isVisible,
    ...(expectedVersion !== undefined && { expectedVersion }),
  });
}

async function sees({ db, viewer }: Tx, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const found = await rows(db, sql`select from early_warning w where w.id = ${id}::uuid and ${warningScope(viewer)}`);
  return found.length > 0;
}

/** Brings a locked warning to the state that time has decided; does nothing when it is there. */
export async function settleWarning(tx: Tx, row: EarlyWarning): Promise<EarlyWarning> {
  const [now] = await rows<EarlyWarning>(tx.db, sql`select ${currentColumns(tx)} from ${WARNINGS} where w.id = ${row.id}::uuid`);
  if (!now || now.currentStatus === row.status) return row;
  if (now.currentStatus === 'RESOLVED')
    return moveWarning(tx, row, 'RESOLVED', { result: ENDED_WITH('FAILED'), closedAt: now.currentClosedAt ?? tx.now });
  return moveWarning(tx, row, 'ESCALATED', { escalatedAt: row.dueAt });
}

/** How a case ends, or goes on, in the Chinese of the field. */
const ENDING_ZH: Readonly<Partial<Record<CaseStatus, string>>> = {
  NOT_ACCEPTED: '案件结束：不予受理',
  REFUSED: '案件结束：不予确认',
  PERFORMED: '案件结束：履行完毕',
  FAILED: '案件结束：调解不成',
  WITHDRAWN: '案件结束：申请人撤回',
  TO_ARBITRATION: '案件转入仲裁',
};

/** What is written of a warning, or of legal aid, that ended with its case, and of a warning that goes on with it. */
export const ENDED_WITH = (caseStatus: CaseStatus): string => ENDING_ZH[caseStatus] ?? '案件结束';

/** The task {@link SETTLE_WARNING}. */
export async function settleWarningOf(tx: Tx, { warningId }: Record<string, unknown>): Promise<void> {
  const id = String(warningId);
  const row = isId(id) ? await tx.db.findOne(EarlyWarning, { where: { id }, lock: { mode: 'pessimistic_write' } }) : null;
  if (row) await settleWarning(tx, row);
}

/** Moves a warning to a state, with what changes along; its next step's time begins, and the parties are told where they are to be. */
export async function moveWarning(
  tx: Tx,
  row: EarlyWarning,
  status: WarningStatus,
  changes: Partial<EarlyWarning> = {},
): Promise<EarlyWarning> {
  assertTransition(WARNING_TRANSITIONS, 'warning', row.status, status);
  const closedAt = CLOSED.includes(status) ? tx.now : null;
  await updateRow(tx.db, EarlyWarning, row, {
    closedAt,
    ...changes,
    status,
    stepBeganAt: tx.now,
    ...stepOf(status, tx.number),
  });
  return begun(tx, row.id);
}

type Told = Pick<
  EarlyWarning,
  | 'source'
  | 'districtCode'
  | 'scopePath'
  | 'enterpriseId'
  | 'employerZh'
  | 'claimKind'
  | 'headcountAffected'
  | 'summary'
  | 'status'
>;

/** Writes a new warning in its first state. */
export async function addWarning(tx: Tx, told: Told, more: Partial<EarlyWarning> = {}): Promise<EarlyWarning> {
  const { id } = await insertRow(tx.db, EarlyWarning, {
    id: newId(),
    reportedBy: null,
    serviceRequestId: null,
    reportedAt: tx.now,
    verifiedAt: null,
    intervenedAt: null,
    escalatedAt: null,
    escalationReason: null,
    measure: null,
    result: null,
    headcountEvidenceRef: null,
    caseId: null,
    duplicateOfId: null,
    closedAt: null,
    version: 1,
    employerKey: told.employerZh === null ? null : coreHash(told.employerZh),
    ...told,
    ...more,
    stepBeganAt: tx.now,
    ...stepOf(told.status, tx.number),
  } as EarlyWarning);
  return begun(tx, id);
}

/** What a step that has begun brings: its timer, and what the six parties are told. */
async function begun(tx: Tx, id: string): Promise<EarlyWarning> {
  const row = await tx.db.findOneByOrFail(EarlyWarning, { id });
  if (row.dueAt)
    await tx.schedule(SETTLE_WARNING, { warningId: id }, { at: new Date(row.dueAt.getTime() + 1_000), jobKey: `warning ${id}` });
  if (row.verifiedAt === null) return row;
  await tellParties(tx, row, 'VERIFIED');
  if (row.status === 'ESCALATED' || row.status === 'RESOLVED') await tellParties(tx, row, row.status);
  return row;
}

/** Tells the six parties of a warning, each kind of news once. */
const tellParties = ({ db, now }: Tx, { id }: EarlyWarning, kind: WarningNoticeKind): Promise<unknown> =>
  db.query(
    `insert into warning_notice (warning_id, party_code, kind, told_at)
     select $1::uuid, p.code, $2, $3 from linked_party p where p.since <= civil_day($3) order by p.code
     on conflict on constraint warning_notice_pk do nothing`,
    [id, kind, now],
  );
