import { type ConstDirectiveNode, Kind } from 'graphql';

/** The directive with another text for one of its arguments. */
export const withStringArgument = (directive: ConstDirectiveNode, name: string, value: string): ConstDirectiveNode => ({
  ...directive,
  arguments: directive.arguments?.map((argument) =>
    argument.name.value === name ? { ...argument, value: { kind: Kind.STRING, value } } : argument,
  ),
});

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
