/** A district as this subgraph knows one: by code. */
export interface District {
  readonly code: string;
}
