import type { GraphQLError } from 'graphql';
import type { Data } from '../calls/data.ts';
import type { ByteString } from '../operation/byteString.ts';
import type { ExecutionContext } from '../request/context.ts';
import type { AnsweredCalls } from './absentFields.ts';
import type { Causes } from './causes.ts';
import type { ExcessErrors } from './excessErrors.ts';
import type { SharedObjects } from './sharedObjects.ts';
import type { ResponsePath } from './visitPath.ts';

/** The state of one execution of an operation. */
export interface Run {
  /** The merged answers of the subgraphs. The keys are those of the plan, not of the client. */
  readonly data: Data;
  readonly isMutation: boolean;
  readonly sharedObjects: SharedObjects;
  /** Errors for the client; their paths have the client's response keys. */
  readonly errors: GraphQLError[];
  /** The number of errors beyond `MAX_ERRORS`. */
  readonly excessErrors: ExcessErrors;
  /** Errors whose null propagated beyond the field that failed. */
  readonly propagatedErrors: Set<GraphQLError>;
  /** The response paths of errors at fields that a call selects, with the keys of the plan. */
  readonly errorPaths: Map<GraphQLError, ResponsePath>;
  /** Causes of missing values. */
  readonly causes: Causes;
  /** The answers so far, which are checked for absent fields when one is found. */
  readonly answered: AnsweredCalls;
  /** Whether an error has no path, or its path is not in the data. Then any null may be a lost field. */
  hasUnlocatedError: boolean;
  /** Response paths of reported errors, as JSON: a field has one error, even if several calls select it. */
  readonly reportedPaths: Set<string>;
  /** The client's response keys, by the keys that the plan uses instead. */
  readonly clientKeys: ReadonlyMap<string, string>;
  /** The coerced values of the operation's variables. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** A variable as it is written in the body of a call: `"name":value`; undefined for a variable without a value. */
  variableText(name: string): ByteString | undefined;
  readonly context: ExecutionContext;
}

/** A compiled plan node. Returns a promise only when it waits for a call. Never rejects when a subgraph fails: the error is added to the run. */
export type CompiledNode = (run: Run) => Promise<void> | undefined;
