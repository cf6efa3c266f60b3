import type { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.ts';
import type { Place } from './places.ts';
import type { Sharing } from './sharing.ts';
import type { Data } from './types.ts';

/** One operation while it is executed. */
export interface Run {
  /** What the subgraphs have answered so far, put together; the names are those of the plan. */
  readonly data: Data;
  readonly sharing: Sharing;
  /** With the client's paths. */
  readonly errors: GraphQLError[];
  /** Those of which the null took more with it than the field that failed. */
  readonly tookMore: Set<GraphQLError>;
  /** The paths of the errors, as JSON: a field fails once, however many calls asked for it. */
  readonly failed: Set<string>;
  /** The places, as the client knows them, of objects that are missing because of one of the errors. */
  readonly lost: Place[];
  /** The client's names for fields that the plan knows under others. */
  readonly clientKeys: ReadonlyMap<string, string>;
  /** The values of the operation's variables, as conditions see them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** `"name":value`, as it stands in the body of a call; undefined for a variable without a value. */
  variableText(name: string): string | undefined;
  readonly context: RequestContext;
}

/** A compiled node of a plan. No promise when nothing is to be waited for; never rejects because of a subgraph. */
export type Step = (run: Run) => Promise<void> | undefined;
