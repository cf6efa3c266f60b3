import { sharedSdl } from '@union-graph/schema';
import { type ConstDirectiveNode, type DefinitionNode, type FieldDefinitionNode, Kind, parse } from 'graphql';

/** A definition or extension of an object type or interface. */
export type TypeWithFields = Extract<DefinitionNode, { readonly fields?: readonly FieldDefinitionNode[] | undefined }>;

const WITH_FIELDS: ReadonlySet<Kind> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
]);

export const isTypeWithFields = (definition: DefinitionNode): definition is TypeWithFields => WITH_FIELDS.has(definition.kind);

export const ROOT_TYPES: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/** Value types and scalars that are identical in every subgraph; each may repeat them. */
export const SHARED_NAMES: ReadonlySet<string> = new Set(
  parse(sharedSdl, { noLocation: true }).definitions.flatMap((definition) =>
    'name' in definition && definition.name ? [definition.name.value] : [],
  ),
);

/** What the federation libraries add to an SDL themselves. */
const MACHINERY = /^(_Any|_Entity|_Service|FieldSet|federation__\w+|link__\w+)$/;
export const isMachinery = (name: string): boolean => MACHINERY.test(name);

/** A directive's name without the namespace by which it may be written. */
export const directiveName = ({ name }: Pick<ConstDirectiveNode, 'name'>): string => name.value.replace(/^federation__/, '');

/** A text argument of a directive; null when it has none. */
export function textArgument(directive: ConstDirectiveNode, argument: string): string | null {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}

/** The tags of a node. */
export const tagsOf = (directives: readonly ConstDirectiveNode[] = []): string[] =>
  directives.flatMap((directive) => (directiveName(directive) === 'tag' ? [textArgument(directive, 'name') ?? ''] : []));
