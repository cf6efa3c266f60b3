import { type DocumentNode, type FragmentDefinitionNode, Kind } from 'graphql';

/** The fragment definitions of a document, by name. */
export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const fragmentCache = new WeakMap<DocumentNode, Fragments>();

/** The fragment definitions of a document. Collected once for each document; documents are never changed. */
export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = fragmentCache.get(document) ?? collectFragments(document);
  fragmentCache.set(document, fragments);
  return fragments;
}

function collectFragments({ definitions }: DocumentNode): Fragments {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  return fragments;
}
