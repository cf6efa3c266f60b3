import { type DirectiveNode, type DocumentNode, Kind, type ValueNode } from 'graphql';

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
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const directive of definition.directives ?? []) addLink(names, directive);
  }
  return names;
}

/** `@core(feature:)` is the older spelling of `@link(url:)`; `@link` itself may be renamed, so any name is looked at. */
function addLink(names: Map<string, AccessDirective>, link: DirectiveNode): void {
  const url = argument(link, 'url') ?? argument(link, 'feature');
  const directive = SPEC.exec(url?.kind === Kind.STRING ? url.value : '')?.[1] as AccessDirective | undefined;
  if (!directive) return;
  const as = argument(link, 'as');
  if (as?.kind === Kind.STRING) names.set(as.value, directive);
  const imports = argument(link, 'import');
  for (const item of imports?.kind === Kind.LIST ? imports.values : []) {
    if (item.kind !== Kind.OBJECT) continue;
    const field = (name: string) => item.fields.find((entry) => entry.name.value === name)?.value;
    const [original, renamed] = [field('name'), field('as')];
    if (original?.kind === Kind.STRING && renamed?.kind === Kind.STRING && original.value === `@${directive}`) {
      names.set(renamed.value.replace(/^@/, ''), directive);
    }
  }
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
