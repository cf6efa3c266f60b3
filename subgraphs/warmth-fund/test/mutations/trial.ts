import type { Viewer } from '@union-graph/identity';
import type { Ready, TestSubgraph, Trial } from '@union-graph/testing';

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
