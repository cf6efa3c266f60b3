import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
} from 'graphql';
import type { EntityBatch, FetchNode } from '../plan.ts';
import { keyOf } from '../selected.ts';

/** One batch of a call, with what is asked of its entities. */
interface BatchSelection {
  readonly batch: EntityBatch;
  readonly sets: readonly SelectionSetNode[];
}

/**
 * Calls for entities of one subgraph as one call: what they ask stands beside each other under names of its own, and what they ask alike is
 * asked once, for the entities of all. A single call stays as it is.
 */
export function mergeCalls(calls: readonly FetchNode[]): FetchNode {
  const [first, ...others] = calls as [FetchNode, ...FetchNode[]];
  if (others.length === 0) return first;
  const definitions = new Map<string, VariableDefinitionNode>();
  const asked: BatchSelection[] = [];
  for (const call of [first, ...others]) {
    const operation = parse(call.operation, { noLocation: true }).definitions[0] as OperationDefinitionNode;
    const told = new Set(call.entities.map(({ variable }) => variable));
    for (const definition of operation.variableDefinitions ?? [])
      if (!told.has(definition.variable.name.value)) definitions.set(definition.variable.name.value, definition);
    for (const batch of call.entities) {
      const field = operation.selectionSet.selections.find(
        (one): one is FieldNode => one.kind === Kind.FIELD && keyOf(one) === batch.responseKey,
      );
      if (field?.selectionSet) add(asked, { batch, sets: [field.selectionSet] });
    }
  }
  const entities = asked.map(({ batch }, at) =>
    asked.length === 1
      ? { ...batch, responseKey: '_entities', variable: 'representations' }
      : { ...batch, responseKey: `_e${at}`, variable: `representations_${at}` },
  );
  const fields = entities.map(({ responseKey, variable }, at) => {
    const selections = asked[at]?.sets.flatMap((set) => set.selections) ?? [];
    const alias = responseKey === '_entities' ? '' : `${responseKey}:`;
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

/** Puts what is asked to what is asked alike of others, or to what else is asked of the same entities; else beside it. */
function add(asked: BatchSelection[], { batch, sets }: BatchSelection): void {
  const text = textOf(sets);
  for (const [at, one] of asked.entries()) {
    if (!isToldAlike(one.batch, batch)) continue;
    const paths = new Map([...one.batch.paths, ...batch.paths].map((path) => [JSON.stringify(path), path]));
    const isSamePlaces = paths.size === one.batch.paths.length && paths.size === batch.paths.length;
    if (textOf(one.sets) === text) asked[at] = { ...one, batch: { ...one.batch, paths: [...paths.values()] } };
    else if (isSamePlaces) asked[at] = { ...one, sets: [...one.sets, ...sets] };
    else continue;
    return;
  }
  asked.push({ batch, sets });
}

const textOf = (sets: readonly SelectionSetNode[]): string => sets.map(print).join();

const isToldAlike = (one: EntityBatch, other: EntityBatch): boolean =>
  JSON.stringify([one.requires, one.renames]) === JSON.stringify([other.requires, other.renames]);
