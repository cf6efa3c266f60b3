import { unionDissolved } from '@union-graph/events';
import { addDays, assertTransition, checkedText, civilDay, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { DissolveUnionInput } from '../schema.gen.ts';
import { getUnion, getUnionBelow } from './getUnion.ts';
import { passHomes } from './passHomes.ts';
import { unionPolicy } from './policy.ts';
import { UNION_TRANSITIONS } from './rules.ts';
import { Union } from './Union.ts';

const LONGEST_REASON = 500;

/**
 * Ends an active union that nobody belongs to any more (domain rule 2.1.3: all members transferred first), by dissolving it
 * or by merging it into another of its kind; or gives up one that was drawn up or approved and never began its work, with the reason.
 */
export async function dissolveUnion(tx: Tx, input: DissolveUnionInput): Promise<{ union: Union }> {
  const { union } = await getUnionBelow(tx, 'dissolveUnion', input);
  const status = input.mergeIntoId == null ? 'DISSOLVED' : 'MERGED';
  assertTransition(UNION_TRANSITIONS, 'union', union.status, status);
  const endReason = input.reason == null ? null : checkedText(input.reason, 'reason', LONGEST_REASON, 2);
  refuseIf(
    endReason === null && union.status !== 'ACTIVE',
    'VALIDATION_FAILED',
    `"${union.nameZh}" is ${union.status} and never began its work. Say by "reason" why it is given up.`,
    { rule: '2.1.3', field: 'reason' },
  );
  const heir = input.mergeIntoId == null ? null : await getUnion(tx, input.mergeIntoId);
  refuseIf(
    heir !== null && (heir.id === union.id || heir.kind !== union.kind || heir.status !== 'ACTIVE'),
    'VALIDATION_FAILED',
    `"${union.nameZh}" can be merged into another active ${union.kind} only.`,
    { field: 'mergeIntoId' },
  );
  refuseIf(
    heir !== null && heir.districtCode !== union.districtCode,
    'VALIDATION_FAILED',
    `"${union.nameZh}" lies in district ${union.districtCode}, and "${heir?.nameZh}" in ${heir?.districtCode}.`,
    { rule: '2.1.3', field: 'mergeIntoId' },
  );
  // An heir is named by whoever may decide about it, too.
  const above = heir && (await tx.db.findOneByOrFail(Union, { id: heir.parentId ?? heir.id }));
  if (above) unionPolicy.authorise(tx.viewer, 'dissolveUnion', above);
  await refuseUnemptied(tx, union);
  const ended = await updateRow(tx.db, Union, union, { status, mergedIntoId: heir?.id ?? null, endReason });
  if (heir) await passHomes(tx, ended, heir);
  await tellDissolved(tx, ended);
  return { union: ended };
}

async function refuseUnemptied(tx: Tx, { id, nameZh }: Union): Promise<void> {
  const left = await whatIsLeft(tx, id);
  const told = left.map(({ count, what, until }) => `${count} ${what}${until === null ? '' : ` until ${until}`}`).join(', ');
  const [last, isOpen] = [
    left
      .map(({ until }) => until ?? '')
      .sort()
      .at(-1),
    left.some(({ until }) => until === null),
  ];
  const then = isOpen || !last ? 'They must go first.' : `It can end on ${addDays(last, 1)}.`;
  refuseIf(left.length > 0, 'VALIDATION_FAILED', `"${nameZh}" still has ${told}. ${then}`, { rule: '2.1.3', field: 'unionId' });
}

/** Tells that a union has ended, and in which other one. */
export const tellDissolved = (tx: Tx, union: Union): Promise<void> => {
  const { kind, mergedIntoId, scopePath } = union;
  return tx.publish(unionDissolved, union, { kind, mergedIntoId, scopePath });
};

interface Left {
  readonly what: string;
  readonly count: number;
  /** The last day of all of these; null where one of them has none. */
  readonly until: string | null;
}

/** What still hangs on a union, with counts. The union must be locked: whoever adds to it locks it first. */
const whatIsLeft = ({ db, now }: Tx, id: string): Promise<Left[]> =>
  rows(
    db,
    sql`select what, count, until from (
      select 1 as at, 'members' as what, count(*)::int as count, null::text as until from member where union_id = ${id}
      union all select 2, 'open applications', count(*)::int, null from membership_application
        where union_id = ${id} and status in ('SUBMITTED', 'UNDER_REVIEW')
      union all select 3, 'members on their way to it', count(*)::int, null from membership_transfer
        where to_union_id = ${id} and status = 'REQUESTED' and due_on >= ${civilDay(now)}
      union all select 4, 'firms', count(*)::int, null from enterprise_affiliation where union_id = ${id} and to_day is null
      union all select 5, 'unions below it', count(*)::int, null from trade_union
        where parent_id = ${id} and status not in ('MERGED', 'DISSOLVED')
      union all select 6, 'of its staff', count(*)::int, null from staff_member where union_id = ${id} and status <> 'LEFT'
      union all select 7, 'assignments to it', count(*)::int, case when bool_and(to_day is not null) then max(to_day)::text end from staff_assignment
        where union_id = ${id} and (to_day is null or to_day >= ${civilDay(now)})
      union all select 8, 'unions tied to it', count(*)::int, null from trade_union
        where dual_parent_id = ${id} and status not in ('MERGED', 'DISSOLVED')
    ) as counted where count > 0 order by at`,
  );
