import { type ConstDirectiveNode, type DefinitionNode, type FieldDefinitionNode, Kind } from 'graphql';

/** A definition or extension of an object type or interface. */
export type TypeWithFields = Extract<DefinitionNode, { readonly fields?: readonly FieldDefinitionNode[] | undefined }>;

const KINDS_WITH_FIELDS: ReadonlySet<Kind> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
]);

export const isTypeWithFields = (definition: DefinitionNode): definition is TypeWithFields =>
  KINDS_WITH_FIELDS.has(definition.kind);

export const ROOT_TYPES: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/** Names of definitions that federation libraries add to an SDL. */
const FEDERATION_NAMES = /^(_Any|_Entity|_Service|FieldSet|federation__\w+|link__\w+)$/;
export const isFederationDefinition = (name: string): boolean => FEDERATION_NAMES.test(name);

/** A directive's name without the namespace by which it may be written. */
export const directiveName = ({ name }: Pick<ConstDirectiveNode, 'name'>): string => name.value.replace(/^federation__/, '');

/** The value of a string argument of a directive; null when it has none. */
export function textArgument(directive: ConstDirectiveNode, argument: string): string | null {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}

/** The tag of a field to which no other subgraph may refer by `@key`, `@requires` or `@provides`, whatever its steward approves. */
export const NON_REFERENCABLE = 'non-referencable';

/** The names of the `@tag` directives among the given ones. */
export const tagNames = (directives: readonly ConstDirectiveNode[] = []): string[] =>
  directives.flatMap((directive) => (directiveName(directive) === 'tag' ? [textArgument(directive, 'name') ?? ''] : []));
