import { Kind } from 'graphql';
import type { SupergraphTypes } from './supergraphTypes.ts';

/** The subtypes of each abstract type, by name: the members of a union, the objects and interfaces that implement an interface. */
export type Subtypes = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the subtypes of all interfaces and unions. */
export function readSubtypes(types: SupergraphTypes): Subtypes {
  const subtypes = new Map<string, Set<string>>();
  const add = (abstract: string, name: string) => subtypes.set(abstract, (subtypes.get(abstract) ?? new Set()).add(name));
  for (const { name, node, interfaces } of types.values()) {
    for (const implemented of interfaces) add(implemented, name);
    if (node.kind === Kind.UNION_TYPE_DEFINITION) for (const member of node.types ?? []) add(name, member.name.value);
  }
  return subtypes;
}
