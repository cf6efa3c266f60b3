import { addDays, Refusal, startOfDay } from '@union-graph/subgraph';
import type { CaseFlag, CaseStatus } from '../schema.gen.ts';

export type { CaseStatus };

/** Characters of a note of where a paper of a case is kept. */
export const LONGEST_PAPER_REF = 200;

/**
 * In which states each mutation is allowed (domain rule 2.2.2). Beyond its table, payments are recorded during a
 * confirmation, and after a breach, a payment order and an enforcement, since money still comes in then.
 */
export const ALLOWED_IN = {
  decideAcceptance: ['RECEIVED'],
  assignMediator: ['ACCEPTED'],
  recuseMediator: [
    'ASSIGNED',
    'IN_MEDIATION',
    'AGREED',
    'EFFECTIVE',
    'CONFIRMING',
    'CONFIRMED',
    'BREACHED',
    'PAYMENT_ORDER',
    'ENFORCEMENT',
  ],
  openSession: ['ASSIGNED', 'IN_MEDIATION'],
  addEvidence: ['RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION'],
  extendMediation: ['ACCEPTED', 'ASSIGNED', 'IN_MEDIATION'],
  recordAgreement: ['IN_MEDIATION'],
  signAgreement: ['AGREED'],
  sealAgreement: ['AGREED'],
  applyConfirmation: ['EFFECTIVE'],
  recordConfirmation: ['CONFIRMING'],
  recordPerformance: ['EFFECTIVE', 'CONFIRMING', 'CONFIRMED', 'BREACHED', 'PAYMENT_ORDER', 'ENFORCEMENT'],
  reportBreach: ['EFFECTIVE', 'CONFIRMED', 'BREACHED'],
  applyPaymentOrder: ['BREACHED'],
  applyEnforcement: ['BREACHED'],
  orderAfterDeath: ['BREACHED'],
  enforceAfterDeath: ['BREACHED'],
  declareFailure: ['IN_MEDIATION', 'AGREED'],
  endAfterDeath: ['RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION', 'AGREED'],
  referToArbitration: ['FAILED', 'NOT_ACCEPTED', 'REFUSED', 'BREACHED', 'PAYMENT_ORDER'],
  recordAward: ['TO_ARBITRATION'],
  recordJudgment: ['AWARDED', 'LITIGATION'],
  referToParty: [
    'RECEIVED',
    'NOT_ACCEPTED',
    'ACCEPTED',
    'ASSIGNED',
    'IN_MEDIATION',
    'AGREED',
    'EFFECTIVE',
    'CONFIRMING',
    'CONFIRMED',
    'REFUSED',
    'BREACHED',
    'PAYMENT_ORDER',
    'ENFORCEMENT',
    'FAILED',
    'TO_ARBITRATION',
    'AWARDED',
    'LITIGATION',
  ],
  grantLegalAid: [
    'RECEIVED',
    'NOT_ACCEPTED',
    'ACCEPTED',
    'ASSIGNED',
    'IN_MEDIATION',
    'AGREED',
    'EFFECTIVE',
    'CONFIRMING',
    'CONFIRMED',
    'REFUSED',
    'BREACHED',
    'PAYMENT_ORDER',
    'ENFORCEMENT',
    'FAILED',
    'TO_ARBITRATION',
    'AWARDED',
    'LITIGATION',
  ],
  withdrawCase: ['DRAFT', 'RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION', 'AGREED', 'TO_ARBITRATION'],
  withdrawAfterDeath: ['DRAFT', 'RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION', 'AGREED', 'TO_ARBITRATION'],
} as const satisfies Readonly<Record<string, readonly CaseStatus[]>>;

export type CaseVerb = keyof typeof ALLOWED_IN;

/** What of the mutations of those who ask others do, too, once all of them have died. */
export const AFTER_DEATH = {
  declareFailure: 'endAfterDeath',
  applyPaymentOrder: 'orderAfterDeath',
  applyEnforcement: 'enforceAfterDeath',
  withdrawCase: 'withdrawAfterDeath',
} as const satisfies Partial<Record<CaseVerb, CaseVerb>>;

/** A mutation of those who ask that others do, too, once all of them have died. */
export type OfApplicants = keyof typeof AFTER_DEATH;
type AfterDeath = (typeof AFTER_DEATH)[OfApplicants];

/** The mutation by which something is done: each has its own name, but what is done once all who asked have died. */
export function mutationOf(verb: CaseVerb): Exclude<CaseVerb, AfterDeath> {
  const [ofApplicants] = Object.entries(AFTER_DEATH).find(([, after]) => after === verb) ?? [verb];
  return ofApplicants as Exclude<CaseVerb, AfterDeath>;
}

/** Throws `INVALID_TRANSITION` unless the mutation is allowed in the state. */
export function assertCaseAllows(verb: CaseVerb, status: CaseStatus): void {
  const allowed: readonly CaseStatus[] = ALLOWED_IN[verb];
  if (allowed.includes(status)) return;
  throw new Refusal(
    'INVALID_TRANSITION',
    `The case is ${status}; "${mutationOf(verb)}" is possible only while it is ${allowed.join(', ')}.`,
    { field: 'status' },
  );
}

/** States from which a case fails by itself once its time is over: the 15 days run from receipt, whatever was done (P11 art. 14). */
export const BEFORE_AGREEMENT: readonly CaseStatus[] = ['RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION'];
const PAYING: readonly CaseStatus[] = ['EFFECTIVE', 'CONFIRMED'];

/** What time decides about a case. */
export interface Timed {
  readonly status: CaseStatus;
  readonly statutoryDueOn: string;
  readonly extendedOn: string | null;
  readonly nextPaymentOn: string | null;
  /** The last day to sign what was agreed; null before. */
  readonly signByOn: string | null;
  /** When all had signed; null before. */
  readonly signedAt: Date | null;
}

/** The last day for mediation: the extended one, else the statutory one. */
export const mediationDueOn = ({ statutoryDueOn, extendedOn }: Timed): string => extendedOn ?? statutoryDueOn;

/** Whether what was agreed waits for a signature. */
export const isUnsigned = ({ status, signedAt }: Pick<Timed, 'status' | 'signedAt'>): boolean =>
  status === 'AGREED' && signedAt === null;

/** The last day on which the mediation has not failed yet: while an agreement is being signed the last day for that. */
const failsAfter = (row: Timed): string =>
  row.status === 'AGREED' && row.signByOn !== null ? row.signByOn : mediationDueOn(row);

/** The last day of a mediation that time fails unless something is done until then; null where time fails nothing, or has. */
export const lastDayOfMediation = (row: Timed): string | null =>
  BEFORE_AGREEMENT.includes(row.status) || isUnsigned(row) ? failsAfter(row) : null;

/** The state of a case on a day. No timer need have run: a term that is over decides by itself. */
export function currentCaseStatus(row: Timed, today: string): CaseStatus {
  const lastDay = lastDayOfMediation(row);
  if (lastDay !== null && today > lastDay) return 'FAILED';
  if (PAYING.includes(row.status) && row.nextPaymentOn !== null && today > row.nextPaymentOn) return 'BREACHED';
  return row.status;
}

/** Whether what was agreed was not signed in time and binds nobody, though that may not be written down yet. */
export const isLapsed = (row: Timed, today: string): boolean =>
  row.status === 'AGREED' && currentCaseStatus(row, today) === 'FAILED';

/** When a case that time has failed ended: as its last day was over. */
export const failedByTimeAt = (row: Timed): Date => startOfDay(addDays(failsAfter(row), 1));

interface FlaggedCase extends Timed {
  readonly acceptanceDueOn: string;
  readonly closedAt: Date | null;
}

interface Flagged {
  /** The day of the decision on acceptance; null before. */
  readonly decidedOn: string | null;
  readonly today: string;
  /** The state of the limit for arbitration. */
  readonly limitation: string;
  /** Whether the mediator mediates no more, and whether the lawyer beside has left the staff. */
  readonly isMediatorGone: boolean;
  readonly isLawyerGone: boolean;
  readonly deaths: Deaths;
}

/** Which of the applicants who take part in a case have died. */
export interface Deaths {
  readonly hasDied: boolean;
  /** The day since which nobody of them lives; null while somebody does. */
  readonly noneSince: string | null;
}

/** Whether a decision on acceptance came after its last day, or is to come; nobody is late for who had died by then. */
export const isLateDecision = (dueOn: string, decidedOn: string | null, { noneSince }: Deaths, today: string): boolean =>
  (decidedOn ?? (noneSince !== null && noneSince < today ? noneSince : today)) > dueOn;

/**
 * What deserves attention in a case. A decision on acceptance after three working days counts, but is flagged (P12); so is a case that waits for
 * its centre, since those who were given it cannot do it any more, and one in which an applicant has died.
 */
export function flagsOf(row: FlaggedCase, flagged: Flagged): CaseFlag[] {
  const { decidedOn, today, limitation, isMediatorGone, isLawyerGone, deaths } = flagged;
  const needsMediator: readonly CaseStatus[] = ALLOWED_IN.recuseMediator;
  const lastDay = lastDayOfMediation(row);
  const isOpen = lastDay !== null && today <= lastDay;
  const all: readonly (readonly [CaseFlag, boolean])[] = [
    ['LATE', isLateDecision(row.acceptanceDueOn, decidedOn, deaths, today)],
    ['LIMITATION_EXPIRED', limitation === 'EXPIRED'],
    ['MEDIATOR_GONE', needsMediator.includes(currentCaseStatus(row, today)) && isMediatorGone],
    ['LAWYER_GONE', isOpen && isLawyerGone],
    ['APPLICANT_DIED', deaths.hasDied && row.closedAt === null && currentCaseStatus(row, today) !== 'FAILED'],
  ];
  return all.flatMap(([flag, holds]) => (holds ? [flag] : []));
}
