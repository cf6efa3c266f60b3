import { civilDay, Refusal, type Transitions } from '@union-graph/subgraph';
import { ALLOWED_IN, type CaseStatus } from '../case/rules.ts';
import type { GrantStatus, LegalAidScope } from '../schema.gen.ts';

/** Where a grant of legal aid may go from each state. */
export const GRANT_TRANSITIONS: Transitions<GrantStatus> = {
  ACTIVE: ['COMPLETED', 'TERMINATED'],
  COMPLETED: [],
  TERMINATED: [],
};

type Grantable = (typeof ALLOWED_IN.grantLegalAid)[number];

/**
 * In which states of a case aid of each scope has work to do (S-39); advice has in all. A mediation may fail on any day and the limit for
 * arbitration runs on, so that a lawyer for it may be given before. Money is collected once something is owed by a title: an agreement that
 * was confirmed or broken, an order, an award or a judgment.
 */
const STATES_OF: Readonly<Record<Exclude<LegalAidScope, 'CONSULTATION'>, readonly Grantable[]>> = {
  MEDIATION: ['RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION', 'AGREED', 'EFFECTIVE', 'CONFIRMING'],
  ARBITRATION: [
    'RECEIVED',
    'NOT_ACCEPTED',
    'ACCEPTED',
    'ASSIGNED',
    'IN_MEDIATION',
    'REFUSED',
    'BREACHED',
    'PAYMENT_ORDER',
    'FAILED',
    'TO_ARBITRATION',
  ],
  LITIGATION: ['NOT_ACCEPTED', 'REFUSED', 'BREACHED', 'PAYMENT_ORDER', 'FAILED', 'TO_ARBITRATION', 'AWARDED', 'LITIGATION'],
  ENFORCEMENT: ['CONFIRMED', 'BREACHED', 'PAYMENT_ORDER', 'ENFORCEMENT', 'AWARDED', 'LITIGATION'],
};

/** Whether aid of a scope has work in a case that has come to a state. */
export const hasWork = (scope: LegalAidScope, status: CaseStatus): boolean => {
  const states: readonly CaseStatus[] = scope === 'CONSULTATION' ? ALLOWED_IN.grantLegalAid : STATES_OF[scope];
  return states.includes(status);
};

/** The scopes of aid that end with a mediation that time has failed. */
export const ENDED_BY_FAILURE: readonly LegalAidScope[] = (Object.keys(STATES_OF) as (keyof typeof STATES_OF)[]).filter(
  (scope) => !hasWork(scope, 'FAILED'),
);

/** Throws `INVALID_TRANSITION` for aid of a scope whose time has not come or is over in a case. */
export function assertScopeFits(scope: LegalAidScope, status: CaseStatus): void {
  if (scope === 'CONSULTATION' || hasWork(scope, status)) return;
  throw new Refusal(
    'INVALID_TRANSITION',
    `Legal aid for "${scope}" is given while a case is ${STATES_OF[scope].join(', ')}; this one is ${status}. Choose the scope of what comes next.`,
    { rule: 'S-39', field: 'scope' },
  );
}

interface Ended {
  readonly endedOn: string;
  readonly endedWithCase: boolean;
}

/** The last day of aid that has ended: the day of its end, or the one before where a mediation that failed as that day began took the aid along. */
export const lastDayOfAid = ({ endedOn, endedWithCase }: Ended, failedAt: Date | null): string =>
  endedWithCase && failedAt !== null && civilDay(failedAt) === endedOn ? civilDay(new Date(failedAt.getTime() - 1)) : endedOn;
