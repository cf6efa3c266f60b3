import type { SelectionSetNode } from 'graphql';
import type { FetchSelection, PlannedFetch } from '../fetches/plannedFetch.ts';
import { fieldsFor } from '../selected.ts';
import { selectTypenames } from './objectTypes.ts';
import { type PathNode, requestOf } from './pathNode.ts';
import type { PathSearch } from './pathSearch.ts';
import { resolveField } from './resolveField.ts';

/** What an entity fetch depends on. */
export interface Dependencies {
  /** The fetches that resolve a field of its representation. */
  readonly fetches: Set<PlannedFetch>;
  /** Their selections at the path of the entities. */
  readonly selections: Set<FetchSelection>;
}

/** Finds paths to all fields of a field set, a key or what a field requires. Throws NoPath. */
export function resolveFieldSet(
  search: PathSearch,
  node: PathNode,
  typeName: string,
  fieldSet: SelectionSetNode,
  needs: Dependencies,
): void {
  const { fetches } = needs;
  for (const field of fieldsFor(search.schemas.supergraph, [fieldSet], typeName)) {
    if (field.name.value === '__typename') continue;
    const resolved = resolveField(search, node, typeName, requestOf(field));
    fetches.add(resolved.fetch);
    needs.selections.add(resolved.selection);
    if (!resolved.node || !field.selectionSet) continue;
    selectTypenames(search, resolved.node, [field.selectionSet]);
    if (resolved.node.typesFetch) fetches.add(resolved.node.typesFetch);
    for (const type of resolved.node.possibleTypes)
      resolveFieldSet(search, resolved.node, type, field.selectionSet, { fetches, selections: new Set() });
  }
}
