import { diff } from '@graphql-inspector/core';
import { LEVELS } from '@union-graph/schema';
import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  visit,
} from 'graphql';
import type { Criticality, SchemaDifference } from './checkResult.ts';
import { isFederationDefinition, isTypeWithFields, tagNames } from './documents.ts';

const CRITICALITY: Readonly<Record<string, Criticality>> = { BREAKING: 'BREAKING', DANGEROUS: 'DANGEROUS', NON_BREAKING: 'SAFE' };

/** Finds the differences between two versions of a subgraph's schema that matter to clients, breaking ones first. */
export async function findDifferences(previous: string, next: string): Promise<SchemaDifference[]> {
  const [before, after] = [parse(previous, { noLocation: true }), parse(next, { noLocation: true })];
  const changes = await diff(plainSchema(before), plainSchema(after));
  const found = changes
    .filter(({ type }) => !/DIRECTIVE|DESCRIPTION/.test(type))
    .map(({ criticality, path, message }) => ({
      criticality: CRITICALITY[criticality.level] ?? 'DANGEROUS',
      coordinate: path ?? '',
      message: `${message}.`,
    }));
  return [...found, ...levelChanges(before, after)].sort(
    (a, b) => CRITICALITY_ORDER[a.criticality] - CRITICALITY_ORDER[b.criticality] || (a.coordinate < b.coordinate ? -1 : 1),
  );
}

const CRITICALITY_ORDER: Readonly<Record<Criticality, number>> = { BREAKING: 0, DANGEROUS: 1, SAFE: 2 };

/** The schema without directives, and with extensions merged into their types. */
function plainSchema(document: DocumentNode): GraphQLSchema {
  const bare = visit(document, { Directive: () => null });
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

/** Finds changed data levels. A stricter level breaks operations; a less strict one is dangerous. */
function levelChanges(before: DocumentNode, after: DocumentNode): SchemaDifference[] {
  const [old, now] = [levelsOf(before), levelsOf(after)];
  return [...old].flatMap(([coordinate, level]) => {
    const next = now.get(coordinate);
    if (next === undefined || next === level) return [];
    const isStricter = LEVEL_NAMES.indexOf(next) > LEVEL_NAMES.indexOf(level);
    const who = isStricter ? 'Fewer viewers may read it' : 'More viewers may read it';
    return [
      {
        criticality: isStricter ? 'BREAKING' : 'DANGEROUS',
        coordinate,
        message: `The level of "${coordinate}" changes from "${level}" to "${next}". ${who}.`,
      },
    ];
  });
}

const LEVEL_NAMES = LEVELS as readonly string[];

function levelsOf({ definitions }: DocumentNode): Map<string, string> {
  return new Map(
    definitions.filter(isTypeWithFields).flatMap(({ name, fields = [] }) =>
      fields.flatMap((field) => {
        const [level] = tagNames(field.directives as readonly ConstDirectiveNode[]).filter((tag) => LEVEL_NAMES.includes(tag));
        return level === undefined ? [] : [[`${name.value}.${field.name.value}`, level] as const];
      }),
    ),
  );
}
