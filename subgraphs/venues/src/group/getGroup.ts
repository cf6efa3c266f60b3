import { getForUpdate, type Tx } from '@union-graph/subgraph';
import { FitnessGroup } from './FitnessGroup.ts';

/** A group, locked; that it exists is public. */
export const getGroup = (tx: Tx, id: string, expectedVersion?: number): Promise<FitnessGroup> =>
  getForUpdate(tx, FitnessGroup, id, {
    what: 'fitness group',
    visible: () => true,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });
