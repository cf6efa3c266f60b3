import { createHash } from 'node:crypto';
import { type DefinitionNode, Kind, parse, print, type SchemaDefinitionNode, type SchemaExtensionNode, visit } from 'graphql';
import { isFederationDefinition } from './documents.ts';

/**
 * Normalises an SDL, so that two SDLs of the same schema become equal texts: sorted, without descriptions, and without the definitions that federation
 * libraries add. Throws a `GraphQLError` for a text that is not an SDL.
 */
export function normalSdl(sdl: string): string {
  const document = parse(sdl, { noLocation: true });
  const definitions = document.definitions.filter(
    (definition) =>
      definition.kind !== Kind.DIRECTIVE_DEFINITION &&
      !(definitionName(definition) && isFederationDefinition(definitionName(definition))),
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
  // In federation `type` and `extend type` mean the same, and a root type without fields means nothing.
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

/** The directives of a schema, without the link specification's own `@link`, and its root types with unusual names. Libraries add the others. */
function schemaText(node: DefinitionNode): string {
  const { directives = [], operationTypes = [] } = node as SchemaNode;
  const links = directives.map(print).filter((text) => !text.includes('specs.apollo.dev/link/'));
  const roots = operationTypes.map(print).filter((text) => !/^(query: Query|mutation: Mutation)$/.test(text));
  return [...links, ...roots].sort().join('\n');
}

const definitionName = (definition: DefinitionNode): string => ('name' in definition ? (definition.name?.value ?? '') : '');

const inOrder = <Node extends DefinitionNode>(nodes: readonly Node[]): Node[] =>
  nodes
    .map((node) => ({ node, text: print(node) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ node }) => node);

/** The SHA-256 of a text, in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
