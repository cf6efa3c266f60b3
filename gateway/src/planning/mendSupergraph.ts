import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  print,
  visit,
} from 'graphql';
import { parseSupergraph } from '../supergraph/parseSupergraph.ts';
import { argumentValue, enumArgument, joinField, parseFieldSet, stringArgument } from '../supergraph/reading/join.ts';

type TypeNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * A subgraph does not have by itself what its fields require. Where a supergraph does not say so (some composers forget it of an
 * interface that is an object), planners would ask the subgraph for it. The same document when it says all.
 */
export function markRequired(document: DocumentNode): DocumentNode {
  let isChanged = false;
  const mend = (type: TypeNode): TypeNode | undefined => {
    const forgotten = forgottenIn(type);
    if (forgotten.size === 0) return undefined;
    isChanged = true;
    return { ...type, fields: type.fields?.map((field) => withPlaces(field, forgotten.get(field.name.value), type)) };
  };
  const mended = visit(document, { ObjectTypeDefinition: mend, InterfaceTypeDefinition: mend });
  return isChanged ? mended : document;
}

/** By the name of a field that is said to be everywhere: the graphs that require it. */
function forgottenIn(type: TypeNode): Map<string, Set<string>> {
  const everywhere = new Set((type.fields ?? []).filter((field) => joinsOf(field).length === 0).map(({ name }) => name.value));
  const forgotten = new Map<string, Set<string>>();
  if (everywhere.size === 0) return forgotten;
  for (const join of (type.fields ?? []).flatMap(joinsOf)) {
    const [graph, requires] = [enumArgument(join, 'graph'), stringArgument(join, 'requires')];
    if (graph === undefined || requires === undefined) continue;
    const keys = keyFieldsIn(type, graph);
    for (const name of namesOf(requires)) {
      if (everywhere.has(name) && !keys.has(name)) forgotten.set(name, (forgotten.get(name) ?? new Set()).add(graph));
    }
  }
  return forgotten;
}

const joinsOf = ({ directives = [] }: FieldDefinitionNode): ConstDirectiveNode[] =>
  directives.filter(({ name }) => name.value === 'join__field');

const joinTypesOf = ({ directives = [] }: TypeNode): ConstDirectiveNode[] =>
  directives.filter(({ name }) => name.value === 'join__type');

const keyFieldsIn = (type: TypeNode, graph: string): Set<string> =>
  new Set(
    joinTypesOf(type)
      .filter((join) => enumArgument(join, 'graph') === graph)
      .flatMap((join) => namesOf(stringArgument(join, 'key') ?? '__typename')),
  );

const namesOf = (fieldSet: string): string[] =>
  parseFieldSet(fieldSet).selections.flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : []));

function withPlaces(field: FieldDefinitionNode, external: ReadonlySet<string> | undefined, type: TypeNode): FieldDefinitionNode {
  if (!external) return field;
  const graphs = new Set(joinTypesOf(type).flatMap((join) => enumArgument(join, 'graph') ?? []));
  return {
    ...field,
    directives: [
      ...(field.directives ?? []),
      ...[...graphs].map((graph) => joinField(graph, external.has(graph) ? 'external' : null)),
    ],
  };
}

/**
 * A supergraph without the keys by which a subgraph cannot be asked, where it can be asked by another. Apollo's planner takes such
 * a key to come back to a subgraph for a field that requires something.
 */
export function withoutIdleKeys(supergraphSdl: string): string {
  let isChanged = false;
  const trim = (type: TypeNode): TypeNode | undefined => {
    const asked = new Set(
      joinTypesOf(type).flatMap((join) =>
        isResolvable(join) && stringArgument(join, 'key') ? [enumArgument(join, 'graph')] : [],
      ),
    );
    const directives = type.directives?.filter(
      (directive) =>
        directive.name.value !== 'join__type' || isResolvable(directive) || !asked.has(enumArgument(directive, 'graph')),
    );
    if (directives?.length === type.directives?.length) return undefined;
    isChanged = true;
    return { ...type, directives };
  };
  const trimmed = visit(parseSupergraph(supergraphSdl), {
    ObjectTypeDefinition: trim,
    InterfaceTypeDefinition: trim,
  });
  return isChanged ? print(trimmed) : supergraphSdl;
}

function isResolvable(join: ConstDirectiveNode): boolean {
  const value = argumentValue(join, 'resolvable');
  return value?.kind !== Kind.BOOLEAN || value.value;
}
