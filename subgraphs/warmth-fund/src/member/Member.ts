/** A member as this subgraph knows one: by id. */
export interface Member {
  readonly id: string;
}
