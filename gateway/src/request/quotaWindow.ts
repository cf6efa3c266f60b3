import type { LiveAgreement } from '../agreements/agreementState.ts';

/** The requests under one agreement in one minute and day, as this process knows them (GOV-INV-8). The database is authoritative. */
export interface QuotaWindow {
  readonly agreement: LiveAgreement;
  /** The start of the minute. */
  readonly minute: Date;
  /** The start of the civil day. */
  readonly day: Date;
  /** The usage in all gateways at the last count, a lower bound; null before the first count. */
  used: { readonly minute: number; readonly day: number } | null;
  /** The number of admitted requests of this process that the database has not counted yet. */
  uncountedRequests: number;
}
