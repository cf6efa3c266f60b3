import type { Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { runsPoint } from '../service-point/policy.ts';
import { homePolicy } from '../workers-home/policy.ts';

/** Where a service is offered: at a point of a district, or in the home of a union. */
export interface ItemMatter {
  readonly districtCode?: string;
  readonly unionPath?: string;
}

const offers = (viewer: Viewer, { districtCode, unionPath }: ItemMatter): boolean =>
  unionPath === undefined
    ? districtCode !== undefined && runsPoint(viewer, { districtCode })
    : homePolicy.allows(viewer, 'recordHomeMechanism', { unionPath });

/** Who publishes services (S-77): whoever runs the point or the home. */
export const serviceItemPolicy = definePolicy<ItemMatter>()({
  publishServiceItem: offers,
  endServiceItem: offers,
});
