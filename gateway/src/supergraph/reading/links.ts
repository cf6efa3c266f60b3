import { type DirectiveNode, type DocumentNode, Kind, type ValueNode } from 'graphql';

/** One specification that a supergraph is linked to, and what its directives are called there. */
interface Link {
  readonly url: string;
  /** The name it is given as a whole, by which directives stand that are not imported. */
  readonly as: string | undefined;
  /** The imported directives, without `@`: the specification's name and the name here. */
  readonly imports: readonly (readonly [name: string, here: string])[];
}

/** `@core(feature:)` is the older spelling of `@link(url:)`; `@link` itself may be renamed, so any name is looked at. */
export function linksOf(supergraph: DocumentNode): Link[] {
  return supergraph.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) return [];
    return (definition.directives ?? []).flatMap((directive): Link[] => {
      const url = stringArgument(directive, 'url') ?? stringArgument(directive, 'feature');
      return url === undefined ? [] : [{ url, as: stringArgument(directive, 'as'), imports: readImports(directive) }];
    });
  });
}

function readImports(link: DirectiveNode): (readonly [string, string])[] {
  const imports = argument(link, 'import');
  return (imports?.kind === Kind.LIST ? imports.values : []).flatMap((item): [string, string][] => {
    if (item.kind === Kind.STRING) return [[plain(item.value), plain(item.value)]];
    if (item.kind !== Kind.OBJECT) return [];
    const text = (name: string) => {
      const value = item.fields.find((field) => field.name.value === name)?.value;
      return value?.kind === Kind.STRING ? plain(value.value) : undefined;
    };
    const name = text('name');
    return name === undefined ? [] : [[name, text('as') ?? name]];
  });
}

const plain = (name: string): string => name.replace(/^@/, '');

/** The three federation directives that say who may read. */
export type AccessDirective = 'authenticated' | 'requiresScopes' | 'policy';

const SPEC = /^https:\/\/specs\.apollo\.dev\/(authenticated|requiresScopes|policy)\/v\d+\.\d+$/;

/**
 * Under which name each access directive stands in a supergraph: `@link(as:)` and `import` may rename it, and a renamed
 * directive that is overlooked is a rule that is not held (CVE-2025-64347). The plain names always count.
 */
export function accessDirectiveNames(supergraph: DocumentNode): ReadonlyMap<string, AccessDirective> {
  const names = new Map<string, AccessDirective>([
    ['authenticated', 'authenticated'],
    ['requiresScopes', 'requiresScopes'],
    ['policy', 'policy'],
  ]);
  for (const { url, as, imports } of linksOf(supergraph)) {
    const directive = SPEC.exec(url)?.[1] as AccessDirective | undefined;
    if (!directive) continue;
    if (as !== undefined) names.set(as, directive);
    for (const [name, here] of imports) if (name === directive) names.set(here, directive);
  }
  return names;
}

export const argument = (directive: DirectiveNode, name: string): ValueNode | undefined =>
  directive.arguments?.find((entry) => entry.name.value === name)?.value;

/** The text of a string argument. */
export function stringArgument(directive: DirectiveNode, name: string): string | undefined {
  const value = argument(directive, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

/** The name of an enum argument, such as a `join__Graph`. */
export function enumArgument(directive: DirectiveNode, name: string): string | undefined {
  const value = argument(directive, name);
  return value?.kind === Kind.ENUM ? value.value : undefined;
}
