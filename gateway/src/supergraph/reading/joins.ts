import { type ConstDirectiveNode, type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { argumentValue, booleanArgument, enumArgument, stringArgument } from './directives.ts';

/** A subgraph, by its value in the enum `join__Graph`. */
export interface Subgraph {
  readonly name: string;
  /** The name of the enum value, such as `WARMTH_FUND`. */
  readonly graph: string;
  /** Where it answers, as the supergraph says. */
  readonly url: string;
}

/** `@join__type`: a subgraph has the type. A subgraph has one join for each key of the type. */
export interface TypeJoin {
  readonly subgraph: Subgraph;
  readonly key: SelectionSetNode | null;
  /** Whether the subgraph can resolve entities by the key. */
  readonly isResolvable: boolean;
  /** Whether the subgraph has an interface of the supergraph as an object type. */
  readonly isInterfaceObject: boolean;
}

/** `@join__field`: how a subgraph has a field. */
export interface FieldJoin {
  /** Null for a field that an interface object adds to the types of its interface. */
  readonly subgraph: Subgraph | null;
  readonly isExternal: boolean;
  /** Whether another subgraph overrides the field, and this one still has it for a key or an interface. */
  readonly isUsedOverridden: boolean;
  readonly requires: SelectionSetNode | null;
  readonly provides: SelectionSetNode | null;
  /** The type of the field in the subgraph, as SDL, if it differs from the supergraph. */
  readonly type: string | null;
  /** The subgraph that is overridden. */
  readonly override: string | null;
  /** The label of a progressive override, such as `percent(50)`. */
  readonly overrideLabel: string | null;
  /** The arguments that are set from a context (`@fromContext`). */
  readonly contextArguments: readonly ContextArgument[];
}

export interface ContextArgument {
  readonly context: string;
  readonly selection: SelectionSetNode;
}

/** `@join__implements` and `@join__unionMember`: an object or interface type belongs to an abstract type in a subgraph. */
export interface MembershipJoin {
  readonly subgraph: Subgraph;
  /** The interface, or the member of the union. */
  readonly typeName: string;
}

/** Reads the subgraphs, by the names of their enum values. */
export function readSubgraphEnum({ definitions }: DocumentNode): ReadonlyMap<string, Subgraph> {
  const subgraphs = new Map<string, Subgraph>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION) continue;
    for (const { name, directives = [] } of definition.values ?? []) {
      const join = directives.find((directive) => directive.name.value === 'join__graph');
      if (join)
        subgraphs.set(name.value, {
          name: stringArgument(join, 'name') ?? name.value,
          graph: name.value,
          url: stringArgument(join, 'url') ?? '',
        });
    }
  }
  return subgraphs;
}

type Directives = readonly ConstDirectiveNode[] | undefined;

const directivesNamed = (directives: Directives, name: string): ConstDirectiveNode[] =>
  (directives ?? []).filter((directive) => directive.name.value === name);

/** Creates the reader of the `join__` directives of types, fields and enum values. */
export function createJoinReader(subgraphs: ReadonlyMap<string, Subgraph>, parseFieldSet: ParseFieldSet) {
  const subgraphOf = createSubgraphReader(subgraphs);
  const fieldSet = (join: ConstDirectiveNode, name: string): SelectionSetNode | null => {
    const text = stringArgument(join, name);
    return text === undefined ? null : parseFieldSet(text);
  };
  const memberships = (directives: Directives, name: string, argument: string): MembershipJoin[] =>
    directivesNamed(directives, name).flatMap((join) => {
      const subgraph = subgraphOf(join);
      return subgraph ? [{ subgraph, typeName: stringArgument(join, argument) ?? '' }] : [];
    });
  const readFieldJoin = (join: ConstDirectiveNode): FieldJoin => ({
    subgraph: subgraphOf(join) ?? null,
    isExternal: booleanArgument(join, 'external') === true,
    isUsedOverridden: booleanArgument(join, 'usedOverridden') === true,
    requires: fieldSet(join, 'requires'),
    provides: fieldSet(join, 'provides'),
    type: stringArgument(join, 'type') ?? null,
    override: stringArgument(join, 'override') ?? null,
    overrideLabel: stringArgument(join, 'overrideLabel') ?? null,
    contextArguments: readContextArguments(join, parseFieldSet),
  });
  return {
    types: (directives: Directives): TypeJoin[] =>
      directivesNamed(directives, 'join__type').flatMap((join) => {
        const subgraph = subgraphOf(join);
        if (!subgraph) return [];
        const isResolvable = booleanArgument(join, 'resolvable') !== false;
        const isInterfaceObject = booleanArgument(join, 'isInterfaceObject') === true;
        return [{ subgraph, key: fieldSet(join, 'key'), isResolvable, isInterfaceObject }];
      }),
    fields: (directives: Directives): FieldJoin[] => directivesNamed(directives, 'join__field').map(readFieldJoin),
    interfaces: (directives: Directives) => memberships(directives, 'join__implements', 'interface'),
    unionMembers: (directives: Directives) => memberships(directives, 'join__unionMember', 'member'),
    enumValues: (directives: Directives): Subgraph[] | null => {
      const joins = directivesNamed(directives, 'join__enumValue');
      return joins.length === 0 ? null : joins.flatMap((join) => subgraphOf(join) ?? []);
    },
  };
}

/**
 * Creates the reader of a join's subgraph. A subgraph that `join__Graph` does not have gets the name of its enum value: ignoring the join could lose an
 * access rule that is inherited through it.
 */
function createSubgraphReader(subgraphs: ReadonlyMap<string, Subgraph>) {
  const unnamed = new Map<string, Subgraph>();
  return (join: ConstDirectiveNode): Subgraph | undefined => {
    const graph = enumArgument(join, 'graph');
    if (graph === undefined) return undefined;
    const subgraph = subgraphs.get(graph) ?? unnamed.get(graph) ?? { name: graph, graph, url: '' };
    if (!subgraphs.has(graph)) unnamed.set(graph, subgraph);
    return subgraph;
  };
}

type ParseFieldSet = (text: string) => SelectionSetNode;

function readContextArguments(join: ConstDirectiveNode, parseFieldSet: ParseFieldSet): ContextArgument[] {
  const list = argumentValue(join, 'contextArguments');
  return (list?.kind === Kind.LIST ? list.values : []).flatMap((item) => {
    if (item.kind !== Kind.OBJECT) return [];
    const text = (name: string) => {
      const value = item.fields.find((field) => field.name.value === name)?.value;
      return value?.kind === Kind.STRING ? value.value : '';
    };
    return [{ context: text('context'), selection: parseFieldSet(text('selection')) }];
  });
}
