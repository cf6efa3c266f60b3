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
 * one `_entities` field. If several `_entities` fields remain, each gets an alias. A single fetch is returned unchanged.
 */
export function mergeFetches(fetches: readonly FetchNode[]): FetchNode {
  const [first, ...others] = fetches as [FetchNode, ...FetchNode[]];
  if (others.length === 0) return first;
  const definitions = new Map<string, VariableDefinitionNode>();
  const batches = mergeBatches(fetches.flatMap((fetch) => batchesOf(fetch, definitions)));
  const entities = batches.map(({ batch }, at) =>
    batches.length === 1
      ? { ...batch, responseKey: '_entities', representationsVariable: 'representations' }
      : { ...batch, responseKey: `_e${at}`, representationsVariable: `representations_${at}` },
  );
  const fields = entities.map(({ responseKey: key, representationsVariable: variable }, at) => {
    const selections = batches[at]?.selectionSets.flatMap((set) => set.selections) ?? [];
    const alias = key === '_entities' ? '' : `${key}:`;
    return `${alias}_entities(representations:$${variable})${print({ kind: Kind.SELECTION_SET, selections })}`;
  });
  const variableTexts = [
    ...entities.map((batch) => `$${batch.representationsVariable}:[_Any!]!`),
    ...[...definitions.values()].map(print),
  ];
  return {
    ...first,
    operationText: stripIgnoredCharacters(
      `query${first.operationName ? ` ${first.operationName}` : ''}(${variableTexts.join(' ')}){${fields.join(' ')}}`,
    ),
    variables: [...definitions.keys()],
    entities,
  };
}

/** The batches of a fetch. Adds the definitions of the client's variables that the fetch uses to `definitions`. */
function batchesOf({ operationText, entities }: FetchNode, definitions: Map<string, VariableDefinitionNode>): BatchSelection[] {
  const operation = parse(operationText, { noLocation: true }).definitions[0] as OperationDefinitionNode;
  const representationsVariables = new Set(entities.map(({ representationsVariable }) => representationsVariable));
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    if (!representationsVariables.has(name)) definitions.set(name, definition);
  }
  return entities.flatMap((batch) => {
    const field = operation.selectionSet.selections.find(
      (one): one is FieldNode => one.kind === Kind.FIELD && responseKey(one) === batch.responseKey,
    );
    return field?.selectionSet ? [{ batch, selectionSets: [field.selectionSet] }] : [];
  });
}
