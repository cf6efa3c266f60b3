import { checkedDayOfWork, civilDay, columns, readCalendar, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { Claim } from '../application/Claim.ts';
import type { Context } from '../context.ts';
import type { LimitationCheckInput } from '../schema.gen.ts';
import type { LimitationCheck } from './LimitationCheck.ts';
import { LimitationEvent } from './LimitationEvent.ts';
import { type Limit, limitationFactsOf, limitationOf } from './rules.ts';

/** The time limit of a case as of the request's clock. */
export async function limitationOfCase(ctx: Context, caseId: string): Promise<LimitationCheck> {
  const [claims, events, calendar] = await Promise.all([
    ctx.loaders.claimsOfCase.load(caseId),
    ctx.loaders.limitationEvents.load(caseId),
    ctx.loaders.calendar.load('all'),
  ]);
  return {
    ...limitationOf(
      claims.map(({ kind }) => kind),
      events,
      calendar,
      civilDay(ctx.now),
    ),
    events,
  };
}

const [MOST_KINDS, MOST_EVENTS] = [50, 100];

/** The time limit that some facts make, without a case. */
export async function limitationOfFacts(ctx: Context, input: LimitationCheckInput): Promise<LimitationCheck> {
  const [kinds, told] = [input.kinds.length, input.events?.length ?? 0];
  refuseIf(kinds < 1 || kinds > MOST_KINDS, 'BAD_USER_INPUT', `Name 1 to ${MOST_KINDS} kinds of claims.`, { field: 'kinds' });
  refuseIf(told > MOST_EVENTS, 'BAD_USER_INPUT', `Name at most ${MOST_EVENTS} events.`, { field: 'events' });
  const today = civilDay(ctx.now);
  checkedDayOfWork(input.knewOn, 'knewOn', today);
  if (input.terminatedOn != null) checkedDayOfWork(input.terminatedOn, 'terminatedOn', today);
  const events = limitationFactsOf(input, today);
  return { ...limitationOf(input.kinds, events, await ctx.loaders.calendar.load('all'), today), events };
}

/** The time limit of a case inside a transaction. */
export async function limitInTransaction({ db, now }: Tx, caseId: string): Promise<Limit> {
  const claims = await rows<Claim>(db, sql`select ${columns(Claim, 'c')} from case_claim c where c.case_id = ${caseId}`);
  const events = await rows<LimitationEvent>(
    db,
    sql`select ${columns(LimitationEvent, 'e')} from limitation_event e where e.case_id = ${caseId}`,
  );
  return limitationOf(
    claims.map(({ kind }) => kind),
    events,
    await readCalendar(db),
    civilDay(now),
  );
}
