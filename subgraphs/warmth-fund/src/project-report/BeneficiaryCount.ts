export interface PublishedCell {
  readonly key: string;
  /** Null where the cell is withheld in every quarter. */
  readonly count: number | null;
}

/** What may be told of a project's beneficiaries over some quarters; null where a count is withheld. */
export interface BeneficiaryCount {
  readonly direct: number | null;
  readonly indirect: number | null;
  readonly suppressed: boolean;
  readonly districts: readonly PublishedCell[];
  readonly groups: readonly PublishedCell[];
}
