import { type DocumentNode, visit } from 'graphql';

/** The approximate memory of an AST node without its location. */
const BYTES_PER_NODE = 160;

/** The approximate memory of a document in bytes, without its text. */
export function documentSize(document: DocumentNode): number {
  let nodes = 0;
  visit(document, {
    enter: () => {
      nodes += 1;
    },
  });
  return BYTES_PER_NODE * nodes;
}
