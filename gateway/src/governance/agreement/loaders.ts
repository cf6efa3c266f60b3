import { type Batch, civilDay, columns, grouped, inOrder, rows, sql, startOfDay } from '@union-graph/subgraph';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { FieldApproval } from './FieldApproval.ts';
import { Signature } from './Signature.ts';
import { agreementScope } from './scope.ts';

/** Agreements by id; null for one that the viewer may not see. */
export const agreement: Batch<string, DataSharingAgreement | null> = async ({ db, viewer }, ids) =>
  inOrder(
    ids,
    await rows<DataSharingAgreement>(
      db,
      sql`select ${columns(DataSharingAgreement, 'a')} from data_sharing_agreement a
      where a.id = any(${ids}::uuid[]) and ${agreementScope(viewer, 'a')}`,
    ),
    ({ id }) => id,
  );

/** The field decisions of each agreement, ordered by coordinate. */
export const approvalsOfAgreement: Batch<string, FieldApproval[]> = async ({ db, viewer }, ids) =>
  grouped(
    ids,
    await rows<FieldApproval>(
      db,
      sql`select ${columns(FieldApproval, 'f')} from field_approval f join data_sharing_agreement a on a.id = f.agreement_id
      where f.agreement_id = any(${ids}::uuid[]) and ${agreementScope(viewer, 'a')} order by f.coordinate`,
    ),
    ({ agreementId }) => agreementId,
  );

/** The signatures of each agreement, the oldest first. */
export const signaturesOfAgreement: Batch<string, Signature[]> = async ({ db, viewer }, ids) =>
  grouped(
    ids,
    await rows<Signature>(
      db,
      sql`select ${columns(Signature, 's')} from signature s join data_sharing_agreement a on a.id = s.agreement_id
      where s.agreement_id = any(${ids}::uuid[]) and ${agreementScope(viewer, 'a')} order by s.at, s.side`,
    ),
    ({ agreementId }) => agreementId,
  );

/** For each agreement, the number of requests answered today, and of persons whose data were read today. */
export const usedToday: Batch<string, { requests: number; persons: number }> = async ({ db, now }, ids) => {
  const found = await rows<{ id: string; span: 'DAY' | 'PERSONS'; used: number }>(
    db,
    sql`select agreement_id as id, span, used from quota_use
    where agreement_id = any(${ids}::uuid[]) and span in ('DAY', 'PERSONS') and starts_at = ${startOfDay(civilDay(now))}`,
  );
  const used = new Map(found.map((row) => [`${row.id} ${row.span}`, row.used]));
  return ids.map((id) => ({ requests: used.get(`${id} DAY`) ?? 0, persons: used.get(`${id} PERSONS`) ?? 0 }));
};
