import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type NamedTypeNode,
  type TypeDefinitionNode,
} from 'graphql';
import { type DirectiveNames, inaccessibleDirectiveNames, readLinks } from './links.ts';

/**
 * The type definitions of the clients' schema, by name: those of the supergraph without what is `@inaccessible`, without the types of linked
 * specifications, and without the directives of federation.
 */
export function readClientDefinitions(document: DocumentNode): ReadonlyMap<string, TypeDefinitionNode> {
  const links = readLinks(document);
  const isVisible = visibleUnless(inaccessibleDirectiveNames(links));
  const namespaces = new Set(['core', ...links.flatMap(({ namespace }) => namespace || [])]);
  const types = document.definitions
    .filter(isTypeDefinitionNode)
    .filter((type) => isVisible(type) && !namespaces.has(namespaceOf(type) ?? ''));
  const names = new Set(types.map(({ name }) => name.value));
  const isKnown = ({ name }: NamedTypeNode) => names.has(name.value);
  return new Map(types.map((type) => [type.name.value, visibleDefinition(type, isVisible, isKnown)]));
}

type NamedNode = { readonly name: { readonly value: string }; readonly directives?: readonly ConstDirectiveNode[] | undefined };
type IsVisible = (node: NamedNode) => boolean;

const visibleUnless =
  (inaccessible: DirectiveNames<'inaccessible'>): IsVisible =>
  ({ directives = [] }) =>
    !directives.some(({ name }) => inaccessible.has(name.value));

/** What stands before `__` in the names that a specification brings with it: `join` in `join__Graph`. */
const namespaceOf = ({ name }: NamedNode): string | undefined => /^(.+?)__/.exec(name.value)?.[1];

function visibleDefinition(
  node: TypeDefinitionNode,
  isVisible: IsVisible,
  isKnown: (type: NamedTypeNode) => boolean,
): TypeDefinitionNode {
  const directives = withoutFederation(node.directives);
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = node.fields?.filter(isVisible).map((field) => visibleField(field, isVisible));
      return { ...node, directives, fields, interfaces: node.interfaces?.filter(isKnown) };
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return { ...node, directives, fields: node.fields?.filter(isVisible).map(asInput) };
    case Kind.UNION_TYPE_DEFINITION:
      return { ...node, directives, types: node.types?.filter(isKnown) };
    case Kind.ENUM_TYPE_DEFINITION: {
      const values = node.values
        ?.filter(isVisible)
        .map((value) => ({ ...value, directives: withoutFederation(value.directives) }));
      return { ...node, directives, values };
    }
    default:
      return { ...node, directives };
  }
}

const visibleField = (field: FieldDefinitionNode, isVisible: IsVisible): FieldDefinitionNode => ({
  ...field,
  directives: withoutFederation(field.directives),
  arguments: field.arguments?.filter(isVisible).map(asInput),
});

const asInput = (input: InputValueDefinitionNode): InputValueDefinitionNode => ({
  ...input,
  directives: withoutFederation(input.directives),
});

/** The directives of the GraphQL specification (3.13) that clients see. */
const CLIENT_DIRECTIVES: readonly string[] = ['deprecated', 'specifiedBy', 'oneOf'];

const withoutFederation = (directives: readonly ConstDirectiveNode[] = []): ConstDirectiveNode[] =>
  directives.filter(({ name }) => CLIENT_DIRECTIVES.includes(name.value));
