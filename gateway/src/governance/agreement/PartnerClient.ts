/** A partner's program as it is registered. */
export interface PartnerClient {
  readonly clientId: string;
  readonly partyId: string;
  /** Null for one that was named by a draft before programs were registered: it must be registered first. */
  readonly registeredBy: string | null;
}
