import { HeaderMap } from '@apollo/server';
import { sayMissing, type Viewer } from '@union-graph/identity';
import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { AccessRules } from '../../supergraph/reading/accessRules.ts';
import { type Denial, denialOf, type Need, operationNeeds } from './needs.ts';

/** Refuses an operation before anything is fetched when its viewer may not read one of its fields. */
export type CheckAccess = (document: DocumentNode, operation: OperationDefinitionNode, viewer: Viewer) => void;

/** The check of one generation. What an operation needs is worked out once; a request costs a set test. */
export function createAccessCheck(schema: GraphQLSchema, rules: AccessRules): CheckAccess {
  const known = new WeakMap<OperationDefinitionNode, readonly Need[]>();
  return (document, operation, viewer) => {
    const needs = known.get(operation) ?? operationNeeds(schema, rules, document, operation);
    known.set(operation, needs);
    const denial = denialOf(needs, viewer);
    if (denial.coordinates.length > 0) throw accessError(denial, viewer);
  };
}

/** 401 for someone who has not signed in and might then be let through, 403 for someone who has; both say what it takes. */
export function accessError({ coordinates, missing }: Denial, viewer: Viewer): GraphQLError {
  const what = coordinates.join(', ');
  if (viewer.kind === 'anonymous')
    return new GraphQLError(`Sign in to read ${what}.`, {
      extensions: {
        code: 'UNAUTHENTICATED',
        missing,
        http: { status: 401, headers: new HeaderMap([['www-authenticate', 'Bearer realm="union-graph"']]) },
      },
    });
  const told = missing.map((one) => sayMissing(one, viewer));
  return new GraphQLError(`Not permitted: ${what}. ${told.join(' ')}`, {
    extensions: { code: 'FORBIDDEN', missing, http: { status: 403 } },
  });
}
