import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  Kind,
  parse,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** The subgraphs' names, by the names that the supergraph has for them. */
export function graphNames(document: DocumentNode): Map<string, string> {
  const names = new Map<string, string>();
  visit(document, {
    EnumValueDefinition: ({ name, directives = [] }) => {
      const graph = directives.find((directive) => directive.name.value === 'join__graph');
      if (graph) names.set(name.value, stringArgument(graph, 'name') ?? name.value);
    },
  });
  return names;
}

/** The value of a directive's argument, as written. */
export function argumentValue({ arguments: given = [] }: DirectiveNode, name: string): ArgumentNode['value'] | undefined {
  return given.find((argument) => argument.name.value === name)?.value;
}
/** The value of an argument that is a text. */
export function stringArgument(directive: DirectiveNode, name: string): string | undefined {
  const value = argumentValue(directive, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}
/** The value of an argument that is one of an enumeration: a subgraph, by the supergraph's name for it. */
export function enumArgument(directive: DirectiveNode, name: string): string | undefined {
  const value = argumentValue(directive, name);
  return value?.kind === Kind.ENUM ? value.value : undefined;
}
/** The directive with another text for one of its arguments. */
export const withStringArgument = (directive: ConstDirectiveNode, name: string, value: string): ConstDirectiveNode => ({
  ...directive,
  arguments: directive.arguments?.map((argument) =>
    argument.name.value === name ? { ...argument, value: { kind: Kind.STRING, value } } : argument,
  ),
});

/** The fields that a key, a requirement or a provision names. */
export function parseFieldSet(fieldSet: string): SelectionSetNode {
  const [operation] = parse(`{${fieldSet}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${fieldSet}" is no field set.`);
  return operation.selectionSet;
}

/** A `join__field` that says of a field that it is in a graph, and how. */
export const joinField = (graph: string, mark: 'external' | 'usedOverridden' | null): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'join__field' },
  arguments: [
    { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'graph' }, value: { kind: Kind.ENUM, value: graph } },
    ...(mark
      ? [
          {
            kind: Kind.ARGUMENT as const,
            name: { kind: Kind.NAME as const, value: mark },
            value: { kind: Kind.BOOLEAN as const, value: true },
          },
        ]
      : []),
  ],
});
