import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { Viewer } from '@union-graph/identity';
import { type DocumentNode, Kind, visit } from 'graphql';
import type { RequestContext } from '../../request/context.ts';
import { accessError } from '../access/accessPlugin.ts';

/** Developers sign in with this scope. */
const SCOPE = 'introspect';

const DENIAL = { coordinates: ['the schema by introspection'], missing: [{ kind: 'scope', anyOf: [SCOPE] }] } as const;

/** A partner is shown its own schema, and nothing of the whole one. */
export const maySeeSchema = (introspection: 'everyone' | 'developers', viewer: Viewer): boolean =>
  viewer.agreement === undefined && (introspection === 'everyone' || viewer.scopes.includes(SCOPE));

/**
 * Shows the schema to those who may see it: by introspection, and by the "Did you mean" of an error. With `everyone`
 * (local development, open gateways) nobody is refused.
 */
export function createIntrospectionPlugin(introspection: 'everyone' | 'developers'): ApolloServerPlugin<RequestContext> {
  const maySee = (viewer: Viewer) => maySeeSchema(introspection, viewer);
  const asks = new WeakMap<DocumentNode, boolean>();
  const listener: GraphQLRequestListener<RequestContext> = {
    didResolveOperation: async ({ document, contextValue: { viewer } }) => {
      if (maySee(viewer)) return;
      if (!asks.has(document)) asks.set(document, asksForSchema(document));
      if (asks.get(document)) throw accessError(DENIAL, viewer);
    },
    willSendResponse: async ({ response: { body }, contextValue: { viewer } }) => {
      if (body.kind !== 'single' || !body.singleResult.errors || maySee(viewer)) return;
      body.singleResult.errors = body.singleResult.errors.map((error) => ({
        ...error,
        message: error.message.replace(/ ?Did you mean .+\?$/s, ''),
      }));
    },
  };
  return { requestDidStart: async () => listener };
}

/** `__schema` and `__type` stand only at the root of a query, yet any place counts: validation has refused the others. */
function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type') found = true;
    },
  });
  return found;
}
