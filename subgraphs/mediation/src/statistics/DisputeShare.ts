import type { DisputeGrouping } from '../schema.gen.ts';

/** A group of disputes; its count is null where it is withheld. */
export interface GroupShare {
  readonly group: string;
  readonly count: number | null;
}

/** How disputes divide by a fact of them. */
export interface DisputeShare {
  readonly by: DisputeGrouping;
  readonly groups: readonly GroupShare[];
  readonly suppressed: boolean;
}
