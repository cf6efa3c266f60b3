import { type ConstDirectiveNode, Kind, type ValueNode } from 'graphql';
import { argumentValue } from './directives.ts';
import type { AccessDirective, DirectiveNames } from './links.ts';

/** An access rule: the viewer needs all names of at least one of the lists. `authenticated` requires sign-in only. */
export interface AccessRule {
  readonly kind: AccessDirective;
  readonly anyOf: readonly (readonly string[])[];
}

/** Reads the access directives of a type or field. */
export const readAccessDirectives = (
  directives: readonly ConstDirectiveNode[] | undefined,
  names: DirectiveNames<AccessDirective>,
): readonly AccessRule[] =>
  (directives ?? []).flatMap((directive) => {
    const kind = names.get(directive.name.value);
    return kind ? [{ kind, anyOf: alternatives(kind, directive) }] : [];
  });

/** `[["a", "b"], ["c"]]`: a and b, or c. */
function alternatives(kind: AccessDirective, directive: ConstDirectiveNode): string[][] {
  if (kind === 'authenticated') return [[]];
  const lists = argumentValue(directive, kind === 'policy' ? 'policies' : 'scopes');
  return items(lists).map((list) => items(list).flatMap((name) => (name.kind === Kind.STRING ? [name.value] : [])));
}

const items = (value: ValueNode | undefined): readonly ValueNode[] =>
  value === undefined ? [] : value.kind === Kind.LIST ? value.values : [value];
