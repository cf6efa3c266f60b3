import { type DocumentNode, visit } from 'graphql';

/** About what one node of a document takes of memory, its places in the text left out. */
const BYTES_PER_NODE = 160;

/** About how many bytes of memory a document takes, its text left out. */
export function sizeOf(document: DocumentNode): number {
  let nodes = 0;
  visit(document, {
    enter: () => {
      nodes += 1;
    },
  });
  return BYTES_PER_NODE * nodes;
}
