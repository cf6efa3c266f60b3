/** A social organisation as this subgraph knows one: by id. */
export interface SocialOrganisation {
  readonly id: string;
}
