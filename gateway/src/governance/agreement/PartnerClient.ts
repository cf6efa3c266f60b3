/** The registration of a partner's program. */
export interface PartnerClient {
  readonly clientId: string;
  readonly partyId: string;
  /** Null for a program of a draft that is older than registration. It must be registered before it is used again. */
  readonly registeredBy: string | null;
}
