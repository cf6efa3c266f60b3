import { type DocumentNode, visit } from 'graphql';
import { copyString } from './copyString.ts';

/**
 * Lets a document forget the text that it was parsed from, before it is remembered. Its tokens are several times as large as all the rest; and
 * its names and values are parts of the text, each of which keeps all of it in memory, however long the comment in it.
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
