/** A district as this subgraph knows it: by its national code. */
export interface District {
  readonly code: string;
}
