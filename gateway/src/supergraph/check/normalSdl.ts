import { createHash } from 'node:crypto';
import { type DefinitionNode, Kind, parse, print, type SchemaDefinitionNode, type SchemaExtensionNode, visit } from 'graphql';
import { isMachinery } from './documents.ts';

/**
 * An SDL in one form, so that two SDLs of the same schema are equal: without what federation libraries add, without descriptions, and in the order of the
 * names. Throws a `GraphQLError` for a text that is no SDL.
 */
export function normalSdl(sdl: string): string {
  const document = parse(sdl, { noLocation: true });
  const definitions = document.definitions.filter(
    (definition) => definition.kind !== Kind.DIRECTIVE_DEFINITION && !(nameOf(definition) && isMachinery(nameOf(definition))),
  );
  const sorted = visit(
    { ...document, definitions },
    {
      enter: (node) => ('description' in node && node.description ? { ...node, description: undefined } : undefined),
      leave: (node) => {
        const lists = Object.entries(node).filter(([, value]) => Array.isArray(value) && value.length > 1);
        if (lists.length === 0) return undefined;
        return { ...node, ...Object.fromEntries(lists.map(([name, list]) => [name, inOrder(list as DefinitionNode[])])) };
      },
    },
  );
  // An object type of federation is the same, defined or extended, and so are roots without fields of their own.
  return sorted.definitions
    .map((definition) =>
      isSchema(definition) ? schemaText(definition) : print(definition).replace(/^extend (?=type |interface )/, ''),
    )
    .filter((text) => text !== '' && !/^type (Query|Mutation)$/.test(text))
    .sort()
    .join('\n')
    .replace(/\n\s*_(entities|service)\b[^\n]*/g, '');
}

type SchemaNode = SchemaDefinitionNode | SchemaExtensionNode;
const isSchema = ({ kind }: DefinitionNode): boolean => kind === Kind.SCHEMA_DEFINITION || kind === Kind.SCHEMA_EXTENSION;

/** The directives of a schema and its roots with other names than usual: libraries add the others, and the specification of links itself. */
function schemaText(node: DefinitionNode): string {
  const { directives = [], operationTypes = [] } = node as SchemaNode;
  const links = directives.map(print).filter((text) => !text.includes('specs.apollo.dev/link/'));
  const roots = operationTypes.map(print).filter((text) => !/^(query: Query|mutation: Mutation)$/.test(text));
  return [...links, ...roots].sort().join('\n');
}

const nameOf = (definition: DefinitionNode): string => ('name' in definition ? (definition.name?.value ?? '') : '');

const inOrder = <Node extends DefinitionNode>(nodes: readonly Node[]): Node[] =>
  nodes
    .map((node) => ({ node, text: print(node) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ node }) => node);

/** The SHA-256 of a text, in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
