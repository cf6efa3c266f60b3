import { getForUpdate, type Tx } from '@union-graph/subgraph';
import { Facility } from './Facility.ts';

/**
 * A facility, locked until the transaction ends: what changes its calendar takes turns, so that a closure and a hold
 * cannot miss each other. Facilities are public; an id without a row is `NOT_FOUND`.
 */
export const getFacility = (tx: Tx, id: string, expectedVersion?: number): Promise<Facility> =>
  getForUpdate(tx, Facility, id, {
    what: 'facility',
    visible: () => true,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });
