import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { type Ready, staff, type TestSubgraph, type Trial } from '@union-graph/testing';
import { FENGTAI } from '../builders.ts';

/** Makes the rows of a trial by the mutations that lead there. */
type Make = (subgraph: TestSubgraph) => Promise<Ready>;

/** A trial whose rows are made over the graph, not by SQL. */
export const trialOf = (trial: Omit<Trial, 'make'>, make: Make): Trial => ({ ...trial, make: (_, subgraph) => make(subgraph) });

/** Somebody in particular who sends an input. */
export const by = (viewer: Viewer, input: object, now?: string): Ready => ({
  viewer,
  input: { ...input },
  ...(now ? { now } : {}),
});

let last = 0;
/** A number that nothing else of this test file has. */
export const fresh = (): number => ++last;

/** The city's department as it acts on the workers of Fengtai. */
export const CITY_IN_FENGTAI = staff(newId(), 'CITY_DEPT', FENGTAI);
/** The city's department; what is the whole city's it does nowhere else. */
export const CITY_ONLY = { may: ['CITY_DEPT'], elsewhere: 'FORBIDDEN', twenty: 'VERSION_CONFLICT' } as const;
/** What a worker does for themselves with a row of their own, which nobody else learns of. */
export const OWN = { may: ['MEMBER'], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;
