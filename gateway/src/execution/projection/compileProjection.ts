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
import { compileMasked, compileMaskedList } from './compileMasked.ts';
import { compileIntrospection, type Introspecting } from './introspection.ts';
import { writeBytes, writeNull } from './output.ts';
import {
  compileLeafValue,
  compileList,
  compileNonNull,
  FORBIDDEN,
  NULL,
  type Print,
  printShared,
  takeBack,
  WRITTEN,
} from './print.ts';
import { noteLost, tellInvalid, tellMissing } from './printing.ts';
import { collectFields, dependsOnType } from './selections.ts';

/** What the printers of one operation share. */
export interface Projecting extends Introspecting {
  /** The client's name for a name of the plan. */
  readonly clientKeys: ReadonlyMap<string, string>;
  /** What a partner reads less exactly; null where everything is told as it is. */
  readonly masks: Masks | null;
}

/**
 * Compiles how the data of an operation becomes the client's answer: one walk that takes what was asked for, checks it
 * against the schema and writes it down. Types are compiled when they are first met.
 */
export function compileProjection(root: GraphQLObjectType, selectionSet: SelectionSetNode, projecting: Projecting): Print {
  return compileObject(root, [selectionSet], projecting);
}

function compileValue(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[], projecting: Projecting): Print {
  if (isNonNullType(type)) return compileNonNull(compileValue(type.ofType, selectionSets, projecting));
  if (isListType(type)) {
    const print = compileList(compileValue(type.ofType, selectionSets, projecting));
    return projecting.masks ? compileMaskedList(type.ofType, print, selectionSets, projecting) : print;
  }
  if (isLeafType(type)) return compileLeafValue(type);
  return compileComposite(type, selectionSets, projecting);
}

function compileComposite(type: GraphQLCompositeType, selectionSets: readonly SelectionSetNode[], projecting: Projecting): Print {
  const byTypeName = new Map<unknown, Print>();
  const printerFor = (typeName: unknown): Print => {
    const printer = byTypeName.get(typeName) ?? compileFor(typeName, type, selectionSets, projecting);
    if (byTypeName.size < 1_000) byTypeName.set(typeName, printer);
    return printer;
  };
  return (value, printing) => {
    if (value === null || value === undefined) return NULL;
    if (isData(value)) {
      const print = printerFor(value.__typename);
      return printing.run.sharing.shared.has(value) ? printShared(print, value, printing) : print(value, printing);
    }
    tellInvalid(printing, 'object', value);
    return NULL;
  };
}

/**
 * By the name that an object gives its type. Without one, or with the name of an interface, what all its types have is printed; where
 * that is not all that is selected, the object is missing: the subgraph that tells its type did not.
 */
function compileFor(
  typeName: unknown,
  declared: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  projecting: Projecting,
): Print {
  if (typeName === undefined && !isAbstractType(declared)) return compileObject(declared, selectionSets, projecting);
  const named = typeof typeName === 'string' ? projecting.schema.getType(typeName) : undefined;
  // A type that does not belong to the declared one is no better than one that there is not.
  const type = typeName === undefined ? declared : isOf(named, declared, projecting) ? named : undefined;
  if (isObjectType(declared) && type !== undefined) return compileObject(declared, selectionSets, projecting);
  if (isAbstractType(type) && dependsOnType(type, selectionSets, projecting))
    return (value, printing) => {
      noteLost(printing, value as Data, '__typename');
      tellMissing(printing);
      return NULL;
    };
  if (isCompositeType(type)) return compileObject(type, selectionSets, projecting);
  return (_, printing) => {
    tellInvalid(printing, `object of the type "${declared.name}"`);
    return NULL;
  };
}

/** Whether objects of a type may stand where the other one is declared; an interface may stand for its objects. */
const isOf = (type: unknown, declared: GraphQLCompositeType, { schema }: Projecting): boolean =>
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
  readonly print: Print;
}

function compileObject(type: GraphQLCompositeType, selectionSets: readonly SelectionSetNode[], projecting: Projecting): Print {
  const collected = [...collectFields(type, selectionSets, projecting)];
  const fields = collected.map(([source, nodes], at): FieldPrinter => {
    const key = projecting.clientKeys.get(source) ?? source;
    return {
      prefix: Buffer.from(`${at === 0 ? '{' : ','}${JSON.stringify(key)}:`),
      key,
      source,
      read: reader(source),
      print: compileField(type, nodes, projecting),
    };
  });
  return (object, printing) => {
    const { depth, path, out } = printing;
    const start = out.at;
    printing.depth = depth + 1;
    const hasCauses = printing.run.causes.size > 0;
    for (const { key, source, prefix, read, print } of fields) {
      path[depth] = key;
      writeBytes(out, prefix);
      const value = read(object as Data);
      if (hasCauses && (value === null || value === undefined)) noteLost(printing, object as Data, source);
      const done = print(value, printing);
      if (done === WRITTEN) continue;
      if (done === FORBIDDEN) return takeBack(printing, start, depth);
      writeNull(out);
    }
    printing.depth = depth;
    writeBytes(out, fields.length === 0 ? EMPTY : CLOSE);
    return WRITTEN;
  };
}

const [CLOSE, EMPTY] = [Buffer.from('}'), Buffer.from('{}')];

/** Names that every object inherits are read only from the object itself. */
const reader = (key: string): ((object: Data) => unknown) =>
  key in Object.prototype ? (object) => (Object.hasOwn(object, key) ? object[key] : undefined) : (object) => object[key];

function compileField(parent: GraphQLCompositeType, nodes: readonly FieldNode[], projecting: Projecting): Print {
  const [first] = nodes;
  const name = first?.name.value ?? '';
  if (name === '__typename') return compileTypeName(parent);
  if (name === '__schema' || name === '__type') return compileIntrospection(nodes, projecting);
  const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
  if (!field) throw new Error(`The type "${parent.name}" has no field "${name}".`);
  const mask = projecting.masks?.get(`${parent.name}.${name}`);
  if (mask) return compileMasked(field.type, mask);
  const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return compileValue(field.type, isCompositeType(getNamedType(field.type)) ? selectionSets : [], projecting);
}

/** An object whose own type no subgraph could tell is known only by its interface: it cannot say what it is. */
function compileTypeName(type: GraphQLCompositeType): Print {
  const text = Buffer.from(JSON.stringify(type.name));
  return (_, printing) => {
    if (!isObjectType(type)) {
      tellMissing(printing);
      return FORBIDDEN;
    }
    writeBytes(printing.out, text);
    return WRITTEN;
  };
}
