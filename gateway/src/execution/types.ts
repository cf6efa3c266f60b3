import { buildASTSchema, isAbstractType, isObjectType, parse } from 'graphql';

/** A JSON object as a subgraph answers it. */
export type Data = Record<string, unknown>;

export const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What execution knows of the types of a supergraph, hidden ones among them. */
export interface Types {
  /** Whether objects are of this very type; an interface's name stands in data while its object is known to one subgraph only. */
  isObject(name: string): boolean;
  /** Whether an object of a type stands under a type condition. */
  satisfies(typeName: string, condition: string): boolean;
}

export function readTypes(supergraphSdl: string): Types {
  const schema = buildASTSchema(parse(supergraphSdl, { noLocation: true }), { assumeValid: true, assumeValidSDL: true });
  const objects = new Set<string>();
  const below = new Map<string, ReadonlySet<string>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type)) objects.add(type.name);
    if (!isAbstractType(type)) continue;
    const { objects: possible, interfaces } =
      'getTypes' in type ? { objects: type.getTypes(), interfaces: [] } : schema.getImplementations(type);
    below.set(type.name, new Set([...possible, ...interfaces].map(({ name }) => name)));
  }
  return {
    isObject: (name) => objects.has(name),
    satisfies: (typeName, condition) => typeName === condition || below.get(condition)?.has(typeName) === true,
  };
}
