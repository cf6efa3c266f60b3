import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Run } from '../execution/run.ts';
import { type ReadOperation, readOperation } from '../planning/operation.ts';
import { type Collect, compileCollect } from './collect.ts';
import type { People } from './people.ts';
import { withPeople } from './withPeople.ts';

/** How one operation is executed where an access log is kept. */
export interface Reading {
  /** What is planned: the operation, and with personal fields also the ids of the persons they are about. */
  readonly planned: ReadOperation;
  /** Writes down what a run has read, where somebody wants to know. Call it when every answer has come. */
  readonly note: (run: Run) => void;
}

interface Logging {
  readonly schema: GraphQLSchema;
  readonly people: People | null;
  /** The names of all fields of the graph, hidden ones among them. */
  readonly fields: ReadonlySet<string>;
}

/** What an operation needs beside its own fields to be written into the access log; `people` is null where none is kept. */
export function compileReading(
  document: DocumentNode,
  operationName: string | undefined,
  { schema, people, fields }: Logging,
): Reading {
  const own = readOperation(document, operationName);
  if (!people) return { planned: own, note: () => undefined };
  const asked = withPeople(document, { schema, people, fields });
  const planned = asked ? readOperation(asked.document, operationName) : own;
  let collect: Collect | null = null;
  const note = (run: Run): void => {
    const { trail, viewer } = run.context;
    if (trail && (asked || viewer.agreement)) {
      collect ??= compileCollect(planned, asked?.key ?? null, { schema, people });
      collect(run.data, trail);
    }
    if (asked) forgetErrors(run, asked.key);
  };
  return { planned, note };
}

/** What was asked beside the client's fields may fail without a word: the client did not ask for it. */
function forgetErrors({ errors }: Run, key: string): void {
  for (let at = errors.length - 1; at >= 0; at--) {
    const isOurs = errors[at]?.path?.some((step) => typeof step === 'string' && step.startsWith(key));
    if (isOurs) errors.splice(at, 1);
  }
}
