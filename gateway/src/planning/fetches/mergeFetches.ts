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
import type { EntityBatch, FetchNode, Path, Required } from '../plan.ts';
import { keyOf } from '../selected.ts';

/** One batch of a call, with what is asked of its entities. */
interface BatchSelection {
  readonly batch: EntityBatch;
  readonly sets: readonly SelectionSetNode[];
}

/**
 * Merges entity fetches of one subgraph into one call. Batches of the same entities, or with the same representations and selection, become
 * one `_entities` field; the others get an alias each. A single call stays as it is.
 */
export function mergeFetches(calls: readonly FetchNode[]): FetchNode {
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

/**
 * Adds a batch. It becomes one with a batch that has the same representations and selects the same fields, or with one of the same
 * entities; otherwise it is a batch of its own.
 */
function add(batches: BatchSelection[], added: BatchSelection): void {
  for (const [at, one] of batches.entries()) {
    const merged = withEqualSelection(one, added) ?? withEqualEntities(one, added);
    if (!merged) continue;
    batches[at] = merged;
    return;
  }
  batches.push(added);
}

/** One batch for the entities of both, when both have the same representations and select the same fields. */
function withEqualSelection(one: BatchSelection, other: BatchSelection): BatchSelection | null {
  if (!isEqual([one.batch.requires, one.batch.renames], [other.batch.requires, other.batch.renames])) return null;
  if (textOf(one.sets) !== textOf(other.sets)) return null;
  return { ...one, batch: { ...one.batch, paths: [...pathsOf(one, other).values()] } };
}

/**
 * One batch that selects the fields of both, when both have the same entities and the representation of one has all that the other's has.
 * If a field of the larger representation is missing, only the fields that require it are lost: see `compileRepresentations`.
 */
function withEqualEntities(one: BatchSelection, other: BatchSelection): BatchSelection | null {
  const { size } = pathsOf(one, other);
  if (size !== one.batch.paths.length || size !== other.batch.paths.length) return null;
  if (!isEqual(one.batch.renames, other.batch.renames)) return null;
  const larger = [one, other].find(({ batch }) => [one, other].every((each) => includesAll(batch.requires, each.batch.requires)));
  return larger ? { batch: { ...one.batch, requires: larger.batch.requires }, sets: [...one.sets, ...other.sets] } : null;
}

const pathsOf = (...batches: readonly BatchSelection[]): Map<string, Path> =>
  new Map(batches.flatMap(({ batch }) => batch.paths.map((path): [string, Path] => [JSON.stringify(path), path])));

/** Whether a representation has all fields of another one, under the same types and from the same values. */
const includesAll = (larger: readonly Required[], smaller: readonly Required[]): boolean =>
  smaller.every((part) =>
    larger.some((candidate) => {
      if (candidate.kind !== part.kind || candidate.name !== part.name) return false;
      if (candidate.kind === 'field' && part.kind === 'field' && candidate.from !== part.from) return false;
      return includesAll(candidate.selections ?? [], part.selections ?? []);
    }),
  );

const textOf = (sets: readonly SelectionSetNode[]): string => sets.map(print).join();

const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
