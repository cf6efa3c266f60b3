import { GraphQLError } from 'graphql';

/** The codes a refusal may carry (domain rule 2.0.2). Clients branch on them; they never change their meaning. */
export type RefusalCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'VALIDATION_FAILED'
  | 'INVALID_TRANSITION'
  | 'VERSION_CONFLICT'
  | 'IDEMPOTENCY_MISMATCH'
  | 'DUPLICATE'
  | 'DEADLINE_PASSED'
  | 'LIMITATION_EXPIRED'
  | 'THRESHOLD_NOT_MET'
  | 'NOT_ELIGIBLE'
  | 'CARD_ALREADY_ACTIVE'
  | 'CARD_NOT_ACTIVE'
  | 'MEMBERSHIP_EXISTS'
  | 'SLOT_TAKEN'
  | 'CAPACITY_FULL'
  | 'NOT_BOOKABLE'
  | 'OUTSIDE_HOURS'
  | 'BOOKING_SUSPENDED'
  | 'QUOTA_EXCEEDED'
  | 'HOUSEHOLD_FILE_EXISTS'
  | 'INSUFFICIENT_FUNDS'
  | 'BUDGET_EXCEEDED'
  | 'UNBALANCED_ENTRY'
  | 'SEPARATION_OF_DUTIES'
  | 'CONFLICT_OF_INTEREST'
  | 'CONSENT_REQUIRED'
  | 'AGREEMENT_INACTIVE'
  | 'FIELD_NOT_ALLOWED'
  | 'PURPOSE_MISMATCH'
  | 'RATE_LIMITED'
  | 'DEPENDENCY_UNAVAILABLE';

export interface RefusalDetails {
  /** The rule that refuses, by its id: `ORG-INV-1`, `S-53`. */
  readonly rule?: string;
  /** The input field at fault, as the client wrote it: `amountFen`. */
  readonly field?: string;
}

/** A rule says no. The message is a full sentence for the client; everything the transaction did is rolled back. */
export class Refusal extends GraphQLError {
  override name = 'Refusal';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string, details: RefusalDetails = {}) {
    super(message, { extensions: { code, ...details } });
    this.code = code;
  }
}

export function refuseIf(condition: boolean, code: RefusalCode, message: string, details?: RefusalDetails): void {
  if (condition) throw new Refusal(code, message, details);
}

/** The answer for a row that does not exist or that the viewer may not know of: the two look the same. */
export const notFound = (what: string, id: string): Refusal =>
  new Refusal('NOT_FOUND', `There is no ${what} "${id}", or you may not see it.`);
