import { missingRight, type Viewer } from '@union-graph/identity';
import { forbidden } from './refusal.ts';

/**
 * Who may do what with a row, as a table of verb → predicate. `authorise` throws `FORBIDDEN` and names what
 * lacks; a row that the viewer may
 * not even see must have been answered with `NOT_FOUND` before.
 */
export function definePolicy<Row>() {
  return <Verb extends string>(table: Readonly<Record<Verb, (viewer: Viewer, row: Row) => boolean>>) => ({
    allows: (viewer: Viewer, verb: Verb, row: Row): boolean => table[verb](viewer, row),
    authorise(viewer: Viewer, verb: Verb, row: Row): void {
      if (table[verb](viewer, row)) return;
      const missing = missingRight(viewer, (other) => table[verb](other, row), row);
      // A verb may be a word of the policy alone, such as "manage" or "COMMIT": it is not told.
      throw forbidden(viewer, 'You may not do this here.', missing);
    },
  });
}
