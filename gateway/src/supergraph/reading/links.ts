import { type DirectiveNode, type DocumentNode, Kind } from 'graphql';
import { argumentValue, stringArgument } from './directives.ts';

/** A specification that a supergraph links to. */
interface Link {
  readonly url: string;
  /** Directives that are not imported are prefixed with it: `as`, or the specification's own name; null where the URL tells none. */
  readonly namespace: string | null;
  /** The imported directives, without `@`: the specification's name, and the name in this supergraph. */
  readonly imports: readonly (readonly [name: string, here: string])[];
}

/** The directives of a specification by their names in the supergraph, without `@`. */
export type DirectiveNames<Directive extends string> = ReadonlyMap<string, Directive>;

/** Reads the links of a supergraph. `@core(feature:)` is the older form of `@link(url:)`. `@link` may be renamed, so a link is recognised by `url`. */
export function readLinks(document: DocumentNode): readonly Link[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) return [];
    return (definition.directives ?? []).flatMap((directive): Link[] => {
      const url = stringArgument(directive, 'url') ?? stringArgument(directive, 'feature');
      if (url === undefined) return [];
      const namespace = stringArgument(directive, 'as') ?? specificationOf(url);
      return [{ url, namespace, imports: readImports(directive) }];
    });
  });
}

/** The name in the URL of a specification: `join` in `https://specs.apollo.dev/join/v0.5`. */
const specificationOf = (url: string): string | null => /([^/]+)\/v\d+\.\d+\/?$/.exec(url)?.[1] ?? null;

function readImports(link: DirectiveNode): (readonly [string, string])[] {
  const imports = argumentValue(link, 'import');
  return (imports?.kind === Kind.LIST ? imports.values : []).flatMap((item): [string, string][] => {
    if (item.kind === Kind.STRING) return [[withoutAt(item.value), withoutAt(item.value)]];
    if (item.kind !== Kind.OBJECT) return [];
    const text = (name: string) => {
      const value = item.fields.find((field) => field.name.value === name)?.value;
      return value?.kind === Kind.STRING ? withoutAt(value.value) : undefined;
    };
    const name = text('name');
    return name === undefined ? [] : [[name, text('as') ?? name]];
  });
}

const withoutAt = (name: string): string => name.replace(/^@/, '');

/**
 * The names of a specification's directives. `@link(as:)` and `import` may rename them; a renamed access directive must not be missed, or its
 * rule is not enforced (CVE-2025-64347). The names of the specification are always recognised.
 */
function directiveNames<Directive extends string>(
  links: readonly Link[],
  specification: string,
  directives: readonly Directive[],
): [string, Directive][] {
  const isLinked = new RegExp(`^https://specs\\.apollo\\.dev/${specification}/v\\d+\\.\\d+$`);
  const names = directives.map((directive): [string, Directive] => [directive, directive]);
  for (const { url, namespace, imports } of links) {
    if (namespace === null || !isLinked.test(url)) continue;
    for (const directive of directives) {
      names.push([directive === specification ? namespace : `${namespace}__${directive}`, directive]);
      for (const [name, here] of imports) if (name === directive) names.push([here, directive]);
    }
  }
  return names;
}

/** The access directives of federation. */
export type AccessDirective = 'authenticated' | 'requiresScopes' | 'policy';

const ACCESS: readonly AccessDirective[] = ['authenticated', 'requiresScopes', 'policy'];

export const accessDirectiveNames = (links: readonly Link[]): DirectiveNames<AccessDirective> =>
  new Map(ACCESS.flatMap((directive) => directiveNames(links, directive, [directive])));

/** The two directives of the cost specification. */
export type CostDirective = 'cost' | 'listSize';

export const costDirectiveNames = (links: readonly Link[]): DirectiveNames<CostDirective> =>
  new Map(directiveNames<CostDirective>(links, 'cost', ['cost', 'listSize']));

export const tagDirectiveNames = (links: readonly Link[]): DirectiveNames<'tag'> =>
  new Map(directiveNames(links, 'tag', ['tag']));

export const inaccessibleDirectiveNames = (links: readonly Link[]): DirectiveNames<'inaccessible'> =>
  new Map(directiveNames(links, 'inaccessible', ['inaccessible']));

export const contextDirectiveNames = (links: readonly Link[]): DirectiveNames<'context'> =>
  new Map(directiveNames(links, 'context', ['context']));
