import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from './fragments.ts';
import { possibleTypes } from './possibleTypes.ts';

type Touched = ReadonlySet<string>;

const touchedCache = new WeakMap<GraphQLSchema, WeakMap<OperationDefinitionNode, Touched>>();

/**
 * The coordinates of all fields that an operation selects, and of the possible types of the objects that they return. Computed once for each operation
 * and schema.
 */
export function touchedCoordinates(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Touched {
  const ofSchema = touchedCache.get(schema) ?? new WeakMap<OperationDefinitionNode, Touched>();
  const touched = ofSchema.get(operation) ?? findTouched(schema, document, operation);
  touchedCache.set(schema, ofSchema.set(operation, touched));
  return touched;
}

function findTouched(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Touched {
  const fragments = fragmentsOf(document);
  const touched = new Set<string>();
  const walked = new Set<string>();
  const withPossibleTypes = (type: GraphQLNamedType): readonly GraphQLNamedType[] =>
    isAbstractType(type) ? [type, ...possibleTypes(schema, type)] : [type];

  const walk = (parent: GraphQLNamedType, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      switch (selection.kind) {
        case Kind.FIELD: {
          const fieldName = selection.name.value;
          for (const type of withPossibleTypes(parent)) touched.add(`${type.name}.${fieldName}`);
          const returned = 'getFields' in parent ? parent.getFields()[fieldName]?.type : undefined;
          if (!returned) break;
          const type = getNamedType(returned);
          for (const possible of withPossibleTypes(type)) touched.add(possible.name);
          if (selection.selectionSet && isCompositeType(type)) walk(type, selection.selectionSet);
          break;
        }
        case Kind.INLINE_FRAGMENT:
          walk(conditionType(schema, selection.typeCondition?.name.value, parent), selection.selectionSet);
          break;
        case Kind.FRAGMENT_SPREAD: {
          // A fragment touches the same coordinates wherever it is spread: its type condition decides them.
          const fragment = fragments.get(selection.name.value);
          if (!fragment || walked.has(selection.name.value)) break;
          walked.add(selection.name.value);
          walk(conditionType(schema, fragment.typeCondition.name.value, parent), fragment.selectionSet);
        }
      }
    }
  };
  const root = schema.getRootType(operation.operation);
  if (root) walk(root, operation.selectionSet);
  return touched;
}

/** The parent type of a fragment's fields. Its own coordinate is added with the field that returns it, and not here. */
const conditionType = (schema: GraphQLSchema, condition: string | undefined, parent: GraphQLNamedType): GraphQLNamedType =>
  (condition ? schema.getType(condition) : undefined) ?? parent;
