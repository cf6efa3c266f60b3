import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';

/**
 * The operation of a valid document that a request names, or the only one (GraphQL specification, 6.1). Throws `BAD_USER_INPUT` with status
 * 400 when there is none, or when the graph does not have its operation type. Must be called before an operation is planned.
 */
export function resolveOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw badRequest(unresolvedMessage(document, operationName));
  if (operation.operation === 'subscription')
    throw badRequest('This graph answers queries and mutations. It has no subscriptions: ask again for what may have changed.');
  if (!schema.getRootType(operation.operation)) throw badRequest(`This graph has no ${operation.operation} operations.`);
  return operation;
}

const MAX_NAMES = 10;
const MAX_NAME_LENGTH = 64;

function unresolvedMessage({ definitions }: DocumentNode, operationName: string | null | undefined): string {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operations.length === 0) return 'The document has no operation. Write a query or a mutation.';
  const names = operations.flatMap(({ name }) => (name ? [quoted(name.value)] : []));
  const some = names.slice(0, MAX_NAMES).join(', ') + (names.length > MAX_NAMES ? ', …' : '');
  if (operationName === null || operationName === undefined)
    return `The document has ${operations.length} operations. Say with "operationName" which one you mean: ${some}.`;
  const has = names.length === 0 ? 'Its operation has no name: leave "operationName" out.' : `It has ${some}.`;
  return `The document has no operation ${quoted(operationName)}. ${has}`;
}

const quoted = (name: string): string => `"${name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}…` : name}"`;

const badRequest = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
