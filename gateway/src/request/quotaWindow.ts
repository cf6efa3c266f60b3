import type { LiveAgreement } from '../agreements/agreementState.ts';

/** The requests under one agreement in one minute, as far as this process knows of them (GOV-INV-8). The database has the truth. */
export interface QuotaWindow {
  readonly agreement: LiveAgreement;
  /** When the minute begins. */
  readonly minute: Date;
  /** When the civil day begins. */
  readonly day: Date;
  /** What was used in all gateways when a request was counted last: never less than this is. Null when none was. */
  used: { readonly minute: number; readonly day: number } | null;
  /** Requests of this process that are let in and not counted yet. */
  uncounted: number;
}
