import type { SelectionSetNode } from 'graphql';
import type { FetchSelection, PlannedFetch } from '../fetches/plannedFetch.ts';
import { fieldsFor } from '../selectionAtPath.ts';
import { selectTypenames } from './objectTypes.ts';
import { type PathNode, requestOf } from './pathNode.ts';
import type { PathSearch } from './pathSearch.ts';
import { resolveField } from './resolveField.ts';

/** The fetches and selections that an entity fetch waits for. */
export interface FetchDependencies {
  /** The fetches that resolve a field of its representation. */
  readonly fetches: Set<PlannedFetch>;
  /** Their selections at the path of the entities. */
  readonly selections: Set<FetchSelection>;
}

/** Finds paths to all fields of a field set: of a `@key` or of `@requires`. Throws NoPath. */
export function resolveFieldSet(
  search: PathSearch,
  node: PathNode,
  typeName: string,
  fieldSet: SelectionSetNode,
  dependencies: FetchDependencies,
): void {
  const { fetches } = dependencies;
  for (const field of fieldsFor(search.schemas.supergraphSchema, [fieldSet], typeName)) {
    if (field.name.value === '__typename') continue;
    const resolved = resolveField(search, node, typeName, requestOf(field));
    fetches.add(resolved.fetch);
    dependencies.selections.add(resolved.selection);
    if (!resolved.node || !field.selectionSet) continue;
    selectTypenames(search, resolved.node, [field.selectionSet]);
    if (resolved.node.typesFetch) fetches.add(resolved.node.typesFetch);
    for (const type of resolved.node.sharedTypes)
      resolveFieldSet(search, resolved.node, type, field.selectionSet, { fetches, selections: new Set() });
  }
}
