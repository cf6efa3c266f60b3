import { addDays, addMonths, type Length, lastDayOfTerm, type ReadNumber, Refusal, refuseIf } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { ContractKind, ContractStatus } from '../schema.gen.ts';

const isWages = (kind: ContractKind): boolean => kind === 'WAGE_SPECIAL';

/** After the signature, in which a contract is filed (2.2.3: 10 days, a wage agreement 7; P14, P15). */
export const timeToFile = (kind: ContractKind, number: ReadNumber): Length =>
  isWages(kind) ? { days: number(numbers.WAGE_FILING_DAYS) } : { days: number(numbers.FILING_DAYS) };

/** After it came into force, in which a contract is published (2.2.3: 10 days, a wage agreement 5; P16). */
export const timeToPublish = (kind: ContractKind, number: ReadNumber): Length =>
  isWages(kind) ? { days: number(numbers.WAGE_PUBLICATION_DAYS) } : { days: number(numbers.PUBLICATION_DAYS) };

/** Without a written objection, after which a filed contract is in force (2.2.3). */
export const timeToObject = (number: ReadNumber): Length => ({ days: number(numbers.OBJECTION_DAYS) });

/** The first day on which a renewal may be asked for (2.2.3): in the last three months of the term, for wages in its last 60 days. */
export const renewalNoticeFrom = (kind: ContractKind, termTo: string, number: ReadNumber): string =>
  isWages(kind)
    ? addDays(termTo, 1 - number(numbers.WAGE_RENEWAL_NOTICE_DAYS))
    : addMonths(addDays(termTo, 1), -number(numbers.RENEWAL_NOTICE_MONTHS));

interface Filed {
  readonly filedOn: string | null;
  readonly objectionBy: string | null;
  readonly objectedOn: string | null;
  readonly lapsedOn: string | null;
  readonly publishedOn: string | null;
  readonly termFrom: string;
  readonly termTo: string;
}

/** The first day on which a contract is in force unless there is an objection (2.2.3): not before its term. */
export const firstDayInForce = (objectionBy: string, termFrom: string): string =>
  [addDays(objectionBy, 1), termFrom].sort()[1] as string;

/** Where a contract stands on a day (2.2.3); `isRenewed` says whether a contract that renews it is in force. */
export function contractStatus(contract: Filed, on: string, isRenewed = false): ContractStatus {
  const { filedOn, objectionBy, objectedOn, lapsedOn, publishedOn, termFrom, termTo } = contract;
  if (lapsedOn !== null) return 'LAPSED';
  if (objectedOn !== null) return 'OBJECTED';
  if (filedOn === null || objectionBy === null) return 'SIGNED';
  if (on > termTo) return isRenewed ? 'RENEWED' : 'EXPIRED';
  if (on < firstDayInForce(objectionBy, termFrom)) return 'FILED';
  return publishedOn === null ? 'EFFECTIVE' : 'PUBLISHED';
}

/** Whether a contract is or was in force, so that everybody reads it. */
export const isPublic = (status: ContractStatus): boolean => ['EFFECTIVE', 'PUBLISHED', 'EXPIRED', 'RENEWED'].includes(status);

/** Throws unless a term has the length that its kind allows (2.2.3): a year for wages, one to three for the others. */
export function checkContractTerm(kind: ContractKind, from: string, to: string, number: ReadNumber): void {
  const most = number(isWages(kind) ? numbers.WAGE_LONGEST_TERM_YEARS : numbers.LONGEST_TERM_YEARS);
  const [first, last] = [lastDayOfTerm(from, 12), lastDayOfTerm(from, 12 * most)];
  if (to >= first && to <= last) return;
  throw new Refusal('VALIDATION_FAILED', `A term that begins on ${from} ends from ${first} to ${last}; got ${to}.`, {
    rule: '2.2.3',
    field: 'termTo',
  });
}

/** Throws for a term that would begin too long before or after the contract is drafted or signed, on a day (2.2.3). */
export function checkBeginning(termFrom: string, on: string, number: ReadNumber): void {
  const most = number(numbers.CONTRACT_DAYS_BEFORE_SIGNING);
  refuseIf(
    termFrom < addDays(on, -most),
    'VALIDATION_FAILED',
    `A contract begins at most ${most} days before it is signed; this one would begin on ${termFrom}.`,
    { rule: '2.2.3', field: 'termFrom' },
  );
  const last = addDays(on, number(numbers.CONTRACT_DAYS_AHEAD));
  refuseIf(
    termFrom > last,
    'VALIDATION_FAILED',
    `A contract begins by ${last} at the latest; this one would begin on ${termFrom}.`,
    {
      rule: '2.2.3',
      field: 'termFrom',
    },
  );
}
