import { randomUUID } from 'node:crypto';
import {
  type FieldNode,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { OperationWithFragments } from '../operation/operation.ts';
import type { ClientNames } from '../operation/renameCollidingNames.ts';
import { responseKey } from '../operation/responseKey.ts';
import type { ExecutionContext } from '../request/context.ts';
import { mutationOutcome } from '../request/mutationOutcome.ts';
import type { TypeLookup } from './typeLookup.ts';
import type { ResponsePath } from './visitPath.ts';

/** A subgraph answered a value that its type does not allow. The message is for the log. */
export class InvalidValue extends GraphQLError {
  override name = 'InvalidValue';
}

interface ExecutedOperation extends OperationWithFragments {
  readonly clientKeys: ClientNames;
  readonly schema: GraphQLSchema;
  readonly types: TypeLookup;
}

/** The maximum number of logged errors of one answer. */
const MAX_LOGGED = 10;

/**
 * The errors that a client gets. An {@link InvalidValue} is `DEPENDENCY_UNAVAILABLE` with the subgraph that answered the value, when only one
 * resolves the field, and is logged.
 */
export function errorsForClient(
  errors: readonly GraphQLError[],
  executed: ExecutedOperation,
  { requestId, log }: ExecutionContext,
): GraphQLError[] {
  let logged = 0;
  return errors.map((error) => {
    if (!(error instanceof InvalidValue)) return error;
    const { message, path } = error;
    const subgraph = subgraphAt(path ?? [], executed);
    const errorId = randomUUID();
    logged += 1;
    if (logged <= MAX_LOGGED)
      log.error(
        { requestId, errorId, subgraph, path, reason: message },
        'a subgraph answered a value that the type of the field does not allow',
      );
    const change = executed.operation.operation === 'mutation' ? ` ${mutationOutcome.maybe}` : '';
    const subject = subgraph === null ? 'A service' : `The service "${subgraph}"`;
    return new GraphQLError(
      `${subject} answered a value that the type of this field does not allow.${change} If you report it, name "${errorId}".`,
      {
        path,
        extensions: { code: 'DEPENDENCY_UNAVAILABLE', ...(subgraph !== null && { service: subgraph }), errorId },
      },
    );
  });
}

interface FieldOfType {
  readonly parent: GraphQLNamedType;
  readonly field: FieldNode;
}

/** The only subgraph that can have answered the value at a path; null when there are several. */
function subgraphAt(path: ResponsePath, { operation, fragments, clientKeys, schema, types }: ExecutedOperation): string | null {
  const root = schema.getRootType(operation.operation);
  let within = root ? [{ type: root as GraphQLNamedType, set: operation.selectionSet }] : [];
  let subgraphs: readonly string[] = [];
  for (const step of path) {
    if (typeof step === 'number') continue;
    const selected = within
      .flatMap(({ type, set }) => fieldsWithParents(type, set, { fragments, schema }))
      .filter(({ field }) => (clientKeys.get(responseKey(field)) ?? responseKey(field)) === step);
    const own = [...new Set(selected.flatMap(({ parent, field }) => types.subgraphsResolving(parent.name, field.name.value)))];
    // A field that several subgraphs resolve is fetched from the one that answered its parent, if that one has it.
    const same = own.filter((name) => subgraphs.includes(name));
    subgraphs = same.length > 0 ? same : own;
    within = selected.flatMap(({ parent, field }) => {
      const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
      return definition && field.selectionSet ? [{ type: getNamedType(definition.type), set: field.selectionSet }] : [];
    });
  }
  return subgraphs.length === 1 ? (subgraphs[0] as string) : null;
}

function fieldsWithParents(
  parent: GraphQLNamedType,
  { selections }: SelectionSetNode,
  within: Pick<ExecutedOperation, 'fragments' | 'schema'>,
): FieldOfType[] {
  return selections.flatMap((selection): FieldOfType[] => {
    if (selection.kind === Kind.FIELD) return [{ parent, field: selection }];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : within.fragments.get(selection.name.value);
    if (!fragment) return [];
    const condition = fragment.typeCondition && within.schema.getType(fragment.typeCondition.name.value);
    return fieldsWithParents(condition ?? parent, fragment.selectionSet, within);
  });
}
