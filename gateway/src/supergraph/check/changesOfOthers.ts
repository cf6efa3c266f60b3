import { type ConstDirectiveNode, type DefinitionNode, parse, print } from 'graphql';
import type { Catalogue } from '../reading/catalogue.ts';
import type { Problem } from './checkResult.ts';
import { ALLOWED_DIRECTIVES } from './checkRules.ts';
import { ROOT_TYPES } from './documents.ts';

/** A composed graph: its catalogue, and the text of each definition by its coordinate. */
export interface ComposedGraph {
  readonly catalogue: Catalogue;
  readonly definitions: ReadonlyMap<string, string>;
}

/**
 * Finds definitions of other owners that the checked subgraph changes. `before` is the graph without it, `after` the graph with it. Types must keep their
 * kinds, interfaces and members; fields their types, arguments, directives, data levels and owners. Only open types may get additional fields.
 */
export function changesOfOthers(before: ComposedGraph, after: ComposedGraph, openTypes: readonly string[]): Problem[] {
  const { definitions: old } = before;
  const { definitions: now } = after;
  const found = [...old].flatMap(([coordinate, text]) => {
    const changed = now.get(coordinate);
    if (changed === text) return [];
    return [
      changeProblem(
        coordinate,
        changed === undefined ? `"${coordinate}" would be lost` : `"${coordinate}" would become "${changed}"; it is "${text}"`,
      ),
    ];
  });
  const added = [...now.keys()].filter((coordinate) => !old.has(coordinate) && belongsToClosedType(coordinate, old, openTypes));
  return [
    ...found,
    ...added.map((coordinate) => changeProblem(coordinate, `"${coordinate}" would be added to another owner's type`)),
    ...(found.length === 0 ? ownerChanges(before, after) : []),
  ];
}

const changeProblem = (coordinate: string, what: string): Problem => ({
  kind: 'CHANGES_OTHERS',
  coordinate,
  line: null,
  message: `${what}. A subgraph adds its own things to the graph and leaves those of others as they are: repeat of another owner's type its key only, exactly as the owner wrote it.`,
});

/** Whether a coordinate belongs to a type of another owner that is not open, or is a directive that registered subgraphs do not bring. */
function belongsToClosedType(coordinate: string, old: ReadonlyMap<string, string>, openTypes: readonly string[]): boolean {
  const dot = coordinate.indexOf('.');
  if (dot < 0) return coordinate.startsWith('@') && !ALLOWED_DIRECTIVES.has(coordinate.slice(1));
  const type = coordinate.slice(0, dot);
  return old.has(type) && !openTypes.includes(type) && !ROOT_TYPES.has(type);
}

/** The text of each type, field, enum value, union member and directive of a supergraph, by coordinate; without descriptions and `@join__…` directives. */
export function definitionTexts(supergraphSdl: string): Map<string, string> {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const found = new Map<string, string>();
  for (const definition of definitions) {
    if (!('name' in definition) || !definition.name) continue;
    const name = definition.name.value;
    if (/^(join|link)__/.test(name)) continue;
    if (definition.kind === 'DirectiveDefinition') {
      found.set(`@${name}`, print(definition));
      continue;
    }
    found.set(name, typeHeader(definition));
    if ('fields' in definition)
      for (const field of definition.fields ?? []) found.set(`${name}.${field.name.value}`, printBare(field));
    if ('values' in definition)
      for (const value of definition.values ?? []) found.set(`${name}.${value.name.value}`, printBare(value));
    if ('types' in definition) for (const member of definition.types ?? []) found.set(`${name}.${member.name.value}`, 'member');
  }
  return found;
}

/** The kind, interfaces and directives of a type, as one text. */
function typeHeader(definition: DefinitionNode): string {
  const interfaces = 'interfaces' in definition ? (definition.interfaces ?? []).map(({ name }) => name.value).sort() : [];
  const directives = 'directives' in definition ? clientDirectives(definition.directives as readonly ConstDirectiveNode[]) : [];
  return [definition.kind.replace(/TypeDefinition$/, ''), ...interfaces, ...directives.map(print).sort()].join(' ');
}

type NodeWithDirectives = Parameters<typeof print>[0] & { readonly directives?: readonly ConstDirectiveNode[] | undefined };

function printBare(node: NodeWithDirectives & { readonly arguments?: readonly NodeWithDirectives[] | undefined }): string {
  const directives = [...clientDirectives(node.directives)].sort((a, b) => (print(a) < print(b) ? -1 : 1));
  return print({
    ...node,
    description: undefined,
    directives,
    ...(node.arguments && {
      arguments: node.arguments.map((argument) => ({
        ...argument,
        description: undefined,
        directives: clientDirectives(argument.directives),
      })),
    }),
  } as NodeWithDirectives);
}

const clientDirectives = (directives: readonly ConstDirectiveNode[] = []): ConstDirectiveNode[] =>
  directives.filter(({ name }) => !/^(join|link)__/.test(name.value));

/** Finds fields whose owner changes. A shared field, such as a key, belongs to the subgraph with most of the type's fields. */
function ownerChanges(before: ComposedGraph, after: ComposedGraph): Problem[] {
  const { fields } = after.catalogue;
  return [...before.catalogue.fields.values()].flatMap(({ coordinate, owner }) => {
    const now = fields.get(coordinate)?.owner;
    return now === owner ? [] : [changeProblem(coordinate, `"${coordinate}" would belong to "${now}"; it belongs to "${owner}"`)];
  });
}
