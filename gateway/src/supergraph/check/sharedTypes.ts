import { sharedSdl } from '@union-graph/schema';
import { type DefinitionNode, parse, print, type TypeNode } from 'graphql';

interface NamedMember {
  readonly name: { readonly value: string };
  readonly type?: TypeNode;
}

const SHARED: ReadonlyMap<string, DefinitionNode> = new Map(
  parse(sharedSdl, { noLocation: true }).definitions.flatMap((definition) =>
    'name' in definition && definition.name ? [[definition.name.value, definition] as const] : [],
  ),
);

/** Value types and scalars that are identical in all subgraphs. Each subgraph may repeat them. */
export const SHARED_TYPE_NAMES: ReadonlySet<string> = new Set(SHARED.keys());

/**
 * How a definition differs from the shared one of its name: another kind, a member that the shared one lacks, or one of another type; null where it
 * repeats the shared one. Where no other subgraph has the type yet, composition would take such a definition for the graph's.
 */
export function differenceFromShared(definition: DefinitionNode, name: string): string | null {
  const shared = SHARED.get(name);
  if (!shared) return null;
  if (definition.kind.replace('Extension', 'Definition') !== shared.kind) return `it is ${kindOf(shared)} there`;
  const known = new Map(membersOf(shared).map((member) => [member.name.value, typeOf(member)]));
  const odd = membersOf(definition).find((member) => known.get(member.name.value) !== typeOf(member));
  if (!odd) return null;
  const type = known.get(odd.name.value);
  return type === undefined ? `it has no "${odd.name.value}" there` : `"${odd.name.value}" has the type "${type}" there`;
}

const membersOf = (definition: DefinitionNode): readonly NamedMember[] => {
  if ('fields' in definition) return definition.fields ?? [];
  return 'values' in definition ? (definition.values ?? []) : [];
};

const typeOf = ({ type }: NamedMember): string => (type ? print(type) : 'a value');

const kindOf = ({ kind }: DefinitionNode): string => {
  const words = kind
    .replace('TypeDefinition', '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return /^[aeio]/.test(words) ? `an ${words}` : `a ${words}`;
};
