import type { Role, Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, type Ready, staff, type TestSubgraph, type Trial } from '@union-graph/testing';
import { PATH } from '../build.ts';

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

/** What a mutation answers that must succeed. */
export async function done(subgraph: TestSubgraph, verb: string, fields: string, input: object, viewer: Viewer) {
  const answer = await caller(subgraph)(verb, fields, input, viewer);
  if (answer.errors) throw new Error(`${verb}: ${answer.errors[0]?.message}`);
  return answer.data[verb];
}

export const admin = staff(newId(), 'DISTRICT_ADMIN', PATH);
export const cityDept = staff(newId(), 'CITY_DEPT');

/** Those who have it by their role alone; the other tables name who has it by what they are in a case, a round or a contract. */
export const CENTRE: readonly Role[] = ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'];
export const UNIONS: readonly Role[] = ['DISTRICT_ADMIN', 'CITY_DEPT'];
export const FILERS: readonly Role[] = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'HOTLINE_AGENT', ...CENTRE, 'LINKED_PARTY'];
