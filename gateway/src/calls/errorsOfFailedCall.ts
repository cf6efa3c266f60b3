import { type DocumentNode, type FieldNode, type GraphQLFormattedError, Kind, parse, type SelectionSetNode } from 'graphql';
import { type Fragments, fragmentsOf } from '../operation/fragments.ts';
import { responseKey } from '../operation/responseKey.ts';
import { mutationOutcome } from '../request/mutationOutcome.ts';
import type { FaultKind, SubgraphFault } from './subgraphFault.ts';
import { MAX_ERRORS } from './unreadErrors.ts';

/** The predicate of the error message, by fault: `The service "…" did not answer in time.` */
const REASONS: Partial<Record<FaultKind, string>> = {
  timeout: 'did not answer in time',
  deadline: 'did not answer in the time that you gave',
  queue_full: 'is overloaded now',
  refused: 'refused the call of the gateway',
};

/** Faults of calls that were not sent, or whose document the subgraph did not execute. */
const NOT_EXECUTED: ReadonlySet<FaultKind> = new Set(['breaker_open', 'queue_full', 'refused']);

type ResponsePath = readonly (string | number)[];

/** The request of a failed call: its operation and its variables, which include the representations. */
export interface FailedCallRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Whether the client's operation is a mutation; a call for entities then reads what belongs to its answer. */
  readonly isOfMutation?: boolean;
}

/**
 * One `DEPENDENCY_UNAVAILABLE` error for each lost field of a failed call, with its response path in the answer of the call, and at most
 * {@link MAX_ERRORS}. Further lost fields are found when the client's answer is printed.
 */
export function errorsOfFailedCall(service: string, fault: SubgraphFault, call: FailedCallRequest): GraphQLFormattedError[] {
  const document = parse(call.query, { noLocation: true });
  const message = `The service "${service}" ${REASONS[fault.kind] ?? 'cannot be reached now'}. ${retryAdvice(fault, document, call)}`;
  const extensions = { code: 'DEPENDENCY_UNAVAILABLE', service };
  const errors = lostResponsePaths(document, call)
    .slice(0, MAX_ERRORS)
    .map((path) => ({ message, path, extensions }));
  return errors.length > 0 ? errors : [{ message, extensions }];
}

function retryAdvice({ kind }: SubgraphFault, document: DocumentNode, { isOfMutation }: FailedCallRequest): string {
  const operation = operationOf(document)?.operation;
  if (operation === 'mutation') return NOT_EXECUTED.has(kind) ? mutationOutcome.not : mutationOutcome.maybe;
  return isOfMutation ? mutationOutcome.yes : 'Ask for these fields again later.';
}

const operationOf = ({ definitions }: DocumentNode) =>
  definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);

/** The response paths of all fields of a call; stops soon after {@link MAX_ERRORS}. */
function lostResponsePaths(document: DocumentNode, { variables }: FailedCallRequest): ResponsePath[] {
  const fragments = fragmentsOf(document);
  const operation = operationOf(document);
  const rootFields = operation ? fieldsWithTypeConditions(operation.selectionSet, fragments) : [];
  const paths: ResponsePath[] = [];
  for (const { field } of rootFields) {
    if (field.name.value !== '_entities' || !field.selectionSet) {
      paths.push([responseKey(field)]);
      continue;
    }
    const representations: unknown = variables?.[representationsVariable(field)];
    const selectedFields = fieldsWithTypeConditions(field.selectionSet, fragments).filter(
      ({ field: { name } }) => name.value !== '__typename',
    );
    for (const [index, representation] of (Array.isArray(representations) ? representations : []).entries()) {
      if (paths.length > MAX_ERRORS) return paths;
      const entityPath = [responseKey(field), index];
      const ofItsType = selectedFields.filter(({ onType }) => !onType || onType === typeName(representation));
      // The representation of an interface object has the name of the interface. The fields of any object type may be lost then.
      const fieldsOfType = ofItsType.length > 0 ? ofItsType : selectedFields;
      if (fieldsOfType.length === 0) paths.push(entityPath);
      for (const selected of fieldsOfType) paths.push([...entityPath, responseKey(selected.field)]);
    }
  }
  return paths;
}

/** The fields of a selection set, each with the innermost type condition around it. */
function fieldsWithTypeConditions(
  { selections }: SelectionSetNode,
  fragments: Fragments,
  onType?: string,
): { field: FieldNode; onType: string | undefined }[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [{ field: selection, onType }];
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) return [];
    return fieldsWithTypeConditions(fragment.selectionSet, fragments, fragment.typeCondition?.name.value ?? onType);
  });
}

/** The name of the variable that has the representations of an `_entities` field. */
function representationsVariable({ arguments: given = [] }: FieldNode): string {
  const value = given[0]?.value;
  return value?.kind === Kind.VARIABLE ? value.name.value : 'representations';
}

const typeName = (representation: unknown): unknown =>
  typeof representation === 'object' && representation !== null && '__typename' in representation
    ? representation.__typename
    : undefined;
