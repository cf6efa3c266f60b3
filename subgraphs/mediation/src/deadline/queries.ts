import { type PageSource, sql } from '@union-graph/subgraph';
import { caseScope, currentStatusSql } from '../case/scope.ts';
import type { CaseDeadline } from './CaseDeadline.ts';

interface Until {
  /** A civil day. */
  readonly before: string;
}

/** What is due up to a day in the cases that the viewer may see: of each open case what its state waits for. */
export const caseDeadlines: PageSource<CaseDeadline, Until> = {
  name: 'caseDeadlines',
  select: (
    { before },
    ctx,
  ) => sql`select c.id || ' ' || due.kind as "key", c.id as "caseId", due.kind as "kind", due.day as "dueOn"
    from mediation_case c cross join lateral (values
      ('ACCEPTANCE', case when c.status = 'RECEIVED' then c.acceptance_due_on end),
      ('MEDIATION', case when c.status in ('RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION') then coalesce(c.extended_on, c.statutory_due_on) end),
      ('SIGNATURES', case when c.status = 'AGREED' and c.signed_at is null then c.sign_by_on end),
      ('PAYMENT', case when c.status in ('EFFECTIVE', 'CONFIRMING', 'CONFIRMED', 'BREACHED') then c.next_payment_on end),
      ('AWARD', case when c.status = 'TO_ARBITRATION' then c.award_due_on end)) as due(kind, day)
    where c.closed_at is null and due.day <= ${before}::date and ${caseScope(ctx)} and ${currentStatusSql(ctx)} <> 'FAILED'`,
  order: [
    { by: 'dueOn', type: 'date' },
    { by: 'key', type: 'text' },
  ],
};
