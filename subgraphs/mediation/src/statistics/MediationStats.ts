/** Counts of a period for one district or organisation; null where a small one is withheld. */
export interface MediationStats {
  readonly received: number | null;
  readonly accepted: number | null;
  readonly agreed: number | null;
  readonly failed: number | null;
  readonly recoveredFen: bigint | null;
  readonly collective: number | null;
  readonly suppressed: boolean;
  /** Service point ids. */
  readonly stationIds: readonly string[];
}
