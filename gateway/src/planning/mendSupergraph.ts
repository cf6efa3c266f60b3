import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type TypeDefinitionNode,
  visit,
} from 'graphql';
import { booleanArgument, enumArgument } from '../supergraph/reading/directives.ts';
import { topFieldNames } from '../supergraph/reading/fieldSets.ts';
import { rereadDocument, type Supergraph } from '../supergraph/reading/supergraph.ts';
import type { SupergraphType } from '../supergraph/reading/types.ts';
import { joinField } from './join.ts';

/**
 * A subgraph does not have by itself what its fields require. Where a supergraph does not say so (some composers forget it of an
 * interface that is an object), planners would ask the subgraph for it. The same supergraph when it says all.
 */
export function markRequired(supergraph: Supergraph): Supergraph {
  const forgotten = new Map<string, ReadonlySet<string>>();
  for (const type of supergraph.types.values())
    for (const [name, graphs] of forgottenIn(type)) forgotten.set(`${type.name}.${name}`, graphs);
  if (forgotten.size === 0) return supergraph;
  const mend = <T extends TypeDefinitionNode & { fields?: readonly FieldDefinitionNode[] }>(type: T): T => ({
    ...type,
    fields: type.fields?.map((field) => {
      const external = forgotten.get(`${type.name.value}.${field.name.value}`);
      return external ? withJoins(field, external, supergraph.types.get(type.name.value)) : field;
    }),
  });
  return rereadDocument(visit(supergraph.document, { ObjectTypeDefinition: mend, InterfaceTypeDefinition: mend }));
}

/** By the name of a field that is said to be everywhere: the graphs that require it. */
function forgottenIn({ node, joins, fields }: SupergraphType): Map<string, Set<string>> {
  const forgotten = new Map<string, Set<string>>();
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return forgotten;
  const everywhere = new Set([...fields.values()].filter((field) => field.joins.length === 0).map(({ name }) => name));
  if (everywhere.size === 0) return forgotten;
  for (const { subgraph, requires } of [...fields.values()].flatMap((field) => field.joins)) {
    if (!subgraph || !requires) continue;
    const keys = new Set(joins.flatMap((join) => (join.subgraph === subgraph && join.key ? topFieldNames(join.key) : [])));
    for (const name of topFieldNames(requires))
      if (everywhere.has(name) && !keys.has(name)) forgotten.set(name, (forgotten.get(name) ?? new Set()).add(subgraph.graph));
  }
  return forgotten;
}

function withJoins(
  field: FieldDefinitionNode,
  external: ReadonlySet<string>,
  type: SupergraphType | undefined,
): FieldDefinitionNode {
  const graphs = new Set(type?.joins.map(({ subgraph }) => subgraph.graph));
  const joins = [...graphs].map((graph) => joinField(graph, external.has(graph) ? 'external' : null));
  return { ...field, directives: [...(field.directives ?? []), ...joins] };
}

/**
 * A supergraph without the keys by which a subgraph cannot be asked, where it can be asked by another. Apollo's planner takes such
 * a key to come back to a subgraph for a field that requires something.
 */
export function withoutIdleKeys({ document, types }: Supergraph): DocumentNode {
  const trim = <T extends TypeDefinitionNode>(node: T): T | undefined => {
    const resolvable = new Set(
      types
        .get(node.name.value)
        ?.joins.flatMap(({ key, isResolvable, subgraph }) => (key && isResolvable ? [subgraph.graph] : [])),
    );
    const isIdle = (directive: ConstDirectiveNode): boolean =>
      directive.name.value === 'join__type' &&
      booleanArgument(directive, 'resolvable') === false &&
      resolvable.has(enumArgument(directive, 'graph') ?? '');
    if (!node.directives?.some(isIdle)) return undefined;
    return { ...node, directives: node.directives.filter((directive) => !isIdle(directive)) };
  };
  return visit(document, { ObjectTypeDefinition: trim, InterfaceTypeDefinition: trim });
}
