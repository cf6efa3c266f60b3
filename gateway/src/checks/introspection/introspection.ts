import type { Viewer } from '@union-graph/identity';
import { type DocumentNode, type GraphQLFormattedError, Kind, visit } from 'graphql';
import { accessError } from '../access/checkAccess.ts';

/** Who may see the schema. `everyone` is for local development and open gateways. */
export type Introspection = 'everyone' | 'developers';

/** The scope of tokens that may read the schema. */
const SCOPE = 'introspect';

const DENIAL = { coordinates: ['the schema by introspection'], missing: [{ kind: 'scope', anyOf: [SCOPE] }] } as const;

/** Whether a viewer may see the whole schema. A partner never may: it sees its own schema only. */
export const maySeeSchema = (introspection: Introspection, viewer: Viewer): boolean =>
  viewer.agreement === undefined && (introspection === 'everyone' || viewer.scopes.includes(SCOPE));

const selectsSchemaCache = new WeakMap<DocumentNode, boolean>();

/** Throws when a document selects the schema and the viewer may not see it. */
export function refuseIntrospection(document: DocumentNode, introspection: Introspection, viewer: Viewer): void {
  if (maySeeSchema(introspection, viewer)) return;
  const selects = selectsSchemaCache.get(document) ?? selectsSchema(document);
  selectsSchemaCache.set(document, selects);
  if (selects) throw accessError(DENIAL, viewer);
}

/** An error without its "Did you mean", which names parts of the schema. */
export const withoutSuggestion = <Formatted extends GraphQLFormattedError>(error: Formatted): Formatted => ({
  ...error,
  message: error.message.replace(/ ?Did you mean .+\?$/s, ''),
});

/** Whether a document selects `__schema` or `__type` anywhere. Validation has refused them elsewhere than at the root of a query. */
function selectsSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type') found = true;
    },
  });
  return found;
}
