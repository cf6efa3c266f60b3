import { refuseIf, type Transitions } from '@union-graph/subgraph';
import type { HardshipCause, HardshipStatus } from '../schema.gen.ts';
import type { AidStatus } from './AidApplication.ts';
import type { AidCycle, CycleStatus } from './AidCycle.ts';
import type { AidScheme, SchemeCode } from './AidScheme.ts';

/** An application's life (domain rule 2.5.2). Money that comes back is payable again; where the approval was
 * taken back meanwhile, the application ends. */
export const AID_TRANSITIONS: Transitions<AidStatus> = {
  SUBMITTED: ['CHECKED', 'RETURNED', 'REJECTED', 'CANCELLED'],
  CHECKED: ['REVIEWED', 'RETURNED', 'REJECTED', 'CANCELLED'],
  REVIEWED: ['APPROVED', 'RETURNED', 'REJECTED', 'CANCELLED'],
  APPROVED: ['PAYABLE', 'CANCELLED'],
  PAYABLE: ['PAID', 'CANCELLED'],
  PAID: ['CLOSED', 'PAYABLE'],
  CLOSED: ['PAYABLE'],
  RETURNED: ['SUBMITTED', 'REJECTED', 'CANCELLED'],
  REJECTED: [],
  CANCELLED: [],
};

/** Those in which nobody has decided yet. */
export const UNDECIDED: readonly AidStatus[] = ['SUBMITTED', 'CHECKED', 'REVIEWED', 'RETURNED'];

type Lasting = Pick<AidCycle, 'status' | 'to'>;

/** Whether a cycle takes applications on a day, or will. */
export const isOpenOn = ({ status, to }: Lasting, today: string): boolean => status === 'OPEN' && to >= today;

/**
 * Where a cycle is on a day: an open one is frozen after its last day, whatever job has run; closed where nothing in it waits for a decision. Nothing
 * is approved in an open cycle.
 */
export function cycleStatusOn(cycle: Lasting, today: string, hasUndecided: boolean): CycleStatus {
  if (cycle.status !== 'OPEN' || isOpenOn(cycle, today)) return cycle.status;
  return hasUndecided ? 'FROZEN' : 'CLOSED';
}

/** Refuses an application into a cycle that takes none (2.5.2). */
export function checkTakes(cycle: Pick<AidCycle, 'status' | 'from' | 'to'>, today: string): void {
  refuseIf(cycle.to < today, 'DEADLINE_PASSED', `Applications were taken until ${cycle.to}.`, { rule: 'S-36', field: 'cycleId' });
  refuseIf(
    cycle.status !== 'OPEN' || cycle.from > today,
    'INVALID_TRANSITION',
    cycle.status === 'OPEN'
      ? `Applications are taken from ${cycle.from} on.`
      : `The cycle is ${cycle.status} and takes no applications.`,
    { rule: 'S-36', field: 'cycleId' },
  );
}

/** The household as far as a scheme asks about it. */
export interface Applicant {
  readonly file: {
    readonly status: HardshipStatus;
    readonly perCapitaMonthlyFen: bigint | null;
    readonly causes: readonly HardshipCause[];
  } | null;
  readonly lineFen: bigint;
}

type Rule = Pick<AidScheme, 'needsActiveFile' | 'maxPerCapitaBp' | 'causes' | 'validFrom' | 'validTo' | 'nameZh'>;

/** What of a scheme's rule does not hold on a day, a sentence for each; empty for who is eligible (S-36). */
export function reasonsAgainst(rule: Rule, { file, lineFen }: Applicant, today: string): string[] {
  const reasons: string[] = [];
  if (today < rule.validFrom || (rule.validTo !== null && today > rule.validTo))
    reasons.push(`The scheme "${rule.nameZh}" is not in force on ${today}.`);
  const isActive = file?.status === 'ACTIVE';
  const asksOfFile = rule.needsActiveFile || rule.maxPerCapitaBp !== null || rule.causes.length > 0;
  if (asksOfFile && !isActive) {
    reasons.push(
      file
        ? `The hardship file of the household is ${file.status}; it must be ACTIVE.`
        : 'The household has no hardship file; it needs one that is ACTIVE.',
    );
    return reasons;
  }
  if (rule.maxPerCapitaBp !== null) {
    const mostFen = (lineFen * BigInt(rule.maxPerCapitaBp)) / 10_000n;
    const hasFen = file?.perCapitaMonthlyFen ?? 0n;
    if (hasFen > mostFen)
      reasons.push(`The household has ${hasFen} fen a month for each person; the scheme helps up to ${mostFen} fen.`);
  }
  if (rule.causes.length > 0 && !file?.causes.some((cause) => rule.causes.includes(cause)))
    reasons.push(`The hardship file names none of the causes that the scheme helps with: ${rule.causes.join(', ')}.`);
  return reasons;
}

/** Those that help after a sudden loss alone: an application names it, so that no other book pays for it (FND-INV-5). */
const ABOUT_LOSSES: readonly SchemeCode[] = ['EMERGENCY'];

/** What a scheme lacks of the loss that it helps after; empty for one that asks for none. */
export const reasonsAgainstLoss = ({ code, nameZh }: Pick<AidScheme, 'code' | 'nameZh'>, kind: string | null): string[] =>
  ABOUT_LOSSES.includes(code) && kind === null
    ? [`The scheme "${nameZh}" helps after a sudden loss: the application names what happened and on which day ("loss").`]
    : [];

/** A loss lies on a day that has come, and aid for it is applied for up to a day (S-36). */
export function checkLossDay(happenedOn: string, appliedOn: string, lastDay: string): void {
  const told = { rule: 'S-36', field: 'loss.happenedOn' };
  refuseIf(happenedOn > appliedOn, 'BAD_USER_INPUT', 'The loss lies in the future.', told);
  refuseIf(
    appliedOn > lastDay,
    'LIMITATION_EXPIRED',
    `Aid for a loss on ${happenedOn} could be applied for until ${lastDay}.`,
    told,
  );
}

/** Which version of which scheme's rule was applied: `MEDICAL@2013-01-01`. */
export const ruleVersionOf = ({ code, validFrom }: Pick<AidScheme, 'code' | 'validFrom'>): string => `${code}@${validFrom}`;

/** An amount within the scheme's cap; `VALIDATION_FAILED` above it. */
export function checkCap(amountFen: bigint, { capFen }: Pick<AidScheme, 'capFen'>, field: string): void {
  refuseIf(amountFen > capFen, 'VALIDATION_FAILED', `The scheme gives ${capFen} fen at most; got ${amountFen}.`, {
    rule: 'S-36',
    field,
  });
}
