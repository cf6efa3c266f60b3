import { type Missing, sayMissing, type Viewer } from '@union-graph/identity';
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
  | 'SOURCE_NOT_APPROVED'
  | 'AMOUNT_EXCEEDS_SOURCE'
  | 'PAYEE_MISMATCH'
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
  /** What the viewer lacks; each entry is needed. `FORBIDDEN` never goes without. */
  readonly missing?: readonly Missing[];
  /** After how many milliseconds it may be asked again. `RATE_LIMITED` never goes without. */
  readonly retryAfterMs?: number;
}

/** The codes that need say neither what the viewer lacks nor when to come again. */
type OtherCode = Exclude<RefusalCode, 'FORBIDDEN' | 'RATE_LIMITED'>;

/**
 * A rule says no. The message is a full sentence for the client; everything the transaction did is rolled back. Rights that lack
 * are refused by {@link forbidden}, which names them.
 */
export class Refusal extends GraphQLError {
  override name = 'Refusal';
  readonly code: RefusalCode;

  constructor(code: OtherCode, message: string, details?: RefusalDetails);
  constructor(code: 'RATE_LIMITED', message: string, details: RefusalDetails & { readonly retryAfterMs: number });
  constructor(code: RefusalCode, message: string, details: RefusalDetails & { readonly missing: readonly Missing[] });
  constructor(code: RefusalCode, message: string, details: RefusalDetails = {}) {
    super(message, { extensions: { code, ...details } });
    this.code = code;
  }
}

export function refuseIf(condition: boolean, code: OtherCode, message: string, details?: RefusalDetails): void {
  if (condition) throw new Refusal(code, message, details);
}

/**
 * The answer for somebody who may know of a thing, but not do or read it: `what` says in a sentence what is refused, and the rest what
 * they lack and what to do next, also for programs (`extensions.missing`).
 */
export const forbidden = (viewer: Viewer, what: string, missing: Missing, details: RefusalDetails = {}): Refusal =>
  new Refusal('FORBIDDEN', `${what} ${sayMissing(missing, viewer)}`, { ...details, missing: [missing] });

/** The answer for a row that does not exist or that the viewer may not know of: the two look the same. `field` is the input field that names it. */
export const notFound = (what: string, id: string, field?: string): Refusal =>
  new Refusal('NOT_FOUND', `There is no ${what} "${id}", or you may not see it.`, field === undefined ? {} : { field });
