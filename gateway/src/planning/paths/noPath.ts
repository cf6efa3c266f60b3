import { GraphQLError } from 'graphql';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import { fieldHolders } from './fieldHolders.ts';
import type { PathNode } from './pathNode.ts';
import { selectionsOfType } from './selectionsOfType.ts';

/** No path leads to a field by the rules of federation. The message names the field and the subgraphs that were reached. */
export class NoPath extends Error {
  override name = 'NoPath';
}

/** The result of a search, or the reason why it finds no path. */
export function attempt<T>(find: () => T): T | NoPath {
  try {
    return find();
  } catch (error) {
    if (error instanceof NoPath) return error;
    throw error;
  }
}

/** The error for a field whose subgraphs cannot be reached from the subgraphs that answer its objects. */
export function unreachableField(node: PathNode, typeName: string, name: string, schemas: SubgraphSchemas): NoPath {
  const holders = fieldHolders(schemas, typeName, name).filter(({ field }) => !field.isExternal);
  const coordinate = coordinateAt(node, typeName, name);
  if (holders.length === 0) return new NoPath(`${coordinate} is resolved by no subgraph.`);
  const from = new Set(selectionsOfType(node, typeName, schemas).map(({ selection }) => selection.subgraph));
  const to = holders.map(({ subgraph }) => subgraph).filter((subgraph) => !from.has(subgraph));
  const target = to.length > 0 ? quoted(to) : quoted(holders.map(({ subgraph }) => subgraph));
  if (from.size === 0) return new NoPath(`${coordinate} is resolved by ${target}, and no subgraph leads to its objects.`);
  return new NoPath(`${coordinate} is resolved by ${target}, and no key leads there from ${quoted([...from])}.`);
}

/** A field by its coordinate and response path, for a message. */
export function coordinateAt({ path }: PathNode, typeName: string, name: string): string {
  const keys = path.flatMap((step) => (step.kind === 'field' ? [step.name] : []));
  return `The field "${typeName}.${name}"${keys.length > 0 ? ` at "${keys.join('.')}"` : ''}`;
}

const MAX_NAMES = 5;

function quoted(names: readonly string[]): string {
  const some = names.slice(0, MAX_NAMES).map((name) => `"${name}"`);
  return some.join(', ') + (names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '');
}

/**
 * The refusal of an operation without a plan. The operation is valid in the schema, but a retry does not help: the client must leave the field
 * out.
 */
export const refusalOf = ({ message }: NoPath): GraphQLError =>
  new GraphQLError(`This operation cannot be planned. ${message} Leave the field out.`, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
