import { type DocumentNode, visit } from 'graphql';
import { copyString } from './copyString.ts';

/**
 * Removes the references of a document to the text that it was parsed from, before it is cached. Its locations lead to the lexer's tokens, which are
 * several times as large as the document. Its names and values are substrings, each of which keeps the whole text in memory.
 */
export function detachFromText(document: DocumentNode): void {
  visit(document, {
    enter: (node) => {
      const own = node as { loc?: unknown; value?: unknown };
      delete own.loc;
      if (typeof own.value === 'string') own.value = copyString(own.value);
    },
  });
}
