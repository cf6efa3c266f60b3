import { addMonths, lastDayOfTerm, type ReadNumber, Refusal, refuseIf } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';

const FIRM_LICENCE = /^[0-9A-Z]{14,18}$/;
const LAWYER_LICENCE = /^\d{17}$/;

/** The number of a firm's licence; throws `BAD_USER_INPUT` for what cannot be one. */
export const checkedFirmLicence = (licenceNo: string): string =>
  checked(licenceNo, FIRM_LICENCE, '14 to 18 digits or capital letters');

/** The number of a lawyer's licence; throws `BAD_USER_INPUT` for what cannot be one. */
export const checkedLawyerLicence = (licenceNo: string): string => checked(licenceNo, LAWYER_LICENCE, '17 digits');

function checked(licenceNo: string, form: RegExp, what: string): string {
  if (form.test(licenceNo)) return licenceNo;
  throw new Refusal('BAD_USER_INPUT', `The number of the licence has ${what}.`, { field: 'licenceNo' });
}

/** Throws for a term that ends before it begins, ended before today, begins too far ahead, or is longer than contracts may be. */
export function checkServiceTerm({ from, to }: { from: string; to: string }, today: string, number: ReadNumber): void {
  const longestMonths = number(numbers.LONGEST_SERVICE_CONTRACT_MONTHS);
  // One that follows the present one is signed while that runs.
  const begins = addMonths(today, longestMonths);
  refuseIf(from > begins, 'VALIDATION_FAILED', `A contract of service begins by ${begins} at the latest; got ${from}.`, {
    rule: 'S-51',
    field: 'from',
  });
  refuseIf(to < from, 'BAD_USER_INPUT', `The term ends on ${to}, before it begins on ${from}.`, { field: 'to' });
  refuseIf(to < today, 'BAD_USER_INPUT', `The term is over since ${to}.`, { field: 'to' });
  const last = lastDayOfTerm(from, longestMonths);
  refuseIf(
    to > last,
    'VALIDATION_FAILED',
    `A contract of service lasts ${longestMonths} months at most: one from ${from} ends on ${last} at the latest.`,
    { rule: 'S-51', field: 'to' },
  );
}
