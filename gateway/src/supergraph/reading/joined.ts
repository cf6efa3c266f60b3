import { type DocumentNode, type FieldDefinitionNode, Kind, type TypeNode } from 'graphql';
import { argumentValue, enumArgument, graphNames, stringArgument } from './join.ts';

/** Which subgraph has what of a supergraph. */
export interface Joined {
  /** Whether a subgraph answers for a field by itself, whoever brings it the object. */
  answers(service: string, typeName: string, fieldName: string): boolean;
  /** Whether a field leads to another type in a subgraph than in the supergraph: to one of its members, for one. */
  leadsElsewhere(service: string, typeName: string, fieldName: string): boolean;
  /** The object types that a subgraph may answer with where an interface or a union stands. */
  members(service: string, abstractName: string): ReadonlySet<string>;
  /** Interfaces and unions of which not every subgraph that has them knows the same objects. */
  readonly partial: ReadonlySet<string>;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Reads the `join__` directives of a supergraph. */
export function readJoined(document: DocumentNode): Joined {
  const services = graphNames(document);
  const serviceOf = (directive: Parameters<typeof enumArgument>[0]) => services.get(enumArgument(directive, 'graph') ?? '');
  const answering = new Map<string, ReadonlySet<string>>();
  const elsewhere = new Set<string>();
  const members = new Map<string, Map<string, Set<string>>>();
  const membersOf = (name: string, service: string): Set<string> => {
    const byService = members.get(name) ?? new Map<string, Set<string>>();
    members.set(name, byService);
    const known = byService.get(service) ?? new Set<string>();
    byService.set(service, known);
    return known;
  };
  for (const type of document.definitions) {
    if (!('directives' in type) || !('name' in type) || !type.name) continue;
    const typeName = type.name.value;
    const places = new Set<string>();
    for (const directive of type.directives ?? []) {
      const service = serviceOf(directive);
      if (!service) continue;
      const kind = directive.name.value;
      if (kind === 'join__type') places.add(service);
      if (kind === 'join__type' && (type.kind === Kind.UNION_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION))
        membersOf(typeName, service);
      if (kind === 'join__unionMember') membersOf(typeName, service).add(stringArgument(directive, 'member') ?? '');
      if (kind === 'join__implements' && type.kind === Kind.OBJECT_TYPE_DEFINITION)
        membersOf(stringArgument(directive, 'interface') ?? '', service).add(typeName);
    }
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of type.fields ?? []) {
      const coordinate = `${typeName}.${field.name.value}`;
      answering.set(coordinate, answeringFor(field, places, serviceOf));
      for (const directive of field.directives ?? []) {
        const own = stringArgument(directive, 'type')?.replace(/[[\]!]/g, '');
        if (own !== undefined && own !== namedType(field.type)) elsewhere.add(`${serviceOf(directive)} ${coordinate}`);
      }
    }
  }
  return {
    answers: (service, typeName, fieldName) => answering.get(`${typeName}.${fieldName}`)?.has(service) === true,
    leadsElsewhere: (service, typeName, fieldName) => elsewhere.has(`${service} ${typeName}.${fieldName}`),
    members: (service, abstractName) => members.get(abstractName)?.get(service) ?? NOBODY,
    partial: new Set([...members].flatMap(([name, byService]) => (differ([...byService.values()]) ? [name] : []))),
  };
}

function answeringFor(
  { directives = [] }: FieldDefinitionNode,
  places: ReadonlySet<string>,
  serviceOf: (directive: (typeof directives)[number]) => string | undefined,
): ReadonlySet<string> {
  const joins = directives.filter(({ name }) => name.value === 'join__field');
  if (joins.length === 0) return places;
  const ofItself = joins.filter((join) =>
    ['external', 'usedOverridden', 'requires'].every((name) => {
      const value = argumentValue(join, name);
      return value === undefined || (value.kind === Kind.BOOLEAN && !value.value);
    }),
  );
  return new Set(ofItself.flatMap((join) => serviceOf(join) ?? []));
}

const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));

const differ = (sets: readonly ReadonlySet<string>[]): boolean => {
  const [first, ...others] = sets.map((set) => [...set].sort().join());
  return others.some((other) => other !== first);
};
