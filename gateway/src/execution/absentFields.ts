import { type Data, isData, MAX_LIST_DEPTH } from '../calls/data.ts';
import { losesDigits } from '../operation/exactJson.ts';
import { addCause, type CallSelection, type Cause, type Causes } from './causes.ts';
import type { CallFields } from './representations.ts';
import type { Run } from './run.ts';

/**
 * The answers of a run, to be checked for absent fields. A subgraph must answer every field that a call selects, at least with null. An absent
 * field is a fault of the subgraph and must not look like a null. Answers are checked against the selections of their calls only when an absent
 * field is found, so that other runs have no cost.
 */
export class AnsweredCalls {
  private unchecked: (() => number)[] = [];
  private uncollected: { readonly entity: Data; readonly fieldsOf: CallFields }[] = [];
  private readonly unknownKeys = new Map<Data, Set<string>>();

  /** Adds an answer. `check` adds a cause for each absent field and returns their number. */
  add(check: () => number): void {
    this.unchecked.push(check);
  }

  /** Adds an entity that a subgraph does not know: the fields that are fetched there are null without an error. */
  addUnknownEntity(entity: Data, fieldsOf: CallFields): void {
    this.uncollected.push({ entity, fieldsOf });
  }

  /** Whether a field is absent because a subgraph does not know the entity. */
  isOfUnknownEntity(entity: object, key: string | number): boolean {
    for (const { entity: one, fieldsOf } of this.uncollected) {
      const keys = this.unknownKeys.get(one) ?? new Set();
      for (const field of fieldsOf(String(one.__typename))) keys.add(field.key);
      this.unknownKeys.set(one, keys);
    }
    this.uncollected = [];
    return this.unknownKeys.get(entity as Data)?.has(String(key)) === true;
  }

  /** Checks all answers so far. Returns the number of absent fields. */
  check(): number {
    const checks = this.unchecked;
    this.unchecked = [];
    return checks.reduce((count, check) => count + check(), 0);
  }
}

/**
 * The cause of a missing value, which is null, or undefined when the property is absent. No cause means that a subgraph answered the null, or
 * does not know the entity.
 */
export function causeOfMissing(
  { causes, answered, context }: Pick<Run, 'causes' | 'answered' | 'context'>,
  container: object,
  key: string | number,
  value: unknown,
): Cause | undefined {
  const known = causes.get(container)?.get(key);
  if (known || value === null || answered.isOfUnknownEntity(container, key)) return known;
  const count = answered.check();
  const cause = causes.get(container)?.get(key);
  if (count > 0)
    context.log.warn(
      { requestId: context.requestId, subgraph: cause?.subgraph, field: key, count },
      'a subgraph left out fields that a call selects, or answered numbers with too many digits',
    );
  return cause;
}

interface AbsentFieldCheck {
  readonly causes: Causes;
  readonly cause: Cause;
  /** The objects that are checked already, by the selection on them: an object may be at many response paths. */
  readonly seen: Map<CallSelection, Set<object>>;
}

/** Adds the cause for each absent field that a call selects on an object and on the objects nested in it; returns their number. */
export const addCausesOfAbsentFields = (causes: Causes, from: Data, selection: CallSelection, cause: Cause): number =>
  checkValue(from, selection, { causes, cause, seen: new Map() }, 0);

function checkValue(from: unknown, selection: CallSelection, checked: AbsentFieldCheck, depth: number): number {
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

function checkObject(object: Data, selection: CallSelection, checked: AbsentFieldCheck): number {
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
