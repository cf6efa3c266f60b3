import {
  type Calendar,
  columns,
  empty,
  grouped,
  isId,
  isWorkingDay,
  notFound,
  raw,
  rows,
  sql,
  startOfDay,
} from '@union-graph/subgraph';
import { failedByTime } from '../case/scope.ts';
import type { Context } from '../context.ts';
import { MediationOrg } from '../mediation-org/MediationOrg.ts';
import { orgPolicy } from '../mediation-org/policy.ts';
import { leftStaff } from '../mediator/hasLeft.ts';
import { numbers } from '../rule/numbers.ts';
import { DutyShift } from './DutyShift.ts';
import { type Candidate, checkSpan, daysBetween, neededOn, suggestDuty } from './rules.ts';

interface RosterArgs {
  readonly from: string;
  readonly to: string;
  readonly orgId?: string | null;
  readonly districtCode?: string | null;
}

export interface RosterDay {
  readonly org: MediationOrg;
  readonly on: string;
  readonly isOpen: boolean;
  readonly shifts: DutyShift[];
  readonly lawyers: number;
  readonly missing: number;
}

/** The days of the asked organisations on which they are open or somebody is on duty, with what is missing (MED-INV-2). */
export async function rosterDays(ctx: Context, args: RosterArgs): Promise<RosterDay[]> {
  checkSpan(args);
  const orgs = await orgsOf(ctx, args);
  const shifts = await shiftsAt(ctx, orgs, args);
  const [calendar, least] = [await ctx.loaders.calendar.load('all'), ctx.number(numbers.LEAST_LAWYERS_ON_DUTY)];
  const slots = daysBetween(args.from, args.to).flatMap((on) => orgs.map((org) => ({ org, on })));
  const held = grouped(
    slots.map(({ org, on }) => `${org.id} ${on}`),
    shifts,
    ({ orgId, day }) => `${orgId} ${day}`,
  );
  return slots
    .map((slot, at) => dayOf({ ...slot, shifts: held[at] ?? [] }, calendar, least))
    .filter(({ isOpen, lawyers }) => isOpen || lawyers > 0);
}

function dayOf(day: Pick<RosterDay, 'org' | 'on' | 'shifts'>, calendar: Calendar, least: number): RosterDay {
  const isOpen = isWorkingDay(calendar, day.on);
  const lawyers = new Set(day.shifts.map(({ lawyerId }) => lawyerId)).size;
  return { ...day, isOpen, lawyers, missing: Math.max(0, neededOn(day.org.kind, isOpen, least) - lawyers) };
}

async function orgsOf(ctx: Context, { orgId, districtCode }: RosterArgs): Promise<MediationOrg[]> {
  if (orgId != null) {
    const org = isId(orgId) ? await ctx.loaders.mediationOrg.load(orgId) : null;
    if (!org) throw notFound('mediation organisation', orgId);
    return [org];
  }
  return rows<MediationOrg>(
    ctx.db,
    sql`select ${columns(MediationOrg, 'o')} from mediation_org o
    where o.kind in ('CITY_CENTRE', 'DISTRICT_CENTRE', 'INDUSTRY_CENTRE') and o.status <> 'DISSOLVED'
      ${districtCode ? sql`and o.district_code = ${districtCode}` : empty} order by o.name_zh, o.id`,
  );
}

/** The shifts that stand, the earliest first, each with its day. */
const shiftsAt = (
  { db }: Context,
  orgs: readonly MediationOrg[],
  { from, to }: RosterArgs,
): Promise<(DutyShift & { readonly day: string })[]> =>
  rows(
    db,
    sql`select civil_day(d.start_at) as day, ${columns(DutyShift, 'd')} from duty_shift d
    where d.org_id = any(${orgs.map(({ id }) => id)}::uuid[]) and d.cancelled_at is null
      and civil_day(d.start_at) between ${from}::date and ${to}::date order by d.start_at, d.id`,
  );

interface SuggestionArgs {
  readonly orgId: string;
  readonly from: string;
  readonly to: string;
}

/** Whom to put on duty where lawyers are missing; for who keeps the roster. */
export async function suggestedDuty(ctx: Context, args: SuggestionArgs) {
  const [org] = await orgsOf(ctx, args);
  orgPolicy.authorise(ctx.viewer, 'suggestedDuty', org as MediationOrg);
  const days = await rosterDays(ctx, args);
  const gaps = days
    .filter(({ missing }) => missing > 0)
    .map(({ on, missing, shifts }) => ({ day: on, missing, present: new Set(shifts.map(({ lawyerId }) => lawyerId)) }));
  const hour = (day: string, hours: number): Date => new Date(startOfDay(day).getTime() + hours * 3_600_000);
  return suggestDuty(gaps, await candidatesFor(ctx, args)).map(({ day, lawyerId, ...suggested }) => ({
    ...suggested,
    lawyerId,
    start: hour(day, ctx.number(numbers.DUTY_FROM_HOUR)),
    end: hour(day, ctx.number(numbers.DUTY_TO_HOUR)),
  }));
}

interface CandidateRow {
  readonly lawyerId: string;
  readonly from: string;
  readonly to: string;
  readonly busy: readonly string[];
  readonly conflicts: number;
}

/** Who may be on duty at a place in a span, by licence, with where else they are on duty and which cases there they must not mediate. */
async function candidatesFor(ctx: Context, { orgId, from, to }: SuggestionArgs): Promise<Candidate[]> {
  const found = await rows<CandidateRow>(
    ctx.db,
    sql`select l.id as "lawyerId", greatest(s.from_on, l.appointed_on) as "from", least(s.to_on, l.left_on) as "to",
      array(select distinct civil_day(d.start_at)::text from duty_shift d where d.lawyer_id = l.id and d.cancelled_at is null
        and civil_day(d.start_at) between ${from}::date and ${to}::date) as busy,
      (select count(*)::int from mediation_case c where c.org_id = s.org_id and c.closed_at is null and not ${failedByTime(ctx)} and exists (
        select from party_relation r where r.person_id = l.person_id and (r.case_id = c.id
          or r.other_person_id = any(c.applicant_ids || c.respondent_ids)
          or r.enterprise_id in (select p.enterprise_id from case_party p where p.case_id = c.id)))) as conflicts
    from service_contract_org s join lawyer l on l.firm_id = s.firm_id
    where s.org_id = ${orgId}::uuid and s.from_on <= ${to}::date and s.to_on >= ${from}::date
      and not exists (${leftStaff(raw('l.person_id'))}) order by l.licence_no, s.from_on`,
  );
  const ids = [...new Set(found.map(({ lawyerId }) => lawyerId))];
  return grouped(ids, found, ({ lawyerId }) => lawyerId).map((terms, at) => ({
    lawyerId: ids[at] as string,
    days: new Set(terms.flatMap((term) => daysBetween(term.from > from ? term.from : from, term.to < to ? term.to : to))),
    busy: new Set(terms[0]?.busy),
    conflicts: terms[0]?.conflicts ?? 0,
  }));
}
