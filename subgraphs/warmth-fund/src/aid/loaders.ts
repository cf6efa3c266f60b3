import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { AidApplication } from './AidApplication.ts';
import { AidCycle } from './AidCycle.ts';
import { AidScheme } from './AidScheme.ts';
import { UNDECIDED } from './rules.ts';
import { aidScope } from './scope.ts';

/** Applications by id; null for one that the viewer may not see. */
export const aidApplication: Batch<string, AidApplication | null> = async ({ db, viewer }, ids) => {
  const found = await rows<AidApplication>(
    db,
    sql`
    select ${columns(AidApplication, 'a')} from aid_application a where a.id = any(${ids}::uuid[]) and ${aidScope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** Of one member no more are told at once beside a case. */
const LATEST = 5;

/** The latest applications of members, as far as the viewer may see them, the newest first. */
export const aidOfMember: Batch<string, AidApplication[]> = async ({ db, viewer }, memberIds) => {
  const found = await rows<AidApplication>(
    db,
    sql`select latest.* from unnest(${memberIds}::uuid[]) as member (id)
      cross join lateral (
        select ${columns(AidApplication, 'a')} from aid_application a where a.member_id = member.id and ${aidScope(viewer)}
          order by a.applied_at desc, a.id desc limit ${LATEST}
      ) as latest order by latest."appliedAt" desc, latest.id desc`,
  );
  return grouped(memberIds, found, ({ memberId }) => memberId);
};

export const aidCycle: Batch<string, AidCycle | null> = async ({ db }, ids) => {
  const found = await rows<AidCycle>(db, sql`select ${columns(AidCycle, 'c')} from aid_cycle c where c.id = any(${ids}::uuid[])`);
  return inOrder(ids, found, ({ id }) => id);
};

/** The scheme of each cycle, by the cycle's id. */
export const schemeOfCycle: Batch<string, AidScheme | null> = async ({ db }, cycleIds) => {
  const found = await rows<AidScheme & { cycleId: string }>(
    db,
    sql`
    select ${columns(AidScheme, 's')}, c.id as "cycleId" from aid_scheme s join aid_cycle c on c.scheme_id = s.id
      where c.id = any(${cycleIds}::uuid[])`,
  );
  return inOrder(cycleIds, found, ({ cycleId }) => cycleId);
};

export const aidScheme: Batch<string, AidScheme | null> = async ({ db }, ids) => {
  const found = await rows<AidScheme>(
    db,
    sql`select ${columns(AidScheme, 's')} from aid_scheme s where s.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** Whether applications in cycles wait for a decision. */
export const hasUndecided: Batch<string, boolean> = async ({ db }, cycleIds) => {
  const found = await rows<{ id: string }>(
    db,
    sql`select distinct a.cycle_id as id from aid_application a
      where a.cycle_id = any(${cycleIds}::uuid[]) and a.status = any(${UNDECIDED as string[]})`,
  );
  const ids = new Set(found.map(({ id }) => id));
  return cycleIds.map((id) => ids.has(id));
};

interface CycleSums {
  readonly cycleId: string;
  readonly approvedFen: bigint;
  readonly paidFen: bigint;
}

/** What was approved and what was paid in cycles. Asked only for readers of the books. */
export const sumsOfCycle: Batch<string, CycleSums | null> = async ({ db }, cycleIds) => {
  const found = await rows<CycleSums>(
    db,
    sql`select c.id as "cycleId",
        coalesce((select sum(a.approved_fen) from aid_application a where a.cycle_id = c.id
          and a.status in ('APPROVED', 'PAYABLE', 'PAID', 'CLOSED')), 0)::bigint as "approvedFen",
        coalesce((select sum(d.amount_fen) from disbursement d join aid_application a on a.id::text = d.source_id
          where a.cycle_id = c.id and d.source_type = 'AidApplication' and d.status = 'SETTLED'), 0)::bigint as "paidFen"
      from aid_cycle c where c.id = any(${cycleIds}::uuid[])`,
  );
  return inOrder(cycleIds, found, ({ cycleId }) => cycleId);
};
