import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import { type OperationWithFragments, operationWithFragments } from '../../operation/operation.ts';
import type { RecordDraft } from '../../request/recordDraft.ts';
import type { DataSubjectPaths } from '../../supergraph/reading/dataSubjectPaths.ts';
import type { Run } from '../run.ts';
import { type CollectDataSubjects, compileDataSubjectCollector } from './collectDataSubjects.ts';
import { selectDataSubjects } from './selectDataSubjects.ts';
import { replaceSubjectErrors, type UnknownSubjects, withheldError } from './subjectErrors.ts';

/** An operation whose data subjects are collected for the access log. */
export interface LoggedOperation {
  /** The operation to plan. If it selects personal fields, it also selects the ids of their data subjects. */
  readonly planned: OperationWithFragments;
  /**
   * Collects the data subjects and rows of a run for the access record, once all calls are answered. Returns an error instead of the
   * answer when a data subject is unknown because a call failed; else null.
   */
  readonly collectSubjects: (run: Run) => GraphQLError | null;
}

interface LogOptions {
  readonly schema: GraphQLSchema;
  readonly subjectPaths: DataSubjectPaths | null;
  /** The names of all fields of the supergraph, inaccessible ones included. */
  readonly fields: ReadonlySet<string>;
}

/** Prepares an operation for the access log; `subjectPaths` is null when no log is kept. */
export function compileLoggedOperation(
  document: DocumentNode,
  operationName: string | undefined,
  { schema, subjectPaths, fields }: LogOptions,
): LoggedOperation {
  const own = operationWithFragments(document, operationName);
  if (!subjectPaths) return { planned: own, collectSubjects: () => null };
  const withSubjects = selectDataSubjects(document, { schema, subjectPaths, fields });
  const planned = withSubjects ? operationWithFragments(withSubjects.document, operationName) : own;
  let collect: CollectDataSubjects | null = null;
  const isMutation = own.operation.operation === 'mutation';
  const collectSubjects = (run: Run): GraphQLError | null => {
    const { recordDraft, viewer } = run.context;
    const unknown = withSubjects ? replaceSubjectErrors(run, withSubjects.aliasPrefix, isMutation) : NONE_UNKNOWN;
    if (!recordDraft || !(withSubjects || viewer.agreement)) return null;
    collect ??= compileDataSubjectCollector(planned, withSubjects?.aliasPrefix ?? null, { schema, subjectPaths });
    // A mutation must not be executed again, so the parts of its answer that are not personal are kept.
    const found = collect(run, recordDraft, {
      objects: unknown.objects,
      withUnowned: unknown.hasUnlocatedError,
      isWithheld: isMutation,
    });
    if (found.unknown === 0) return null;
    resetRecordDraft(recordDraft);
    return withheldError();
  };
  return { planned, collectSubjects };
}

/** Resets a record draft: the answer is withheld, so nothing was read. */
function resetRecordDraft(recordDraft: RecordDraft): void {
  recordDraft.subjects.clear();
  recordDraft.rows = 0;
  recordDraft.suppressed = 0;
  recordDraft.unowned = 0;
}

const NONE_UNKNOWN: UnknownSubjects = { objects: new Set(), hasUnlocatedError: false };
