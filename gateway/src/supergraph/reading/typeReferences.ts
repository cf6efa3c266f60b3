import { Kind, type TypeNode } from 'graphql';

/** A type reference as SDL: `[OpeningHours!]!`. */
export function printTypeReference(type: TypeNode): string {
  if (type.kind === Kind.NAMED_TYPE) return type.name.value;
  return type.kind === Kind.LIST_TYPE ? `[${printTypeReference(type.type)}]` : `${printTypeReference(type.type)}!`;
}

/** The named type of a type reference: `[OpeningHours!]!` → `OpeningHours`. */
export const namedType = (reference: string): string => reference.replace(/[[\]!]/g, '');
