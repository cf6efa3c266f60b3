import type { GraphQLError } from 'graphql';
import type { Data } from '../calls/data.ts';
import type { ExecutionContext } from '../request/context.ts';
import type { Causes } from './causes.ts';
import type { SharedObjects } from './sharedObjects.ts';
import type { ResponsePath } from './visitPath.ts';

/** One operation while it is executed. */
export interface Run {
  /** What the subgraphs have answered so far, put together; the names are those of the plan. */
  readonly data: Data;
  readonly sharedObjects: SharedObjects;
  /** With the client's paths. */
  readonly errors: GraphQLError[];
  /** Those of which the null took more with it than the field that failed. */
  readonly propagatedErrors: Set<GraphQLError>;
  /** Where the errors of calls belong, by the names of the plan: those of fields that a call asked for. */
  readonly errorPaths: Map<GraphQLError, ResponsePath>;
  /** Why values are missing. */
  readonly causes: Causes;
  /** Whether a call failed somewhere and did not say where: any null of the run may be no value. */
  hasUnlocatedError: boolean;
  /** The places of the errors, as JSON: a field fails once, however many calls asked for it. */
  readonly reportedPaths: Set<string>;
  /** The client's names for fields that the plan knows under others. */
  readonly clientKeys: ReadonlyMap<string, string>;
  /** The values of the operation's variables, as conditions see them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** `"name":value`, as it stands in the body of a call; undefined for a variable without a value. */
  variableText(name: string): string | undefined;
  readonly context: ExecutionContext;
}

/** A compiled node of a plan. No promise when nothing is to be waited for; never rejects because of a subgraph. */
export type CompiledNode = (run: Run) => Promise<void> | undefined;
