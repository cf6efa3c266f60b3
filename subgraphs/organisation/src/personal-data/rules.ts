import type { Transitions } from '@union-graph/subgraph';
import type { DataRequestStatus } from '../schema.gen.ts';

/** The services that may hold something of a person; a request is done when each has answered (J-17). */
export const HOLDERS = ['mediation', 'organisation', 'training', 'venues', 'warmth-fund'] as const;
export type Holder = (typeof HOLDERS)[number];

/** Personal-data request (domain rule 2.1.3). An identity that is certain passes the request on in the same change. */
export const DATA_REQUEST_TRANSITIONS: Transitions<DataRequestStatus> = {
  RECEIVED: ['IDENTITY_VERIFIED', 'REFUSED'],
  IDENTITY_VERIFIED: ['IN_PROGRESS'],
  IN_PROGRESS: ['FULFILLED'],
  FULFILLED: [],
  REFUSED: [],
};
