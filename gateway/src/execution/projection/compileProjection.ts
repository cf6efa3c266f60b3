import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { Masks } from '../../agreements/masks/mask.ts';
import { type Data, isData } from '../../calls/data.ts';
import { collectFields, dependsOnType } from './collectFields.ts';
import { compileMasked, compileMaskedList } from './compileMasked.ts';
import { compileIntrospection, type IntrospectionContext } from './introspection.ts';
import { writeBytes, writeNull } from './output.ts';
import { addInvalidValueError, addUnknownTypeError, recordLostField } from './printState.ts';
import {
  compileLeafValue,
  compileList,
  compileNonNull,
  FORBIDDEN_NULL,
  NULL,
  type PrintValue,
  printSharedObject,
  rollBack,
  WRITTEN,
} from './printValue.ts';
import { compileFieldReader, compileTypeName } from './typeName.ts';

/** The dependencies of all printers of one operation. */
export interface ProjectionContext extends IntrospectionContext {
  /** The client's response keys, by the keys that the plan uses instead. */
  readonly clientKeys: ReadonlyMap<string, string>;
  /** The masks of a partner's agreement; null for other viewers. */
  readonly masks: Masks | null;
}

/**
 * Compiles the projection of an operation: it takes the selected fields from the data, checks their values against the schema and prints
 * them. The printer of a type is compiled when an object of it first appears.
 */
export function compileProjection(
  root: GraphQLObjectType,
  selectionSet: SelectionSetNode,
  context: ProjectionContext,
): PrintValue {
  return compileObjectPrinter(root, [selectionSet], context);
}

function compileValuePrinter(
  type: GraphQLOutputType,
  selectionSets: readonly SelectionSetNode[],
  context: ProjectionContext,
): PrintValue {
  if (isNonNullType(type)) return compileNonNull(compileValuePrinter(type.ofType, selectionSets, context));
  if (isListType(type)) {
    const print = compileList(compileValuePrinter(type.ofType, selectionSets, context));
    return context.masks ? compileMaskedList(type.ofType, print, selectionSets, context) : print;
  }
  if (isLeafType(type)) return compileLeafValue(type);
  return compileCompositePrinter(type, selectionSets, context);
}

function compileCompositePrinter(
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  context: ProjectionContext,
): PrintValue {
  const byTypeName = new Map<unknown, PrintValue>();
  const printerFor = (typeName: unknown): PrintValue => {
    const printer = byTypeName.get(typeName) ?? compilePrinterForType(typeName, type, selectionSets, context);
    if (byTypeName.size < 1_000) byTypeName.set(typeName, printer);
    return printer;
  };
  return (value, state) => {
    if (value === null || value === undefined) return NULL;
    if (isData(value)) {
      const print = printerFor(value.__typename);
      return state.run.sharedObjects.objects.has(value) ? printSharedObject(print, value, state) : print(value, state);
    }
    addInvalidValueError(state, 'object');
    return NULL;
  };
}

/**
 * Compiles the printer for a `__typename`. Without one, or with that of an interface, only fields that apply to every object type can be
 * printed. If the selection depends on the object type, the object is null with an error: no subgraph answered its type.
 */
function compilePrinterForType(
  typeName: unknown,
  declared: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  context: ProjectionContext,
): PrintValue {
  if (typeName === undefined && !isAbstractType(declared)) return compileObjectPrinter(declared, selectionSets, context);
  const named = typeof typeName === 'string' ? context.schema.getType(typeName) : undefined;
  // A type that is not a possible type of the declared one is treated as unknown.
  const type = typeName === undefined ? declared : isPossibleType(named, declared, context) ? named : undefined;
  if (isObjectType(declared) && type !== undefined) return compileObjectPrinter(declared, selectionSets, context);
  if (isAbstractType(type) && dependsOnType(type, selectionSets, context))
    return (value, state) => {
      addUnknownTypeError(state, value as Data, declared.name);
      return NULL;
    };
  if (isCompositeType(type)) return compileObjectPrinter(type, selectionSets, context);
  return (_, state) => {
    addInvalidValueError(state, `object of the type "${declared.name}"`);
    return NULL;
  };
}

/** Whether a type is possible where another one is declared. An interface is possible if one of its object types is. */
const isPossibleType = (type: unknown, declared: GraphQLCompositeType, { schema }: ProjectionContext): boolean =>
  type === declared ||
  (isObjectType(type) && isAbstractType(declared) && schema.isSubType(declared, type)) ||
  (isInterfaceType(type) &&
    schema
      .getPossibleTypes(type)
      .some((one) => one === declared || (isAbstractType(declared) && schema.isSubType(declared, one))));

interface FieldPrinter {
  /** `{"key":` for the first field, `,"key":` for the others. */
  readonly prefix: Uint8Array;
  /** The client's key, for the path. */
  readonly key: string;
  /** Its key in the data. */
  readonly source: string;
  readonly read: (object: Data) => unknown;
  readonly print: PrintValue;
}

function compileObjectPrinter(
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  context: ProjectionContext,
): PrintValue {
  const collected = [...collectFields(type, selectionSets, context)];
  const fields = collected.map(([source, nodes], at): FieldPrinter => {
    const key = context.clientKeys.get(source) ?? source;
    return {
      prefix: Buffer.from(`${at === 0 ? '{' : ','}${JSON.stringify(key)}:`),
      key,
      source,
      read: compileFieldReader(source, nodes),
      print: compileFieldPrinter(type, nodes, context),
    };
  });
  return (object, state) => {
    const { depth, path, out } = state;
    const start = out.at;
    state.depth = depth + 1;
    const hasCauses = state.run.causes.size > 0;
    for (const { key, source, prefix, read, print } of fields) {
      path[depth] = key;
      writeBytes(out, prefix);
      const value = read(object as Data);
      if (value === undefined || (hasCauses && value === null)) recordLostField(state, object as Data, source, value);
      const done = print(value, state);
      if (done === WRITTEN) continue;
      if (done === FORBIDDEN_NULL) return rollBack(state, start, depth);
      writeNull(out);
    }
    state.depth = depth;
    writeBytes(out, fields.length === 0 ? EMPTY : CLOSE);
    return WRITTEN;
  };
}

const [CLOSE, EMPTY] = [Buffer.from('}'), Buffer.from('{}')];

function compileFieldPrinter(parent: GraphQLCompositeType, nodes: readonly FieldNode[], context: ProjectionContext): PrintValue {
  const [first] = nodes;
  const name = first?.name.value ?? '';
  if (name === '__typename') return compileTypeName(parent);
  if (name === '__schema' || name === '__type') return compileIntrospection(nodes, context);
  const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
  if (!field) throw new Error(`The type "${parent.name}" has no field "${name}".`);
  const mask = context.masks?.get(`${parent.name}.${name}`);
  if (mask) return compileMasked(field.type, mask);
  const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return compileValuePrinter(field.type, isCompositeType(getNamedType(field.type)) ? selectionSets : [], context);
}
