import { type DocumentNode, Kind, parse, type TypeNode } from 'graphql';
import { namedType, printTypeReference } from './reading/typeReferences.ts';

interface Service {
  readonly name: string;
  readonly typeDefs: DocumentNode;
}

interface Declaration {
  readonly subgraph: string;
  readonly typeName: string;
}

/**
 * The fields that a composed supergraph declares with a narrower type than one of its subgraphs. Subgraphs that share a field may declare an
 * object type or an interface or union that has it. The supergraph must then have the wider type (Federation, «Differing shared field return
 * types»). Our composer takes that of the first subgraph, whatever it is: objects of all other types would be lost.
 */
export function narrowedFields(services: readonly Service[], supergraphSdl: string): string[] {
  const differing = [...declarationsOf(services)].filter(
    ([, declarations]) => new Set(declarations.map(({ typeName }) => typeName)).size > 1,
  );
  if (differing.length === 0) return [];
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const composed = new Map(fieldTypesIn(supergraph));
  const isWider = subtypesIn(supergraph);
  return differing.flatMap(([coordinate, declarations]) => {
    const typeName = composed.get(coordinate);
    const wider = declarations.find((one) => typeName !== undefined && isWider(one.typeName, typeName));
    return wider && typeName !== undefined ? [reason(coordinate, typeName, declarations, wider)] : [];
  });
}

const reason = (coordinate: string, typeName: string, declarations: readonly Declaration[], wider: Declaration): string => {
  const narrower = declarations.find((one) => one.typeName === typeName)?.subgraph ?? '';
  return `The field "${coordinate}" has the type "${wider.typeName}" in the subgraph "${wider.subgraph}", and "${typeName}" in "${narrower}", which is composed as "${typeName}": objects of the other types would be lost. Declare it as "${wider.typeName}" in "${narrower}".`;
};

/** The named types of output fields in each subgraph that resolves them, by coordinate. */
function declarationsOf(services: readonly Service[]): Map<string, Declaration[]> {
  const found = new Map<string, Declaration[]>();
  for (const { name: subgraph, typeDefs } of services)
    for (const [coordinate, typeName] of fieldTypesIn(typeDefs)) {
      const declarations = found.get(coordinate) ?? [];
      declarations.push({ subgraph, typeName });
      found.set(coordinate, declarations);
    }
  return found;
}

/** The coordinates of the output fields of a document that are not external, with their named types. */
function* fieldTypesIn({ definitions }: DocumentNode): Generator<readonly [string, string]> {
  for (const definition of definitions) {
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.OBJECT_TYPE_EXTENSION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_EXTENSION
    )
      continue;
    for (const { name, type, directives = [] } of definition.fields ?? [])
      if (!directives.some((directive) => directive.name.value.endsWith('external')))
        yield [`${definition.name.value}.${name.value}`, namedTypeOf(type)];
  }
}

const namedTypeOf = (type: TypeNode): string => namedType(printTypeReference(type));

/** Whether the first type of a supergraph is an interface or union that has the second one. */
function subtypesIn({ definitions }: DocumentNode): (wider: string, narrower: string) => boolean {
  const subtypes = new Set<string>();
  for (const definition of definitions) {
    if (definition.kind === Kind.UNION_TYPE_DEFINITION)
      for (const { name } of definition.types ?? []) subtypes.add(`${definition.name.value} ${name.value}`);
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION)
      for (const { name } of definition.interfaces ?? []) subtypes.add(`${name.value} ${definition.name.value}`);
  }
  return (wider, narrower) => subtypes.has(`${wider} ${narrower}`);
}
