/** A member as this subgraph knows them: by id only. Names and the rest are organisation's. */
export interface Member {
  readonly id: string;
}
