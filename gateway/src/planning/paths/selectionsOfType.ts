import type { FetchSelection } from '../fetches/plannedFetch.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import type { PathNode } from './pathNode.ts';
import { typeNameAt } from './selectField.ts';

/** A selection for objects of one type. */
export interface TypedSelection {
  readonly selection: FetchSelection;
  /** The type condition for these objects in the selection. */
  readonly typeCondition: string;
}

/**
 * The selections of a path node that are for objects of a type, in the order in which they were added. A node may have one for each of its
 * types and each subgraph, so each is looked at once for each type and not at every step.
 */
export function selectionsOfType(node: PathNode, typeName: string, schemas: SubgraphSchemas): readonly TypedSelection[] {
  const { selections, selectionsByType } = node;
  const known = selectionsByType.get(typeName) ?? { seenCount: 0, ofType: [] };
  selectionsByType.set(typeName, known);
  for (; known.seenCount < selections.length; known.seenCount += 1) {
    const selection = selections[known.seenCount] as FetchSelection;
    const typeCondition = typeNameAt(selection, typeName, schemas);
    if (typeCondition !== null) known.ofType.push({ selection, typeCondition });
  }
  return known.ofType;
}
