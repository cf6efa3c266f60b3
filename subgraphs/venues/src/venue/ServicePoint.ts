/** A service point as this subgraph knows it: by id only. */
export interface ServicePoint {
  readonly id: string;
}
