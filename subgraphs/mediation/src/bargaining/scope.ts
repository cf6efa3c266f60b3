import { hasRole, READERS, type Role, scopePaths, type Viewer } from '@union-graph/identity';
import { civilDay, join, type ReadContext, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { unionsOfSpeaker } from '../contract/policy.ts';
import { DELEGATES } from '../linked-party/delegates.ts';
import { whileInstructing } from '../wage-instructor/serving.ts';
import { employersOf } from './policy.ts';
import { ANSWERABLE } from './rules.ts';

/** The staff around a round and its contract, each inside its own part of the union tree. */
export const STAFF_AROUND: readonly Role[] = READERS.bargainingRound.inScope;

/**
 * The rounds that a viewer may see, as a condition in SQL on `bargaining_round r`: the staff around them, who speaks for a side, its
 * representatives, its instructor while a term of theirs runs, and the labour authority (2.2.3). An employer that declined, or has not answered while it could, takes no
 * part in what the others bargain about.
 */
export const roundScope = ({ viewer, now }: Pick<ReadContext, 'viewer' | 'now'>): Sql => {
  const inPart = underPaths(raw('r.scope_path'), scopePaths(viewer, ...STAFF_AROUND));
  if (viewer.personId === null) return inPart;
  const person = sql`${viewer.personId}::uuid`;
  return sql`(${inPart} or ${withLabourAuthority(viewer, civilDay(now))} or r.workers_side_id = any(${unionsOfSpeaker(viewer)}::uuid[])
    or exists (select from round_employer e where e.round_id = r.id and e.enterprise_id = any(${employersOf(viewer)}::uuid[])
      and (e.answer = 'ACCEPTED' or r.status in ('NOTICED', 'REFUSED') or e.answer is null and r.status in (${join(ANSWERABLE)})))
    or exists (select from round_rep p where p.round_id = r.id and p.is_current and p.person_id = ${person})
    or exists (select from wage_instructor i where i.id = r.instructor_id and i.person_id = ${whileInstructing({ now }, person)}))`;
};

/** What the labour authority has to do with: a refusal without a reason, and a round whose contract was filed with it (C-19). */
const withLabourAuthority = (viewer: Viewer, today: string): Sql =>
  hasRole(viewer, 'LINKED_PARTY')
    ? sql`(${underPaths(raw('r.scope_path'), scopePaths(viewer, 'LINKED_PARTY'))} and exists (select from ${DELEGATES} d
        where d.person_id = ${viewer.personId}::uuid and d.party_code = 'HRSS')
      and (r.status = 'REFUSED' and r.refusal_reason is null or r.status = 'NOTICED' and r.reply_due_on < ${today}::date
        or exists (select from collective_contract f where f.round_id = r.id and f.filed_on is not null)))`
    : raw('false');
