import { type FieldNode, type GraphQLCompositeType, isObjectType } from 'graphql';
import { type Data, ownReader } from '../../calls/data.ts';
import { writeBytes } from './output.ts';
import { addUnknownTypeError } from './printState.ts';
import { FORBIDDEN_NULL, type PrintValue, WRITTEN } from './printValue.ts';

/**
 * Compiles how a field's value is read from its object. The gateway answers `__typename`, `__schema` and `__type` itself: the printer of
 * `__typename` gets the whole object, those of the others get null.
 */
export function compileFieldReader(source: string, [first]: readonly FieldNode[]): (object: Data) => unknown {
  const name = first?.name.value;
  if (name === '__typename') return (object) => object;
  return name === '__schema' || name === '__type' ? () => null : ownReader(source);
}

/** Prints the name of the object type. It is null when no subgraph answered more than an interface. */
export function compileTypeName(type: GraphQLCompositeType): PrintValue {
  const text = Buffer.from(JSON.stringify(type.name));
  return (object, state) => {
    if (!isObjectType(type)) {
      addUnknownTypeError(state, object as Data, type.name);
      return FORBIDDEN_NULL;
    }
    writeBytes(state.out, text);
    return WRITTEN;
  };
}
