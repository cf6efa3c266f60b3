import {
  type FieldNode,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { ReadOperation } from '../operation/operation.ts';
import type { ClientNames } from '../operation/ownNames.ts';
import { responseKey } from '../operation/responseKey.ts';
import type { TypeLookup } from './typeLookup.ts';
import type { ResponsePath } from './visitPath.ts';

/** A subgraph answered a value that its type does not allow. The error formatter masks it as an unexpected error. */
export class InvalidValue extends GraphQLError {
  override name = 'InvalidValue';
}

interface ExecutedOperation {
  readonly read: ReadOperation;
  readonly clientKeys: ClientNames;
  readonly schema: GraphQLSchema;
  readonly types: TypeLookup;
}

/** Adds to an {@link InvalidValue} error the subgraph that answered the value, when only one resolves the field. Other errors are returned unchanged. */
export function withService(error: GraphQLError, operation: ExecutedOperation): GraphQLError {
  const service = error instanceof InvalidValue ? serviceAt(error.path ?? [], operation) : null;
  return service === null ? error : new GraphQLError(error.message, { path: error.path, extensions: { service } });
}

interface SelectedField {
  readonly parent: GraphQLNamedType;
  readonly field: FieldNode;
}

/** The only subgraph that can have answered the value at a path; null when there are several. */
function serviceAt(path: ResponsePath, { read, clientKeys, schema, types }: ExecutedOperation): string | null {
  const root = schema.getRootType(read.operation.operation);
  let within = root ? [{ type: root as GraphQLNamedType, set: read.operation.selectionSet }] : [];
  let services: readonly string[] = [];
  for (const step of path) {
    if (typeof step === 'number') continue;
    const selected = within
      .flatMap(({ type, set }) => fieldsOf(type, set, { read, schema }))
      .filter(({ field }) => (clientKeys.get(responseKey(field)) ?? responseKey(field)) === step);
    const own = [...new Set(selected.flatMap(({ parent, field }) => types.servicesOf(parent.name, field.name.value)))];
    // A field that several subgraphs resolve is fetched from the one that answered its parent, if that one has it.
    const same = own.filter((name) => services.includes(name));
    services = same.length > 0 ? same : own;
    within = selected.flatMap(({ parent, field }) => {
      const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
      return definition && field.selectionSet ? [{ type: getNamedType(definition.type), set: field.selectionSet }] : [];
    });
  }
  return services.length === 1 ? (services[0] as string) : null;
}

function fieldsOf(
  parent: GraphQLNamedType,
  { selections }: SelectionSetNode,
  within: Pick<ExecutedOperation, 'read' | 'schema'>,
): SelectedField[] {
  return selections.flatMap((selection): SelectedField[] => {
    if (selection.kind === Kind.FIELD) return [{ parent, field: selection }];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : within.read.fragments.get(selection.name.value);
    if (!fragment) return [];
    const condition = fragment.typeCondition && within.schema.getType(fragment.typeCondition.name.value);
    return fieldsOf(condition ?? parent, fragment.selectionSet, within);
  });
}
