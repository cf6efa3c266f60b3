/** A union as this subgraph knows one: by id. */
export interface Union {
  readonly id: string;
}
