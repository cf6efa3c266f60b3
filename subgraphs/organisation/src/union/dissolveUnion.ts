import { unionDissolved } from '@union-graph/events';
import { assertTransition, civilDay, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { DissolveUnionInput } from '../schema.gen.ts';
import { getUnion, getUnionBelow } from './getUnion.ts';
import { passHomes } from './passHomes.ts';
import { unionPolicy } from './policy.ts';
import { UNION_TRANSITIONS } from './rules.ts';
import { Union } from './Union.ts';

/**
 * Ends an active union that nobody belongs to any more (domain rule 2.1.3: all members transferred first), by dissolving it
 * or by merging it into another of its kind.
 */
export async function dissolveUnion(tx: Tx, input: DissolveUnionInput): Promise<{ union: Union }> {
  const { union } = await getUnionBelow(tx, 'dissolveUnion', input);
  const status = input.mergeIntoId == null ? 'DISSOLVED' : 'MERGED';
  assertTransition(UNION_TRANSITIONS, 'union', union.status, status);
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
  const left = await whatIsLeft(tx, union.id);
  refuseIf(
    left.length > 0,
    'VALIDATION_FAILED',
    `"${union.nameZh}" still has ${left.map(({ count, what }) => `${count} ${what}`).join(', ')}. They must go first.`,
    { rule: '2.1.3', field: 'unionId' },
  );
  const ended = await updateRow(tx.db, Union, union, { status, mergedIntoId: heir?.id ?? null });
  if (heir) await passHomes(tx, ended, heir);
  await tellDissolved(tx, ended);
  return { union: ended };
}

/** Tells that a union has ended, and in which other one. */
export const tellDissolved = (tx: Tx, union: Union): Promise<void> => {
  const { kind, mergedIntoId, scopePath } = union;
  return tx.publish(unionDissolved, union, { kind, mergedIntoId, scopePath });
};

/** What still hangs on a union, with counts. The union must be locked: whoever adds to it locks it first. */
const whatIsLeft = ({ db, now }: Tx, id: string): Promise<{ what: string; count: number }[]> =>
  rows(
    db,
    sql`select what, count from (
      select 1 as at, 'members' as what, count(*)::int as count from member where union_id = ${id}
      union all select 2, 'open applications', count(*)::int from membership_application
        where union_id = ${id} and status in ('SUBMITTED', 'UNDER_REVIEW')
      union all select 3, 'members on their way to it', count(*)::int from membership_transfer
        where to_union_id = ${id} and status = 'REQUESTED' and due_on >= ${civilDay(now)}
      union all select 4, 'firms', count(*)::int from enterprise_affiliation where union_id = ${id} and to_day is null
      union all select 5, 'unions below it', count(*)::int from trade_union
        where parent_id = ${id} and status not in ('MERGED', 'DISSOLVED')
      union all select 6, 'of its staff', count(*)::int from staff_member where union_id = ${id} and status <> 'LEFT'
      union all select 7, 'assignments to it', count(*)::int from staff_assignment
        where union_id = ${id} and (to_day is null or to_day >= ${civilDay(now)})
      union all select 8, 'unions tied to it', count(*)::int from trade_union
        where dual_parent_id = ${id} and status not in ('MERGED', 'DISSOLVED')
    ) as counted where count > 0 order by at`,
  );
