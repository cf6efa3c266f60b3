import type { LimitationStatus } from '../schema.gen.ts';
import type { LimitationFact } from './rules.ts';

/** The time limit of a case on a day, as it is shown. */
export interface LimitationCheck {
  readonly status: LimitationStatus;
  readonly until: string | null;
  readonly events: readonly (LimitationFact & { readonly proofRef?: string | null })[];
}
