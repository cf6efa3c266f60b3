import { HeaderMap } from '@apollo/server';
import { sayMissing, type Viewer } from '@union-graph/identity';
import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { AccessRules } from '../../supergraph/reading/accessRules.ts';
import { type AccessRequirement, accessRequirements, type Denial, denialOf } from './accessRequirements.ts';

/** Throws when the viewer may not read one of the fields of an operation. Must be called before execution. */
export type CheckAccess = (document: DocumentNode, operation: OperationDefinitionNode, viewer: Viewer) => void;

/** Creates the check of one generation. The access rules of an operation are found once; a request only compares them with the viewer's roles and scopes. */
export function createAccessCheck(schema: GraphQLSchema, rules: AccessRules): CheckAccess {
  const known = new WeakMap<OperationDefinitionNode, readonly AccessRequirement[]>();
  return (document, operation, viewer) => {
    const needs = known.get(operation) ?? accessRequirements(schema, rules, document, operation);
    known.set(operation, needs);
    const denial = denialOf(needs, viewer);
    if (denial.coordinates.length > 0) throw accessError(denial, viewer);
  };
}

/** 401 for an anonymous viewer, who may sign in; 403 for others. Both name the missing roles or scopes. */
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
  const sentences = missing.map((one) => sayMissing(one, viewer));
  return new GraphQLError(`Not permitted: ${what}. ${sentences.join(' ')}`, {
    extensions: { code: 'FORBIDDEN', missing, http: { status: 403 } },
  });
}
