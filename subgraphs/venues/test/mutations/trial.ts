import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { type Ready, staff } from '@union-graph/testing';
import { CHAOYANG } from '../build.ts';

/** Somebody in particular who sends an input. */
export const by = (viewer: Viewer, input: object, now?: string): Ready => ({
  viewer,
  input: { ...input },
  ...(now ? { now } : {}),
});

export const manager = staff(newId(), 'VENUE_MANAGER', CHAOYANG);
export const cityDept = staff(newId(), 'CITY_DEPT');

/** What a manager of the venue does. */
export const MANAGER = { may: ['VENUE_MANAGER'], elsewhere: 'FORBIDDEN' } as const;

/** What a worker does for themselves with a row of their own, which nobody else learns of. */
export const OWN = { may: ['MEMBER'], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;
