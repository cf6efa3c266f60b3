import {
  civilDay,
  columns,
  empty,
  notFound,
  type PageSource,
  placesOfMember,
  type ReadContext,
  readsMembersAt,
  requireIds,
  rows,
  type Sql,
  sql,
} from '@union-graph/subgraph';
import type { QueryAidEligibilityArgs, SchemeCode } from '../schema.gen.ts';
import { AidApplication, type AidStatus } from './AidApplication.ts';
import { AidCycle, type CycleStatus } from './AidCycle.ts';
import { AidScheme } from './AidScheme.ts';
import { fileAround, judge, knowsByFile } from './eligibility.ts';
import { aidPolicy } from './policy.ts';
import { UNDECIDED } from './rules.ts';
import { aidScope } from './scope.ts';

/** The schemes, by code and first day; on a day those in force. */
export const aidSchemes = ({ db }: ReadContext, on: string | null | undefined): Promise<AidScheme[]> =>
  rows(
    db,
    sql`select ${columns(AidScheme, 's')} from aid_scheme s
      ${on ? sql`where s.valid_from <= ${on} and (s.valid_to is null or s.valid_to >= ${on})` : empty} order by s.code, s.valid_from`,
  );

interface CycleFilter {
  readonly schemeCode?: SchemeCode | null;
  readonly status?: CycleStatus | null;
}

/** Where a cycle is today, as `cycleStatusOn` has it. */
const cycleIs = (status: CycleStatus, today: string): Sql => {
  if (status === 'OPEN') return sql`and c.status = 'OPEN' and c.to_day >= ${today}`;
  const waits = sql`exists (select from aid_application a where a.cycle_id = c.id and a.status = any(${UNDECIDED as string[]}))`;
  const isOver = sql`c.status = 'OPEN' and c.to_day < ${today}`;
  if (status === 'FROZEN') return sql`and (c.status = 'FROZEN' or ${isOver} and ${waits})`;
  if (status === 'CLOSED') return sql`and (c.status = 'CLOSED' or ${isOver} and not ${waits})`;
  return sql`and c.status = ${status}`;
};

export const aidCycles: PageSource<AidCycle, CycleFilter> = {
  name: 'aidCycles',
  select: ({ schemeCode, status }, { now }) =>
    sql`select ${columns(AidCycle, 'c')} from aid_cycle c join aid_scheme s on s.id = c.scheme_id where true
      ${schemeCode ? sql`and s.code = ${schemeCode}` : empty} ${status ? cycleIs(status, civilDay(now)) : empty}`,
  order: [
    { by: 'from', type: 'date', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

const LATEST_FIRST = [
  { by: 'appliedAt', type: 'timestamptz', desc: true },
  { by: 'id', type: 'uuid', desc: true },
] as const;

interface ApplicationFilter {
  readonly status?: AidStatus | null;
  readonly cycleId?: string | null;
}

/** The applications that the viewer may see, the latest first. */
export const aidApplications: PageSource<AidApplication, ApplicationFilter> = {
  name: 'aidApplications',
  select: ({ status, cycleId }, { viewer }) => {
    if (cycleId) requireIds({ cycleId });
    return sql`select ${columns(AidApplication, 'a')} from aid_application a where ${aidScope(viewer)}
      ${status ? sql`and a.status = ${status}` : empty} ${cycleId ? sql`and a.cycle_id = ${cycleId}` : empty}`;
  },
  order: LATEST_FIRST,
};

/** The viewer's own applications. */
export const myAid: PageSource<AidApplication> = {
  name: 'myAid',
  select: (_, { viewer }) =>
    sql`select ${columns(AidApplication, 'a')} from aid_application a where a.member_id = ${viewer.personId}::uuid`,
  order: LATEST_FIRST,
};

/** One member's applications, newest first, as far as the viewer may see them; the parent is the member's id. */
export const applicationsOfMember: PageSource<AidApplication> = {
  name: 'applicationsOfMember',
  select: (_, { viewer }) =>
    sql`select ${columns(AidApplication, 'a')} from aid_application a where a.member_id = parent.key::uuid
      and ${aidScope(viewer)}`,
  order: LATEST_FIRST,
};

/**
 * Whether a worker may have aid today, for the worker and for those who work with applications where the household's file lies, or where the worker
 * is without one. `NOT_FOUND` for a worker whom the viewer may not read, with a file or without; `FORBIDDEN` for others whom they read.
 */
export async function aidEligibility(ctx: ReadContext, { schemeCode, memberId }: QueryAidEligibilityArgs) {
  const id = (memberId ?? ctx.viewer.personId ?? '').toLowerCase();
  requireIds({ memberId: id });
  const file = await fileAround(ctx, id);
  const places = await placesOfMember(ctx.db, id);
  const readAt = places.find(readsMembersAt(ctx.viewer));
  if (ctx.viewer.personId !== id && !readAt && !knowsByFile(ctx.viewer, file)) throw notFound('member', id);
  aidPolicy.authorise(ctx.viewer, 'aidEligibility', { memberId: id, scopePath: file?.scopePath ?? readAt ?? '/' });
  const [scheme] = (await aidSchemes(ctx, civilDay(ctx.now))).filter(({ code }) => code === schemeCode);
  if (!scheme) throw notFound('scheme in force', schemeCode);
  return judge(ctx, scheme, file);
}
