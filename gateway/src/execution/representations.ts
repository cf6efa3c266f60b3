import { Kind, type SelectionSetNode } from 'graphql';
import { type Data, isData, MAX_LIST_DEPTH, ownReader, toJsonText } from '../calls/data.ts';
import { losesDigits } from '../operation/exactJson.ts';
import type { EntityBatch, RepresentationSelection } from '../planning/plan.ts';
import { causeOfMissing } from './absentFields.ts';
import { type Cause, NOT_FOUND, unexplained } from './causes.ts';
import type { Run } from './run.ts';
import type { EntityFieldSets, TypeLookup } from './typeLookup.ts';

/** How the representations of one entity type are written for a subgraph. */
export interface Representation {
  /** The representation as JSON; undefined when a field is missing in the data: see `writePartial`. */
  readonly write: (entity: Data, run: Run) => string | undefined;
  /** The representation of an entity with missing fields, and the fields of the call that are lost because of them. */
  readonly writePartial: (entity: Data, run: Run) => PartialRepresentation;
  /** A key field that is usually a string and differs between entities, for a fast lookup; null when there is none. */
  readonly key: string | null;
  /** Whether the representation has that field alone. */
  readonly isOnlyField: boolean;
}

export interface PartialRepresentation {
  /** Null when the entity cannot be fetched. */
  readonly text: string | null;
  /** The fields of the call that the subgraph cannot resolve, by their keys in the data. */
  readonly lostFields: readonly (readonly [key: string, cause: Cause])[];
}

/** The fields that a call selects on entities of a type, each with its key in the data. */
export type CallFields = (typeName: string) => readonly CallField[];
export interface CallField {
  readonly key: string;
  readonly name: string;
}

/** One field of a representation. Its selections are merged from several type conditions. */
interface RepresentationField {
  readonly from: string;
  readonly selections: readonly RepresentationSelection[] | null;
}

/**
 * Compiles the representations of a batch by entity type. An entity has several when the subgraph has both its object type and an
 * interface object of its interface.
 */
export function compileRepresentations(
  { representation }: EntityBatch,
  { subgraph, fieldsOf, types }: { readonly subgraph: string; readonly fieldsOf: CallFields; readonly types: TypeLookup },
): (typeName: string) => readonly Representation[] {
  const known = new Map<string, readonly Representation[]>();
  const compile = (typeName: string): readonly Representation[] => {
    const byName = new Map<string, RepresentationSelection[]>();
    for (const part of representation) {
      const condition = part.kind === 'type' ? part.name : null;
      if (condition !== null && !types.satisfies(typeName, condition)) continue;
      const name = types.typenameIn(subgraph, typeName, condition);
      byName.set(name, [...(byName.get(name) ?? []), part]);
    }
    return [...byName].map(([name, parts]) =>
      compileEntity({ name, parts, typeName, types, fieldSets: types.entityIn(subgraph, name), fieldsOf }),
    );
  };
  return (typeName) => {
    const writes = known.get(typeName) ?? compile(typeName);
    if (known.size < 1_000) known.set(typeName, writes);
    return writes;
  };
}

interface EntityCompilation {
  readonly name: string;
  readonly parts: readonly RepresentationSelection[];
  readonly typeName: string;
  readonly types: TypeLookup;
  readonly fieldSets: EntityFieldSets;
  readonly fieldsOf: CallFields;
}

function compileEntity({ name, parts, typeName, types, fieldSets, fieldsOf }: EntityCompilation): Representation {
  const head = `{"__typename":${JSON.stringify(name)}`;
  const fields = compileFields(parts, typeName, types).filter(({ isTypeName }) => !isTypeName);
  const key = fields.find(({ inner }) => inner === null)?.from ?? null;
  const write: Representation['write'] = (entity, run) => {
    let text = head;
    let isKnown = fields.length === 0;
    for (const { prefix, read, isNonNull, write: writeValue } of fields) {
      const value = writeValue(read(entity), run);
      if (value === undefined || (isNonNull && value === 'null')) return undefined;
      if (value !== 'null') isKnown = true;
      text += prefix + value;
    }
    // A subgraph finds no entity when all key fields are null.
    return isKnown ? `${text}}` : undefined;
  };
  const writePartial: Representation['writePartial'] = (entity, run) => {
    const selected = fieldsOf(typeName);
    const missingKey = causeOfMissingKey(entity, fields, selected, fieldSets, run);
    if (missingKey)
      return { text: null, lostFields: missingKey.isNotFound ? [] : selected.map(({ key: lostKey }) => [lostKey, missingKey]) };
    const lostFields = selected.flatMap(({ key: lostKey, name: field }): [string, Cause][] => {
      const required = fieldSets.requires.get(field);
      const cause = required && causeInFieldSet(entity, required, fields, run);
      return cause ? [[lostKey, cause]] : [];
    });
    if (selected.length > 0 && lostFields.length === selected.length) return { text: null, lostFields };
    const values = fields.map(({ prefix, read, write: writeValue }) => prefix + (writeValue(read(entity), run) ?? 'null'));
    return { text: `${head}${values.join('')}}`, lostFields };
  };
  return { write, writePartial, key, isOnlyField: fields.length === 1 };
}

/** Why no key of the entity is complete; null when one key is. */
function causeOfMissingKey(
  entity: Data,
  written: readonly FieldWriter[],
  selected: readonly CallField[],
  { keys, requires }: EntityFieldSets,
  run: Run,
): Cause | null {
  const required = new Set(selected.flatMap(({ name }) => fieldNamesIn(requires.get(name))));
  const known = keys.map(fieldNamesIn).filter((names) => names.every((name) => written.some((field) => field.name === name)));
  const otherFields = written.filter(({ name }) => !required.has(name));
  const keyChoices = known.length > 0 ? known : [(otherFields.length > 0 ? otherFields : written).map(({ name }) => name)];
  let firstCause: Cause | null = null;
  for (const names of keyChoices) {
    const fields = written.filter(({ name }) => names.includes(name));
    const causes = fields.map((field) => causeOfField(entity, field, undefined, run)).filter((cause) => cause !== undefined);
    // A subgraph finds no entity when all key fields are null.
    const isNull = fields.length > 0 && fields.every(({ read }) => read(entity) === null);
    if (causes.length === 0 && !isNull) return null;
    const cause = causes.find(({ isNotFound }) => !isNotFound) ?? NOT_FOUND;
    if (!firstCause || firstCause.isNotFound) firstCause = cause;
  }
  return firstCause;
}

const fieldNamesIn = (set: SelectionSetNode | undefined): string[] =>
  (set?.selections ?? []).flatMap((one) => {
    if (one.kind === Kind.FIELD) return [one.name.value];
    return one.kind === Kind.INLINE_FRAGMENT ? fieldNamesIn(one.selectionSet) : [];
  });

/** The cause of the first missing field of a field set; undefined when no field is missing. */
function causeInFieldSet(object: Data, set: SelectionSetNode, written: readonly FieldWriter[], run: Run): Cause | undefined {
  for (const one of set.selections) {
    if (one.kind === Kind.FRAGMENT_SPREAD) continue;
    if (one.kind === Kind.INLINE_FRAGMENT) {
      const cause = causeInFieldSet(object, one.selectionSet, written, run);
      if (cause) return cause;
      continue;
    }
    const field = written.find(({ name }) => name === one.name.value);
    const cause = field && causeOfField(object, field, one.selectionSet, run);
    if (cause) return cause;
  }
  return undefined;
}

/** The cause of a missing field, or of a missing field within it; undefined when nothing is missing. `set` limits what is checked within. */
function causeOfField(object: Data, field: FieldWriter, set: SelectionSetNode | undefined, run: Run): Cause | undefined {
  const { from, isNonNull, inner, typeName } = field;
  const value = field.read(object);
  if (value === undefined) return causeOfMissing(run, object, from, undefined) ?? NOT_FOUND;
  if (!inner && losesDigits(typeName, value)) return causeOfMissing(run, object, from, undefined) ?? unexplained(run);
  const cause = run.causes.get(object)?.get(from);
  if (value === null) return cause ?? (isNonNull || run.hasUnlocatedError ? unexplained(run) : undefined);
  const findCause = (item: unknown, container: object, at: string | number, depth: number): Cause | undefined => {
    if (item === null) return run.causes.get(container)?.get(at) ?? (run.hasUnlocatedError ? unexplained(run) : undefined);
    if (Array.isArray(item)) {
      for (let index = 0; index < item.length && depth < MAX_LIST_DEPTH; index++) {
        const found = findCause(item[index], item, index, depth + 1);
        if (found) return found;
      }
      return undefined;
    }
    if (!inner || !isData(item)) return undefined;
    const written = inner(item);
    if (set) return causeInFieldSet(item, set, written, run);
    for (const one of written) {
      const found = causeOfField(item, one, undefined, run);
      if (found) return found;
    }
    return undefined;
  };
  return findCause(value, object, from, 0);
}

type WriteValue = (value: unknown, run: Run) => string | undefined;

interface FieldWriter {
  readonly name: string;
  /** The name of its type, when that of the object is known. */
  readonly typeName: string | undefined;
  readonly isNonNull: boolean;
  /** The fields that are written of an object in this field; null for a leaf. */
  readonly inner: ((object: Data) => readonly FieldWriter[]) | null;
  /** `,"name":` */
  readonly prefix: string;
  readonly isTypeName: boolean;
  /** Its key in the data. */
  readonly from: string;
  readonly read: (object: Data) => unknown;
  readonly write: WriteValue;
}

function compileFields(
  parts: readonly RepresentationSelection[],
  typeName: string | undefined,
  types: TypeLookup,
): FieldWriter[] {
  const fields = new Map<string, RepresentationField>();
  collectRepresentationFields(parts, typeName, fields, types);
  return [...fields].map(([name, { from, selections }]) => {
    const type = typeName === undefined ? undefined : types.fieldOf(typeName, name);
    const inner = selections && compileNestedFields(selections, type?.typeName, types);
    return {
      name,
      typeName: type?.typeName,
      prefix: `,${JSON.stringify(name)}:`,
      isTypeName: name === '__typename',
      isNonNull: type?.isNonNull === true,
      from,
      read: ownReader(from),
      inner,
      write: inner ? compileCompositeWriter(inner) : compileLeafWriter(type?.typeName),
    };
  });
}

function collectRepresentationFields(
  parts: readonly RepresentationSelection[],
  typeName: string | undefined,
  fields: Map<string, RepresentationField>,
  types: TypeLookup,
): void {
  for (const part of parts) {
    if (part.kind === 'type') {
      const applies = part.name === null || typeName === undefined || types.satisfies(typeName, part.name);
      if (applies) collectRepresentationFields(part.selections, typeName, fields, types);
      continue;
    }
    const { name, from } = part;
    const present = fields.get(name);
    const selections = present?.selections && part.selections ? [...present.selections, ...part.selections] : part.selections;
    fields.set(name, { from, selections });
  }
}

/** Undefined for a number whose digits may be lost: it could identify another entity. */
const compileLeafWriter =
  (typeName: string | undefined): WriteValue =>
  (value) =>
    typeof value !== 'string' && losesDigits(typeName, value) ? undefined : toJsonText(value);

/** The fields to write of an object, by its `__typename`. Without one, the declared type is taken if it is an object type. */
function compileNestedFields(
  selections: readonly RepresentationSelection[],
  declared: string | undefined,
  types: TypeLookup,
): (object: Data) => readonly FieldWriter[] {
  const byType = new Map<string | undefined, readonly FieldWriter[]>();
  const fallback = declared !== undefined && types.isObject(declared) ? declared : undefined;
  return ({ __typename }) => {
    const typeName = typeof __typename === 'string' ? __typename : fallback;
    const fields = byType.get(typeName) ?? compileFields(selections, typeName, types);
    if (byType.size < 1_000) byType.set(typeName, fields);
    return fields;
  };
}

function compileCompositeWriter(fieldsOf: (object: Data) => readonly FieldWriter[]): WriteValue {
  const writeValue = (value: unknown, run: Run, depth: number): string | undefined => {
    if (Array.isArray(value)) return depth < MAX_LIST_DEPTH ? writeList(value, run, depth + 1) : undefined;
    return isData(value) ? writeObject(value, run) : value === null ? 'null' : undefined;
  };
  const writeList = (list: readonly unknown[], run: Run, depth: number): string | undefined => {
    const items: string[] = [];
    for (const item of list) {
      const text = writeValue(item, run, depth);
      if (text === undefined) return undefined;
      items.push(text);
    }
    return `[${items.join(',')}]`;
  };
  const writeObject = (object: Data, run: Run): string | undefined => {
    let text = '';
    for (const { prefix, read, isNonNull, write } of fieldsOf(object)) {
      const value = write(read(object), run);
      if (value === undefined || (isNonNull && value === 'null')) return undefined;
      text += prefix + value;
    }
    return `{${text.slice(1)}}`;
  };
  return (value, run) => writeValue(value, run, 0);
}
