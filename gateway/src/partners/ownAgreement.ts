import { type DocumentNode, Kind, visit } from 'graphql';

/**
 * Whether a document reads nothing but the partner's own agreement and quota: that is always possible and costs no quota, but has a limit of its
 * own. The agreement's access log is no part of it.
 */
export function readsOwnAgreementAlone(document: DocumentNode): boolean {
  let found = false;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (definition.operation !== 'query') return false;
    for (const selection of definition.selectionSet.selections) {
      if (selection.kind !== Kind.FIELD) return false;
      if (selection.name.value === 'myAgreement') found = true;
      else if (selection.name.value !== '__typename') return false;
    }
  }
  return found && !mentions(document, 'accessLog');
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
