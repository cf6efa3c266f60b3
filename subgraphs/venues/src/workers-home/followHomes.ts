import { homeListed } from '@union-graph/events';
import { defineKnown, type Tx } from '@union-graph/subgraph';
import { KnownHome } from './KnownHome.ts';

const homes = defineKnown(KnownHome, { id: 'homeId', what: "Worker's Home" });

/** A Worker's Home that an act refers to; `NOT_FOUND` for one that is unknown here. */
export const getHome = (tx: Tx, id: string, field: string): Promise<KnownHome> => homes.get(tx, id, { field });

/** Keeps which Worker's Homes there are, and of which unions. */
export const followHomes = homes.follow(homeListed, ({ data: { unionId, districtCode } }) => ({ unionId, districtCode }));
