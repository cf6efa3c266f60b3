import { type DocumentNode, Kind, visit } from 'graphql';
import { fragmentsOf } from '../operation/fragments.ts';

/**
 * Whether a document reads only the partner's own agreement and quota. Such a request is always admitted and not counted in the quota, but has a
 * limit of its own. Reading the agreement's access log is counted.
 */
export function readsOwnAgreementAlone(document: DocumentNode): boolean {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operations.some(({ operation }) => operation !== 'query')) return false;
  const fields = rootFieldNames(document);
  return (
    fields.has('myAgreement') &&
    [...fields].every((name) => name === 'myAgreement' || name === '__typename') &&
    !mentions(document, 'accessLog')
  );
}

/** The names of the root fields of all operations, also those in fragments. The document may be invalid. */
export function rootFieldNames(document: DocumentNode): ReadonlySet<string> {
  // Each fragment is visited once: an invalid document may have cycles.
  const pendingFragments = new Map(fragmentsOf(document));
  const names = new Set<string>();
  const pending = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.selectionSet] : [],
  );
  for (let set = pending.pop(); set; set = pending.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) pending.push(selection.selectionSet);
      else {
        const spread = pendingFragments.get(selection.name.value);
        if (spread) pending.push(spread.selectionSet);
        pendingFragments.delete(selection.name.value);
      }
    }
  }
  return names;
}

function mentions(document: DocumentNode, field: string): boolean {
  let found = false;
  visit(document, {
    Field: ({ name }) => {
      found ||= name.value === field;
    },
  });
  return found;
}
