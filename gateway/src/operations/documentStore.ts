import { type DocumentNode, visit } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Bytes of parsed documents that are remembered. */
const MAX_BYTES = 64 * 1024 * 1024;

/** About what one node of a document takes, its places in the text left out. */
const BYTES_PER_NODE = 160;

/**
 * Remembers valid documents for the server, bounded by what they take of memory. Names in a document are parts of its text and keep all
 * of it, however long the comment beside them is: so the text counts too.
 */
export function createDocumentStore() {
  const documents = new LRUCache<string, DocumentNode>({ maxSize: MAX_BYTES, sizeCalculation: sizeOf });
  return {
    get: async (key: string): Promise<DocumentNode | undefined> => documents.get(key),
    set: async (key: string, document: DocumentNode): Promise<void> => void documents.set(key, document),
    delete: async (key: string): Promise<boolean> => documents.delete(key),
  };
}

/** About how many bytes a document takes, while it knows its text. */
export function sizeOf(document: DocumentNode): number {
  let nodes = 0;
  visit(document, {
    enter: () => {
      nodes += 1;
    },
  });
  return BYTES_PER_NODE * nodes + 2 * (document.loc?.source.body.length ?? 0);
}
