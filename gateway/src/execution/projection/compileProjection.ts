import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { Data } from '../types.ts';
import { compileLeaf } from './leaves.ts';
import { type Mask, type Masks, type SmallCells, withholdCells } from './masks.ts';
import { writeAgain, writeBytes, writeJson, writeNull } from './output.ts';
import { type Printing, tellInvalid, tellMissing } from './printing.ts';
import { collectFields, type Selecting } from './selections.ts';

/**
 * Writes a value as JSON and says so with {@link WRITTEN}. Else nothing is written: the value is null, which whoever called may write,
 * or {@link FORBIDDEN}, a null where the schema allows none, which makes the parent null.
 */
type Print = (value: unknown, printing: Printing) => typeof WRITTEN | typeof NULL | typeof FORBIDDEN;

export const WRITTEN = 1;
const NULL = 0;
const FORBIDDEN = -1;

/** What the printers of one operation share. */
export interface Projecting extends Selecting {
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
    const cells = projecting.masks && smallCells(type.ofType, selectionSets, projecting);
    return cells
      ? (value, printing) => print(Array.isArray(value) ? withholdCells(value, cells, noteWithheld(printing)) : value, printing)
      : print;
  }
  if (isLeafType(type)) return compileLeafValue(type);
  return compileComposite(type, selectionSets, projecting);
}

function compileLeafValue(type: GraphQLLeafType): Print {
  const write = compileLeaf(type);
  return (value, printing) => {
    if (value === null || value === undefined) return NULL;
    if (write(printing.out, value)) return WRITTEN;
    tellInvalid(printing, `value of the type "${type.name}"`);
    return NULL;
  };
}

/** A field whose values are masked, each by itself. Where the mask may keep a value back, no null is forbidden. */
function compileMasked(type: GraphQLOutputType, mask: Mask): Print {
  if (isNonNullType(type))
    return mask.mayWithhold ? compileMasked(type.ofType, mask) : compileNonNull(compileMasked(type.ofType, mask));
  if (isListType(type)) return compileList(compileMasked(type.ofType, mask));
  // Masks are for values: whatever else has one is not told.
  if (!isLeafType(type)) return () => NULL;
  const print = compileLeafValue(type);
  return (value, printing) => {
    if (value === null || value === undefined) return NULL;
    const told = mask.apply(value);
    if (told === null && mask.mayWithhold) noteWithheld(printing)(1);
    if (told === null && !mask.mayWithhold) tellInvalid(printing, `value of the type "${type.name}"`);
    return print(told, printing);
  };
}

/** Counts for the access log what a mask holds back. */
const noteWithheld =
  ({ run: { context } }: Printing) =>
  (count: number) => {
    if (context.trail) context.trail.suppressed += count;
  };

/** Where the items of a list hold counts of which small ones are kept back; null for other lists. */
function smallCells(
  items: GraphQLOutputType,
  selectionSets: readonly SelectionSetNode[],
  projecting: Projecting,
): SmallCells | null {
  const type = isNonNullType(items) ? items.ofType : items;
  if (!isCompositeType(type)) return null;
  const types = isAbstractType(type) ? projecting.schema.getPossibleTypes(type) : [type];
  const counts = new Set<string>();
  let flag: string | null = null;
  for (const one of types)
    for (const [source, nodes] of collectFields(one, selectionSets, projecting)) {
      const name = nodes[0]?.name.value;
      if (projecting.masks?.get(`${one.name}.${name}`)?.hidesSmall) counts.add(source);
      if (name === 'suppressed') flag = source;
    }
  return counts.size > 0 ? { counts: [...counts], flag } : null;
}

const compileNonNull =
  (print: Print): Print =>
  (value, printing) => {
    if (value === null || value === undefined) {
      tellMissing(printing);
      return FORBIDDEN;
    }
    return print(value, printing) === WRITTEN ? WRITTEN : FORBIDDEN;
  };

const [OPEN_LIST, CLOSE_LIST, COMMA] = ['[', ']', ','].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer];

const compileList =
  (print: Print): Print =>
  (value, printing) => {
    if (value === null || value === undefined) return NULL;
    if (!Array.isArray(value)) {
      tellInvalid(printing, 'list');
      return NULL;
    }
    const { depth, path, out } = printing;
    const start = out.at;
    writeBytes(out, OPEN_LIST);
    printing.depth = depth + 1;
    for (let at = 0; at < value.length; at++) {
      path[depth] = at;
      if (at > 0) writeBytes(out, COMMA);
      const done = print(value[at], printing);
      if (done === WRITTEN) continue;
      if (done === FORBIDDEN) return takeBack(printing, start, depth);
      writeNull(out);
    }
    printing.depth = depth;
    writeBytes(out, CLOSE_LIST);
    return WRITTEN;
  };

/** Nothing is left of a value in which a null was forbidden. */
function takeBack(printing: Printing, start: number, depth: number): typeof NULL {
  printing.out.at = start;
  printing.depth = depth;
  printing.written.clear();
  return NULL;
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
    if (typeof value === 'object' && !Array.isArray(value)) {
      const print = printerFor((value as Data).__typename);
      return printing.run.sharing.shared.has(value as Data) ? printShared(print, value, printing) : print(value, printing);
    }
    tellInvalid(printing, 'object');
    return NULL;
  };
}

/** An object that stands in several places is printed once and copied to the others, unless something has to be told of each place. */
function printShared(print: Print, object: object, printing: Printing): ReturnType<Print> {
  const { out, told, written } = printing;
  let ranges = written.get(print);
  const range = ranges?.get(object);
  if (range) {
    writeAgain(out, range.start, range.end);
    return WRITTEN;
  }
  const start = out.at;
  const done = print(object, printing);
  if (done !== WRITTEN || printing.told !== told) return done;
  if (!ranges) {
    ranges = new Map();
    written.set(print, ranges);
  }
  ranges.set(object, { start, end: out.at });
  return WRITTEN;
}

/** By the name that an object gives its type. Without one, or with the name of an interface, what all its types have is printed. */
function compileFor(
  typeName: unknown,
  declared: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  projecting: Projecting,
): Print {
  if (!isAbstractType(declared) || typeName === undefined) return compileObject(declared, selectionSets, projecting);
  const type = typeof typeName === 'string' ? projecting.schema.getType(typeName) : undefined;
  if (isCompositeType(type)) return compileObject(type, selectionSets, projecting);
  return (_, printing) => {
    tellInvalid(printing, `object of the type "${declared.name}"`);
    return NULL;
  };
}

interface FieldPrinter {
  /** `{"key":` for the first field, `,"key":` for the others. */
  readonly prefix: Uint8Array;
  /** The client's key, for the path. */
  readonly key: string;
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
      read: reader(source),
      print: compileField(type, key, nodes, projecting),
    };
  });
  return (object, printing) => {
    const { depth, path, out } = printing;
    const start = out.at;
    printing.depth = depth + 1;
    for (const { key, prefix, read, print } of fields) {
      path[depth] = key;
      writeBytes(out, prefix);
      const done = print(read(object as Data), printing);
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

function compileField(parent: GraphQLCompositeType, key: string, nodes: readonly FieldNode[], projecting: Projecting): Print {
  const [first] = nodes;
  const name = first?.name.value ?? '';
  if (name === '__typename') return compileTypeName(parent);
  if (name === '__schema' || name === '__type') {
    return (_, { introspection, out }) => {
      writeJson(out, JSON.stringify(introspection[key] ?? null));
      return WRITTEN;
    };
  }
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
