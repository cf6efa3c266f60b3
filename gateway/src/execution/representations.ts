import type { EntityBatch, Required } from '../planning/plan.ts';
import type { Run } from './run.ts';
import { type Data, isData, MAX_LISTS, type Types, writtenAs } from './types.ts';

/** How entities of one type are told to a subgraph. */
export interface Representation {
  /** Its JSON; undefined when the data does not have all that it takes. */
  readonly write: (entity: Data, run: Run) => string | undefined;
  /** A field whose value, a string as a rule, tells most entities of the type apart; null when there is none. */
  readonly key: string | null;
  /** Whether nothing but that field is told. */
  readonly isKeyAll: boolean;
}

/** What is written of one field: the parts come from different type conditions, each perhaps under a condition of its own. */
interface RequiredField {
  readonly from: string;
  readonly selections: readonly Required[] | null;
  readonly when: ((run: Run) => boolean) | null;
}

/**
 * Compiles how entities of one type are told to a subgraph. Several ways when the subgraph knows them under several names:
 * as themselves, and as objects of an interface.
 */
export function compileRepresentations(
  { requires }: EntityBatch,
  service: string,
  types: Types,
): (typeName: string) => readonly Representation[] {
  const known = new Map<string, readonly Representation[]>();
  const compile = (typeName: string): readonly Representation[] => {
    const byName = new Map<string, Required[]>();
    for (const part of requires) {
      const condition = part.kind === 'type' ? part.name : null;
      if (condition !== null && !types.satisfies(typeName, condition)) continue;
      const name = types.nameIn(service, typeName, condition);
      byName.set(name, [...(byName.get(name) ?? []), part]);
    }
    return [...byName].map(([name, parts]) => compileEntity(name, parts, typeName, types));
  };
  return (typeName) => {
    const writes = known.get(typeName) ?? compile(typeName);
    if (known.size < 1_000) known.set(typeName, writes);
    return writes;
  };
}

function compileEntity(name: string, parts: readonly Required[], typeName: string, types: Types): Representation {
  const head = `{"__typename":${JSON.stringify(name)}`;
  const fields = compileFields(parts, typeName, types).filter(({ isTypeName }) => !isTypeName);
  const key = fields.find((field) => !field.when && field.write === writeLeaf)?.from ?? null;
  const write: Representation['write'] = (entity, run) => {
    let text = head;
    let isKnown = fields.length === 0;
    for (const { prefix, from, when, write: writeValue } of fields) {
      if (when && !when(run)) continue;
      const value = writeValue(entity[from], run);
      if (value === undefined) return undefined;
      if (value !== 'null') isKnown = true;
      text += prefix + value;
    }
    // Nothing can be found by keys that are all null.
    return isKnown ? `${text}}` : undefined;
  };
  return { write, key, isKeyAll: fields.length === 1 };
}

type WriteValue = (value: unknown, run: Run) => string | undefined;

interface FieldWriter {
  /** `,"name":` */
  readonly prefix: string;
  readonly isTypeName: boolean;
  readonly from: string;
  readonly when: RequiredField['when'];
  readonly write: WriteValue;
}

function compileFields(parts: readonly Required[], typeName: string | undefined, types: Types): FieldWriter[] {
  const fields = new Map<string, RequiredField>();
  collectRequired(parts, typeName, null, fields, types);
  return [...fields].map(([name, { from, selections, when }]) => ({
    prefix: `,${JSON.stringify(name)}:`,
    isTypeName: name === '__typename',
    from,
    when,
    write: selections ? compileComposite(selections, types) : writeLeaf,
  }));
}

function collectRequired(
  parts: readonly Required[],
  typeName: string | undefined,
  when: RequiredField['when'],
  fields: Map<string, RequiredField>,
  types: Types,
): void {
  for (const part of parts) {
    if (part.kind === 'type') {
      const applies = part.name === null || typeName === undefined || types.satisfies(typeName, part.name);
      if (applies) collectRequired(part.selections, typeName, both(when, conditionOf(part)), fields, types);
      continue;
    }
    const { name, from } = part;
    const present = fields.get(name);
    const selections = present?.selections && part.selections ? [...present.selections, ...part.selections] : part.selections;
    fields.set(name, { from, selections, when: present ? either(present.when, when) : when });
  }
}

type Condition = RequiredField['when'];

function conditionOf({ skipIf, includeIf }: Extract<Required, { kind: 'type' }>): Condition {
  if (skipIf === null && includeIf === null) return null;
  return ({ variables }) =>
    (skipIf === null || variables[skipIf] !== true) && (includeIf === null || variables[includeIf] === true);
}
const both = (one: Condition, other: Condition): Condition => (one && other ? (run) => one(run) && other(run) : (one ?? other));
const either = (one: Condition, other: Condition): Condition => (one && other ? (run) => one(run) || other(run) : null);

const writeLeaf: WriteValue = (value) => writtenAs(value);

function compileComposite(selections: readonly Required[], types: Types): WriteValue {
  const byType = new Map<string | undefined, readonly FieldWriter[]>();
  const fieldsOf = (typeName: string | undefined): readonly FieldWriter[] => {
    const fields = byType.get(typeName) ?? compileFields(selections, typeName, types);
    if (byType.size < 1_000) byType.set(typeName, fields);
    return fields;
  };
  const writeValue = (value: unknown, run: Run, depth: number): string | undefined => {
    if (Array.isArray(value)) return depth < MAX_LISTS ? writeList(value, run, depth + 1) : undefined;
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
    for (const { prefix, from, when, write } of fieldsOf(typeof object.__typename === 'string' ? object.__typename : undefined)) {
      if (when && !when(run)) continue;
      const value = write(object[from], run);
      if (value === undefined) return undefined;
      text += prefix + value;
    }
    return `{${text.slice(1)}}`;
  };
  return (value, run) => writeValue(value, run, 0);
}
