/** How the values of one field are made less exact before they are written. */
export interface Mask {
  /** The value as it may be told; null where nothing may. Always the same for the same value. */
  readonly apply: (value: unknown) => unknown;
  /** Whether it may answer null: the field is then nullable for whoever reads it masked. */
  readonly mayWithhold: boolean;
  /** Whether it keeps small counts back: those of one list are looked at together. */
  readonly hidesSmall: boolean;
}

/** Masks by schema coordinate, those of interfaces among them. */
export type Masks = ReadonlyMap<string, Mask>;

/** A count below this might point at people (domain rule 4.2). */
export const SMALLEST = 10;
