import type { FetchSelection } from '../fetches/plannedFetch.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import type { PathNode } from './pathNode.ts';
import { typeConditionFor } from './selectField.ts';

/** A selection for objects of one type. */
export interface TypedSelection {
  readonly selection: FetchSelection;
  /** The type condition for these objects in the selection. */
  readonly typeCondition: string;
}

/**
 * The selections of a path node that apply to objects of a type, in the order of their creation. A node may have one for each type and subgraph, so
 * the result is cached: each selection is tested once for each type.
 */
export function selectionsOfType(node: PathNode, typeName: string, schemas: SubgraphSchemas): readonly TypedSelection[] {
  const { selections, selectionsByType } = node;
  const known = selectionsByType.get(typeName) ?? { seenCount: 0, ofType: [] };
  selectionsByType.set(typeName, known);
  for (; known.seenCount < selections.length; known.seenCount += 1) {
    const selection = selections[known.seenCount] as FetchSelection;
    const typeCondition = typeConditionFor(selection, typeName, schemas);
    if (typeCondition !== null) known.ofType.push({ selection, typeCondition });
  }
  return known.ofType;
}
