import type { Viewer } from '@union-graph/identity';
import { type DocumentNode, type GraphQLFormattedError, Kind, visit } from 'graphql';
import { accessError } from '../access/access.ts';

/** Who sees the schema: with `everyone` (local development, open gateways) nobody is refused. */
export type Introspection = 'everyone' | 'developers';

/** Developers sign in with this scope. */
const SCOPE = 'introspect';

const DENIAL = { coordinates: ['the schema by introspection'], missing: [{ kind: 'scope', anyOf: [SCOPE] }] } as const;

/** A partner is shown its own schema, and nothing of the whole one. */
export const maySeeSchema = (introspection: Introspection, viewer: Viewer): boolean =>
  viewer.agreement === undefined && (introspection === 'everyone' || viewer.scopes.includes(SCOPE));

const asking = new WeakMap<DocumentNode, boolean>();

/** Refuses a document that asks for the schema, for a viewer who may not see it. */
export function refuseIntrospection(document: DocumentNode, introspection: Introspection, viewer: Viewer): void {
  if (maySeeSchema(introspection, viewer)) return;
  const isAsking = asking.get(document) ?? asksForSchema(document);
  asking.set(document, isAsking);
  if (isAsking) throw accessError(DENIAL, viewer);
}

/** An error without the names of the schema that it guesses at. */
export const withoutGuess = <Told extends GraphQLFormattedError>(error: Told): Told => ({
  ...error,
  message: error.message.replace(/ ?Did you mean .+\?$/s, ''),
});

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
