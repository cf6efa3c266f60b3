import { type ConstDirectiveNode, type DefinitionNode, parse, print } from 'graphql';
import type { Catalogue } from '../reading/catalogue.ts';
import { ROOT_TYPES } from './documents.ts';
import type { Problem } from './problem.ts';

/** A composed graph: its catalogue, and its types, fields and values with what each is. */
export interface ReadGraph {
  readonly catalogue: Catalogue;
  readonly members: ReadonlyMap<string, string>;
}

/**
 * What a composed supergraph changes of the graph without the checked subgraph. Whatever was there must stay: types and their kinds, interfaces and
 * members; fields, their types, arguments, directives, levels and owners. Only the types that are open to others may have more fields than before.
 */
export function changesOfOthers(before: ReadGraph, after: ReadGraph, openTypes: readonly string[]): Problem[] {
  const { members: old } = before;
  const { members: now } = after;
  const found = [...old].flatMap(([coordinate, text]) => {
    const changed = now.get(coordinate);
    if (changed === text) return [];
    return [
      change(
        coordinate,
        changed === undefined ? `"${coordinate}" would be lost` : `"${coordinate}" would become "${changed}"; it is "${text}"`,
      ),
    ];
  });
  const added = [...now.keys()].filter((coordinate) => !old.has(coordinate) && isClosed(coordinate, old, openTypes));
  return [
    ...found,
    ...added.map((coordinate) => change(coordinate, `"${coordinate}" would be added to another owner's type`)),
    ...(found.length === 0 ? ownerChanges(before, after) : []),
  ];
}

const change = (coordinate: string, what: string): Problem => ({
  kind: 'CHANGES_OTHERS',
  coordinate,
  line: null,
  message: `${what}. A subgraph adds its own things to the graph and leaves those of others as they are: repeat of another owner's type its key only, exactly as the owner wrote it.`,
});

/** Whether a coordinate belongs to a type that was there before and is not open to others. */
function isClosed(coordinate: string, old: ReadonlyMap<string, string>, openTypes: readonly string[]): boolean {
  const dot = coordinate.indexOf('.');
  if (dot < 0) return coordinate.startsWith('@');
  const type = coordinate.slice(0, dot);
  return old.has(type) && !openTypes.includes(type) && !ROOT_TYPES.has(type);
}

/** Each type, field, value, member and directive of a supergraph with what it is, without the directives that only say which subgraph has it. */
export function membersOf(supergraphSdl: string): Map<string, string> {
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
    found.set(name, headOf(definition));
    if ('fields' in definition)
      for (const field of definition.fields ?? []) found.set(`${name}.${field.name.value}`, bare(field));
    if ('values' in definition)
      for (const value of definition.values ?? []) found.set(`${name}.${value.name.value}`, bare(value));
    if ('types' in definition) for (const member of definition.types ?? []) found.set(`${name}.${member.name.value}`, 'member');
  }
  return found;
}

/** The kind, interfaces and directives of a type. */
function headOf(definition: DefinitionNode): string {
  const interfaces = 'interfaces' in definition ? (definition.interfaces ?? []).map(({ name }) => name.value).sort() : [];
  const directives = 'directives' in definition ? kept(definition.directives as readonly ConstDirectiveNode[]) : [];
  return [definition.kind.replace(/TypeDefinition$/, ''), ...interfaces, ...directives.map(print).sort()].join(' ');
}

type Bare = Parameters<typeof print>[0] & { readonly directives?: readonly ConstDirectiveNode[] | undefined };

function bare(node: Bare & { readonly arguments?: readonly Bare[] | undefined }): string {
  const directives = [...kept(node.directives)].sort((a, b) => (print(a) < print(b) ? -1 : 1));
  return print({
    ...node,
    description: undefined,
    directives,
    ...(node.arguments && {
      arguments: node.arguments.map((argument) => ({
        ...argument,
        description: undefined,
        directives: kept(argument.directives),
      })),
    }),
  } as Bare);
}

const kept = (directives: readonly ConstDirectiveNode[] = []): ConstDirectiveNode[] =>
  directives.filter(({ name }) => !/^(join|link)__/.test(name.value));

/** A shared field, such as a key, belongs to the subgraph that has most of the type: that must not change hands. */
function ownerChanges(before: ReadGraph, after: ReadGraph): Problem[] {
  const { fields } = after.catalogue;
  return [...before.catalogue.fields.values()].flatMap(({ coordinate, owner }) => {
    const now = fields.get(coordinate)?.owner;
    return now === owner ? [] : [change(coordinate, `"${coordinate}" would belong to "${now}"; it belongs to "${owner}"`)];
  });
}
