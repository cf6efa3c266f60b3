import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import { type ReadOperation, readOperation } from '../../operation/operation.ts';
import type { Trail } from '../../request/trail.ts';
import type { People } from '../../supergraph/reading/people.ts';
import type { Run } from '../run.ts';
import { type CollectDataSubjects, compileDataSubjectCollector } from './collectDataSubjects.ts';
import { selectDataSubjects } from './selectDataSubjects.ts';
import { settleSubjectErrors, type UnknownSubjects, withheldError } from './subjectErrors.ts';

/** How one operation is executed where an access log is kept. */
export interface LoggedOperation {
  /** What is planned: the operation, and with personal fields also the ids of the persons they are about. */
  readonly planned: ReadOperation;
  /**
   * Writes down what a run has read, where somebody wants to know. Call it when every answer has come. Gives the refusal of an answer
   * that holds personal data of which nobody can say whose they are; null when it may leave.
   */
  readonly note: (run: Run) => GraphQLError | null;
}

interface LogOptions {
  readonly schema: GraphQLSchema;
  readonly people: People | null;
  /** The names of all fields of the graph, hidden ones among them. */
  readonly fields: ReadonlySet<string>;
}

/** What an operation needs beside its own fields to be written into the access log; `people` is null where none is kept. */
export function compileLoggedOperation(
  document: DocumentNode,
  operationName: string | undefined,
  { schema, people, fields }: LogOptions,
): LoggedOperation {
  const own = readOperation(document, operationName);
  if (!people) return { planned: own, note: () => null };
  const asked = selectDataSubjects(document, { schema, people, fields });
  const planned = asked ? readOperation(asked.document, operationName) : own;
  let collect: CollectDataSubjects | null = null;
  const isMutation = own.operation.operation === 'mutation';
  const note = (run: Run): GraphQLError | null => {
    const { trail, viewer } = run.context;
    const unknown = asked ? settleSubjectErrors(run, asked.key, isMutation) : NONE_UNKNOWN;
    if (!trail || !(asked || viewer.agreement)) return null;
    collect ??= compileDataSubjectCollector(planned, asked?.key ?? null, { schema, people });
    const found = collect(run, trail, unknown.objects);
    if (found.unknown === 0 && !(unknown.hasUnlocatedError && found.unowned > 0)) return null;
    forget(trail);
    return withheldError(isMutation);
  };
  return { planned, note };
}

/** Nothing of what was read is told to anybody. */
function forget(trail: Trail): void {
  trail.subjects.clear();
  trail.rows = 0;
  trail.suppressed = 0;
  trail.unowned = 0;
}

const NONE_UNKNOWN: UnknownSubjects = { objects: new Set(), hasUnlocatedError: false };
