import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
} from 'graphql';
import { responseKey } from '../../operation/responseKey.ts';
import type { FetchNode } from '../plan.ts';
import { type BatchSelection, mergeBatches } from './mergeBatches.ts';

/**
 * Merges entity fetches of one subgraph into one call. Batches of the same entities, or with the same representations and selection, become
 * one `_entities` field; the others get an alias each. A single call stays as it is.
 */
export function mergeFetches(fetches: readonly FetchNode[]): FetchNode {
  const [first, ...others] = fetches as [FetchNode, ...FetchNode[]];
  if (others.length === 0) return first;
  const definitions = new Map<string, VariableDefinitionNode>();
  const batches = mergeBatches(fetches.flatMap((fetch) => batchesOf(fetch, definitions)));
  const entities = batches.map(({ batch }, at) =>
    batches.length === 1
      ? { ...batch, responseKey: '_entities', variable: 'representations' }
      : { ...batch, responseKey: `_e${at}`, variable: `representations_${at}` },
  );
  const fields = entities.map(({ responseKey: key, variable }, at) => {
    const selections = batches[at]?.sets.flatMap((set) => set.selections) ?? [];
    const alias = key === '_entities' ? '' : `${key}:`;
    return `${alias}_entities(representations:$${variable})${print({ kind: Kind.SELECTION_SET, selections })}`;
  });
  const declared = [...entities.map(({ variable }) => `$${variable}:[_Any!]!`), ...[...definitions.values()].map(print)];
  return {
    ...first,
    operation: stripIgnoredCharacters(
      `query${first.operationName ? ` ${first.operationName}` : ''}(${declared.join(' ')}){${fields.join(' ')}}`,
    ),
    variables: [...definitions.keys()],
    entities,
  };
}

/** The batches of a fetch. The definitions of the client's variables that it uses are added to the others. */
function batchesOf({ operation: text, entities }: FetchNode, definitions: Map<string, VariableDefinitionNode>): BatchSelection[] {
  const operation = parse(text, { noLocation: true }).definitions[0] as OperationDefinitionNode;
  const ofRepresentations = new Set(entities.map(({ variable }) => variable));
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    if (!ofRepresentations.has(name)) definitions.set(name, definition);
  }
  return entities.flatMap((batch) => {
    const field = operation.selectionSet.selections.find(
      (one): one is FieldNode => one.kind === Kind.FIELD && responseKey(one) === batch.responseKey,
    );
    return field?.selectionSet ? [{ batch, sets: [field.selectionSet] }] : [];
  });
}
