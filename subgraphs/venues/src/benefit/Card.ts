/** A card as this subgraph knows one: by id. */
export interface Card {
  readonly id: string;
}
