import { type Data, isData, MAX_LIST_DEPTH } from '../calls/data.ts';
import { losesDigits } from '../calls/exactJson.ts';
import { addCause, type CallSelection, type Cause, type Causes } from './causes.ts';
import type { CallFields } from './representations.ts';
import type { Run } from './run.ts';

/**
 * What the answers of a run's calls left out. GraphQL has a subgraph answer every field that a call selects, with null at least; a property
 * that is not there is a fault of the subgraph, and must not look like a null. Answers are checked against what their calls selected only
 * when a property is missed: other runs pay nothing for it.
 */
export class AnsweredCalls {
  private unchecked: (() => number)[] = [];
  private unread: { readonly entity: Data; readonly fieldsOf: CallFields }[] = [];
  private readonly unknown = new Map<Data, Set<string>>();

  /** Adds an answer. `check` adds the causes of what the answer left out, and returns how many values it left out. */
  add(check: () => number): void {
    this.unchecked.push(check);
  }

  /** Notes an entity that a subgraph does not know: the fields that were to be fetched there are null without an error. */
  addUnknown(entity: Data, fieldsOf: CallFields): void {
    this.unread.push({ entity, fieldsOf });
  }

  /** Whether a field is absent because a subgraph does not know the entity. */
  isUnknown(entity: object, key: string | number): boolean {
    for (const { entity: one, fieldsOf } of this.unread) {
      const keys = this.unknown.get(one) ?? new Set();
      for (const field of fieldsOf(String(one.__typename))) keys.add(field.key);
      this.unknown.set(one, keys);
    }
    this.unread = [];
    return this.unknown.get(entity as Data)?.has(String(key)) === true;
  }

  /** Adds the causes of all that was left out so far; returns how many values that were. */
  check(): number {
    const checks = this.unchecked;
    this.unchecked = [];
    return checks.reduce((count, check) => count + check(), 0);
  }
}

/**
 * Why an object or a list lacks a value, which is null or, if the property is absent, undefined. No cause: the value is a null that a subgraph
 * answered, or belongs to an entity that a subgraph does not know.
 */
export function causeOfMissing(
  { causes, answered, context }: Pick<Run, 'causes' | 'answered' | 'context'>,
  container: object,
  key: string | number,
  value: unknown,
): Cause | undefined {
  const known = causes.get(container)?.get(key);
  if (known || value === null || answered.isUnknown(container, key)) return known;
  const count = answered.check();
  const cause = causes.get(container)?.get(key);
  if (count > 0)
    context.log.warn(
      { requestId: context.requestId, subgraph: cause?.service, field: key, count },
      'a subgraph left out fields that a call selects, or answered numbers with too many digits',
    );
  return cause;
}

interface Checked {
  readonly causes: Causes;
  readonly cause: Cause;
  /** The objects that were checked already, by what was selected on them: an object may be at many response paths. */
  readonly seen: Map<CallSelection, Set<object>>;
}

/** Adds the cause for each value below an object that a call selects and its answer left out; returns how many there are. */
export const addCausesOfLeftOut = (causes: Causes, from: Data, selection: CallSelection, cause: Cause): number =>
  checkValue(from, selection, { causes, cause, seen: new Map() }, 0);

function checkValue(from: unknown, selection: CallSelection, checked: Checked, depth: number): number {
  if (Array.isArray(from)) {
    let count = 0;
    if (depth < MAX_LIST_DEPTH) for (const item of from) count += checkValue(item, selection, checked, depth + 1);
    return count;
  }
  if (!isData(from)) return 0;
  const seen = checked.seen.get(selection) ?? new Set();
  checked.seen.set(selection, seen);
  if (seen.has(from)) return 0;
  seen.add(from);
  return checkObject(from, selection, checked);
}

function checkObject(object: Data, selection: CallSelection, checked: Checked): number {
  let count = 0;
  for (const { key, below, typeName } of selection(object)) {
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    if (value !== undefined && below) count += checkValue(value, below, checked, 0);
    if (value !== undefined && (below || !losesDigits(typeName, value))) continue;
    addCause(checked.causes, object, key, checked.cause);
    count += 1;
  }
  return count;
}
