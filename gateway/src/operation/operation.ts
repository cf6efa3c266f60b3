import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { conditionOf } from './conditions.ts';
import { type Fragments, fragmentsOf } from './fragments.ts';
import { type Conditions, normaliseOperation } from './normaliseOperation.ts';

/** An operation of a document, and the fragments of the document. */
export interface OperationWithFragments {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
}

/** The named operation, or the only one, of a valid document. */
export function operationWithFragments(document: DocumentNode, operationName: string | undefined): OperationWithFragments {
  const fragments = fragmentsOf(document);
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION && (!operationName || definition.name?.value === operationName),
  );
  if (!operation) throw new Error('The document has no such operation.');
  return { operation, fragments };
}

/**
 * The part of an operation that is planned: normalised, without introspection and without `__typename` at the root; null when nothing is
 * left. `@skip` and `@include` are evaluated for the given variables, and stay for others.
 */
export function plannedPart(
  { operation, fragments }: OperationWithFragments,
  schema: GraphQLSchema,
  conditions: Conditions,
): DocumentNode | null {
  const unfolded = normaliseOperation(operation, { fragments, schema, conditions });
  const selectionSet = filterRootFields(unfolded.selectionSet, ({ name }) => !name.value.startsWith('__'));
  return selectionSet && { kind: Kind.DOCUMENT, definitions: [{ ...unfolded, selectionSet }] };
}

/** The variables in `@skip` and `@include` of an operation. */
export function conditionVariables({ operation, fragments }: OperationWithFragments): string[] {
  const names = new Set<string>();
  for (const node of [operation, ...fragments.values()]) {
    visit(node, {
      Directive: (directive) => {
        const condition = conditionOf(directive);
        if (typeof condition === 'object') names.add(condition.variable);
      },
    });
  }
  return [...names];
}

/** The selection set with only those root fields that `keep` accepts; null when none is left. */
function filterRootFields({ selections }: SelectionSetNode, keep: (field: FieldNode) => boolean): SelectionSetNode | null {
  const kept = selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return keep(selection) ? [selection] : [];
    const selectionSet = selection.kind === Kind.INLINE_FRAGMENT ? filterRootFields(selection.selectionSet, keep) : null;
    return selectionSet ? [{ ...selection, selectionSet } as SelectionNode] : [];
  });
  return kept.length > 0 ? { kind: Kind.SELECTION_SET, selections: kept } : null;
}
