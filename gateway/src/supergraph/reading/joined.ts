import { Kind } from 'graphql';
import type { Supergraph } from './supergraph.ts';
import type { SupergraphType } from './types.ts';

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

/** What subgraphs answer of a supergraph. */
export function readJoined({ types, typeIn, subgraphs }: Supergraph): Joined {
  const members = (service: string, name: string): ReadonlySet<string> => {
    const type = typeIn(service, name);
    return type && !type.isInterfaceObject ? type.possibleTypes : NOBODY;
  };
  const isPartial = ({ name, node }: SupergraphType): boolean => {
    if (node.kind !== Kind.INTERFACE_TYPE_DEFINITION && node.kind !== Kind.UNION_TYPE_DEFINITION) return false;
    const having = subgraphs.filter((service) => typeIn(service, name));
    return differ(having.map((service) => members(service, name)));
  };
  return {
    answers: (service, typeName, fieldName) => {
      const field = typeIn(service, typeName)?.fields.get(fieldName);
      return field !== undefined && !field.isExternal && field.requires === null;
    },
    leadsElsewhere: (service, typeName, fieldName) => {
      const own = typeIn(service, typeName)?.fields.get(fieldName);
      return own !== undefined && own.typeName !== types.get(typeName)?.fields.get(fieldName)?.typeName;
    },
    members,
    partial: new Set([...types.values()].filter(isPartial).map(({ name }) => name)),
  };
}

const differ = (sets: readonly ReadonlySet<string>[]): boolean => {
  const [first, ...others] = sets.map((set) => [...set].sort().join());
  return others.some((other) => other !== first);
};
