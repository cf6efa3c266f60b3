/** A sponsorship as this subgraph knows one: by id. */
export interface Sponsorship {
  readonly id: string;
}
