import { type ConstDirectiveNode, type DocumentNode, Kind, type TypeNode } from 'graphql';
import { argument } from './links.ts';

export interface SupergraphField {
  /** The named type it returns, without list and non-null. */
  readonly returns: string;
  readonly directives: readonly ConstDirectiveNode[];
}

export interface SupergraphType {
  readonly directives: readonly ConstDirectiveNode[];
  readonly fields: ReadonlyMap<string, SupergraphField>;
  readonly interfaces: readonly string[];
  /** Whether some subgraph takes the interface for an object and adds fields to it. */
  readonly isInterfaceObject: boolean;
}

/** The types of a supergraph by name, as far as access rules need them. */
export type SupergraphTypes = ReadonlyMap<string, SupergraphType>;

export function readTypes(supergraph: DocumentNode): SupergraphTypes {
  const types = new Map<string, SupergraphType>();
  for (const definition of supergraph.definitions) {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION: {
        const directives = definition.directives ?? [];
        const fields = (definition.fields ?? []).map((field): [string, SupergraphField] => [
          field.name.value,
          { returns: namedType(field.type), directives: field.directives ?? [] },
        ]);
        types.set(definition.name.value, {
          directives,
          fields: new Map(fields),
          interfaces: (definition.interfaces ?? []).map((parent) => parent.name.value),
          isInterfaceObject: directives.some(isInterfaceObject),
        });
        break;
      }
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.UNION_TYPE_DEFINITION:
        types.set(definition.name.value, {
          directives: definition.directives ?? [],
          fields: new Map(),
          interfaces: [],
          isInterfaceObject: false,
        });
    }
  }
  return types;
}

function isInterfaceObject(directive: ConstDirectiveNode): boolean {
  const value = directive.name.value === 'join__type' ? argument(directive, 'isInterfaceObject') : undefined;
  return value?.kind === Kind.BOOLEAN && value.value;
}

const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));
