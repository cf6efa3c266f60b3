/** Makes the values of one field less exact before they are printed. */
export interface Mask {
  /** The masked value; null when the value is withheld. Equal values give equal results. */
  readonly apply: (value: unknown) => unknown;
  /** Whether it may withhold a value: the field is then nullable in the partner's schema. */
  readonly mayWithhold: boolean;
  /** Whether it withholds small counts; small-group suppression then considers all counts of a list together. */
  readonly suppressesSmallCounts: boolean;
}

/** Masks by schema coordinate, fields of interfaces included. */
export type Masks = ReadonlyMap<string, Mask>;

/** Counts below this are small: they could identify persons (domain rule 4.2). */
export const SMALLEST_COUNT = 10;
