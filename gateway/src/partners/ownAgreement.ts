import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import { fragmentsOf } from '../operation/fragments.ts';

/**
 * Whether a document reads nothing but the partner's own agreement and quota: that is always possible and costs no quota, but has a limit of its
 * own. The agreement's access log is no part of it.
 */
export function readsOwnAgreementAlone(document: DocumentNode): boolean {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operations.some(({ operation }) => operation !== 'query')) return false;
  const fields = rootFieldNames(document, operations);
  return (
    fields.has('myAgreement') &&
    [...fields].every((name) => name === 'myAgreement' || name === '__typename') &&
    !mentions(document, 'accessLog')
  );
}

/** The names of the root fields, whether they stand in the operation or in a fragment that it spreads. The document may be invalid. */
function rootFieldNames(document: DocumentNode, operations: readonly OperationDefinitionNode[]): ReadonlySet<string> {
  // Each is followed once, and a fragment may spread itself.
  const pendingFragments = new Map(fragmentsOf(document));
  const names = new Set<string>();
  const pending = operations.map(({ selectionSet }) => selectionSet);
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
