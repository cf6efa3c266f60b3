import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import { type ReadOperation, readOperation } from '../../operation/operation.ts';
import type { Trail } from '../../request/trail.ts';
import type { People } from '../../supergraph/reading/people.ts';
import type { Run } from '../run.ts';
import { type CollectDataSubjects, compileDataSubjectCollector } from './collectDataSubjects.ts';
import { selectDataSubjects } from './selectDataSubjects.ts';
import { settleSubjectErrors, type UnknownSubjects, withheldError } from './subjectErrors.ts';

/** An operation that is executed for the access log. */
export interface LoggedOperation {
  /** The operation to plan. If it selects personal fields, it also selects the ids of their data subjects. */
  readonly planned: ReadOperation;
  /**
   * Collects the data subjects and rows of a run for the access record, once all calls are answered. Returns an error instead of the
   * answer when a data subject is unknown because a call failed; else null.
   */
  readonly collectSubjects: (run: Run) => GraphQLError | null;
}

interface LogOptions {
  readonly schema: GraphQLSchema;
  readonly people: People | null;
  /** The names of all fields of the supergraph, inaccessible ones included. */
  readonly fields: ReadonlySet<string>;
}

/** Prepares an operation for the access log; `people` is null when no log is kept. */
export function compileLoggedOperation(
  document: DocumentNode,
  operationName: string | undefined,
  { schema, people, fields }: LogOptions,
): LoggedOperation {
  const own = readOperation(document, operationName);
  if (!people) return { planned: own, collectSubjects: () => null };
  const withSubjects = selectDataSubjects(document, { schema, people, fields });
  const planned = withSubjects ? readOperation(withSubjects.document, operationName) : own;
  let collect: CollectDataSubjects | null = null;
  const isMutation = own.operation.operation === 'mutation';
  const collectSubjects = (run: Run): GraphQLError | null => {
    const { trail, viewer } = run.context;
    const unknown = withSubjects ? settleSubjectErrors(run, withSubjects.key, isMutation) : NONE_UNKNOWN;
    if (!trail || !(withSubjects || viewer.agreement)) return null;
    collect ??= compileDataSubjectCollector(planned, withSubjects?.key ?? null, { schema, people });
    const found = collect(run, trail, unknown.objects);
    if (found.unknown === 0 && !(unknown.hasUnlocatedError && found.unowned > 0)) return null;
    forget(trail);
    return withheldError(isMutation);
  };
  return { planned, collectSubjects };
}

/** Nothing was read: the answer is withheld. */
function forget(trail: Trail): void {
  trail.subjects.clear();
  trail.rows = 0;
  trail.suppressed = 0;
  trail.unowned = 0;
}

const NONE_UNKNOWN: UnknownSubjects = { objects: new Set(), hasUnlocatedError: false };
