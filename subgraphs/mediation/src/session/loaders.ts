import { type Batch, columns, grouped, rows, sql } from '@union-graph/subgraph';
import { partyIs, recusalScope, sessionScope, worksOnCase } from '../case/scope.ts';
import { Recusal } from './Recusal.ts';
import { Session } from './Session.ts';

/**
 * Sessions of cases that the viewer has been given, by case id, the earliest first; none of cases whose sessions are not for them. The notes come only for the case's
 * mediator and lawyer (C-19), and for no party, whatever else they are.
 */
export const sessionsOfCase: Batch<string, Session[]> = async (ctx, caseIds) => {
  const { db, viewer } = ctx;
  const person = sql`${viewer.personId}::uuid`;
  const found = await rows<Session & { mayReadNotes: boolean }>(
    db,
    sql`select ${columns(Session, 's')},
      not ${partyIs(person)} and ${worksOnCase(ctx, person)} as "mayReadNotes"
    from mediation_session s join mediation_case c on c.id = s.case_id
    where s.case_id = any(${caseIds}::uuid[]) and ${sessionScope(ctx)} order by s.held_at, s.id`,
  );
  const shown = found.map(({ mayReadNotes, ...session }) => (mayReadNotes ? session : { ...session, confidentialNotes: null }));
  return grouped(caseIds, shown, ({ caseId }) => caseId);
};

/** The recusals of cases of which the viewer reads them, by case id, the earliest first. */
export const recusalsOfCase: Batch<string, Recusal[]> = async (ctx, caseIds) => {
  const found = await rows<Recusal>(
    ctx.db,
    sql`select ${columns(Recusal, 'r')} from recusal r join mediation_case c on c.id = r.case_id
    where r.case_id = any(${caseIds}::uuid[]) and ${recusalScope(ctx)} order by r.recused_at, r.id`,
  );
  return grouped(caseIds, found, ({ caseId }) => caseId);
};
