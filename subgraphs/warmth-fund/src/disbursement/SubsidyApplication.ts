/** An application for a subsidy as this subgraph knows one: by id. */
export interface SubsidyApplication {
  readonly id: string;
}
