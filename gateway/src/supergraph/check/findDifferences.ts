import { type Change, diff } from '@graphql-inspector/core';
import {
  type ASTNode,
  buildASTSchema,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  visit,
} from 'graphql';
import { accessChanges } from './accessChanges.ts';
import type { Criticality, SchemaDifference } from './checkResult.ts';
import { directiveName, isFederationDefinition } from './documents.ts';
import { coordinateOf, lostCoordinates } from './lostCoordinates.ts';

const CRITICALITY: Readonly<Record<string, Criticality>> = { BREAKING: 'BREAKING', DANGEROUS: 'DANGEROUS', NON_BREAKING: 'SAFE' };

/**
 * Finds the differences between two versions of a subgraph's schema that matter to clients, breaking ones first. What is `@inaccessible` is not there for them.
 * Both versions must compose.
 */
export async function findDifferences(previous: string, next: string): Promise<SchemaDifference[]> {
  const [before, after] = [visibleParts(previous), visibleParts(next)];
  const changes = await diff(plainSchema(before), plainSchema(after));
  const found = changes.filter(mattersToClients).map((change): SchemaDifference => {
    const criticality = CRITICALITY[change.criticality.level] ?? 'DANGEROUS';
    const told = { criticality, coordinate: coordinateOf(change), message: `${change.message}.` };
    return criticality === 'BREAKING' ? { ...told, loses: lostCoordinates(change, before) } : told;
  });
  return [...found, ...accessChanges(before, after)].sort(
    (a, b) => CRITICALITY_ORDER[a.criticality] - CRITICALITY_ORDER[b.criticality] || (a.coordinate < b.coordinate ? -1 : 1),
  );
}

/** Of directives, deprecations are told as such, and `@oneOf` changes what an input takes. */
const mattersToClients = ({ type, meta }: Change): boolean =>
  !/DIRECTIVE|DESCRIPTION/.test(type) || (/DIRECTIVE_USAGE_INPUT_OBJECT/.test(type) && JSON.stringify(meta).includes('"oneOf"'));

/** The definitions that clients see: without those that are `@inaccessible`, and what names them as interface or member. */
function visibleParts(sdl: string): DocumentNode {
  const document = parse(sdl, { noLocation: true });
  const isHidden = (node: ASTNode): boolean =>
    'directives' in node && (node.directives?.some((one: DirectiveNode) => directiveName(one) === 'inaccessible') ?? false);
  const visible = visit(document, { enter: (node) => (isHidden(node) ? null : undefined) });
  const hidden = document.definitions.flatMap((one) => (isHidden(one) && 'name' in one && one.name ? [one.name.value] : []));
  if (hidden.length === 0) return visible;
  return visit(visible, {
    NamedType: ({ name }, key) => (typeof key === 'number' && hidden.includes(name.value) ? null : undefined),
  });
}

const CRITICALITY_ORDER: Readonly<Record<Criticality, number>> = { BREAKING: 0, DANGEROUS: 1, SAFE: 2 };

/** The directives that GraphQL itself defines for schemas. */
const STANDARD_DIRECTIVES: readonly string[] = ['deprecated', 'oneOf'];

/** The schema without other directives, and with extensions merged into their types. */
function plainSchema(document: DocumentNode): GraphQLSchema {
  const bare = visit(document, { Directive: ({ name }) => (STANDARD_DIRECTIVES.includes(name.value) ? undefined : null) });
  const byName = new Map<string, DefinitionNode>();
  for (const definition of bare.definitions) {
    if (definition.kind === Kind.DIRECTIVE_DEFINITION || !('name' in definition) || !definition.name) continue;
    const name = definition.name.value;
    if (isFederationDefinition(name)) continue;
    byName.set(name, mergeDefinitions(byName.get(name), definition));
  }
  return buildASTSchema({ kind: Kind.DOCUMENT, definitions: [...byName.values()] }, { assumeValid: true, assumeValidSDL: true });
}

const MERGED_LISTS = ['fields', 'values', 'types', 'interfaces'] as const;

function mergeDefinitions(known: DefinitionNode | undefined, next: DefinitionNode): DefinitionNode {
  const definition = { ...next, kind: next.kind.replace('Extension', 'Definition') } as DefinitionNode &
    Partial<Record<(typeof MERGED_LISTS)[number], readonly unknown[]>>;
  if (!known) return definition;
  const before = known as typeof definition;
  const lists = MERGED_LISTS.flatMap((list) =>
    before[list] || definition[list] ? [[list, [...(before[list] ?? []), ...(definition[list] ?? [])]]] : [],
  );
  return { ...definition, ...Object.fromEntries(lists) } as DefinitionNode;
}
