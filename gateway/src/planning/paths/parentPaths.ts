import type { FetchSelection } from '../fetches/plannedFetch.ts';
import { type JumpTarget, jumpTo } from './keyJumps.ts';
import { attempt, NoPath } from './noPath.ts';
import type { Edge, PathNode } from './pathNode.ts';
import type { PathSearch } from './pathSearch.ts';
import { resolvableField, selectField, typeConditionFor, typeNameInSubgraph } from './selectField.ts';
import { selectionsOfType } from './selectionsOfType.ts';

/** Selects the objects of a path node in another subgraph that also resolves the field of the edge. Throws NoPath. */
export function resolveThroughParent(search: PathSearch, node: PathNode, subgraph: string): FetchSelection {
  const { schemas } = search;
  if (!node.edge) throw new NoPath('The root has no parent.');
  const { typeName, request } = node.edge;
  const knownType = typeNameInSubgraph(schemas, subgraph, typeName);
  const field = knownType === null ? null : schemas.field(subgraph, knownType, request.name);
  if (knownType === null || !field || field.isExternal) throw new NoPath(`"${subgraph}" does not lead to the objects.`);
  const parent =
    presentParent(search, node.edge, subgraph) ??
    newParent(search, node.edge, { subgraph, typeName: knownType, requires: field.requires });
  const below = selectField(parent, typeConditionFor(parent, typeName, schemas) ?? knownType, request, field, schemas);
  if (!below) throw new NoPath(`"${request.name}" is a leaf.`);
  if (!node.selections.includes(below)) node.selections.push(below);
  return below;
}

/** An existing selection of the given subgraph at the parent, if the subgraph resolves the edge's field there; null if there is none yet. */
const presentParent = ({ schemas }: PathSearch, { from, typeName, request }: Edge, subgraph: string): FetchSelection | null =>
  selectionsOfType(from, typeName, schemas).find(
    ({ selection, typeCondition }) =>
      selection.subgraph === subgraph && resolvableField(selection, typeCondition, request.name, schemas),
  )?.selection ?? null;

/** A new selection at the parent: after a key jump, else through the parent's parent. */
function newParent(search: PathSearch, { from, typeName }: Edge, target: JumpTarget): FetchSelection {
  const selection = attempt(() => jumpTo(search, from, typeName, target));
  return selection instanceof NoPath ? resolveThroughParent(search, from, target.subgraph) : selection;
}
