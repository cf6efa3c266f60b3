import { getForUpdate, type Tx } from '@union-graph/subgraph';
import { Sponsorship } from './Sponsorship.ts';

/** A sponsorship whose application is locked, and seen by the viewer. */
export const lockSponsorship = (tx: Tx, id: string, expectedVersion?: number): Promise<Sponsorship> =>
  getForUpdate(tx, Sponsorship, id, {
    what: 'sponsorship',
    visible: () => true,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });
