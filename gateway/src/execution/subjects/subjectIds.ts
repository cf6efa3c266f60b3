import { type GraphQLObjectType, type GraphQLOutputType, getNamedType, isListType, isNonNullType } from 'graphql';
import { isData } from '../../calls/data.ts';
import { fromByteString } from '../../operation/byteString.ts';
import { causeOfMissing } from '../absentFields.ts';
import type { Run } from '../run.ts';

/** A field on the path from an object to its data subjects: its response key and type, and the next field; null after the id. */
export interface SubjectStep {
  readonly key: string;
  readonly type: GraphQLOutputType;
  readonly next: SubjectStep | null;
}

/** The steps along `fields` from a type, the id last. The first has the response key `firstKey`, the others have `key`. */
export function subjectSteps(
  type: GraphQLObjectType,
  [field, ...rest]: readonly string[],
  { firstKey, key }: { readonly firstKey: string; readonly key: string },
): SubjectStep | null {
  const fieldType = field === undefined ? undefined : type.getFields()[field]?.type;
  if (!fieldType) return null;
  const next = subjectSteps(getNamedType(fieldType) as GraphQLObjectType, rest, { firstKey: key, key });
  return { key: firstKey, type: fieldType, next };
}

/** The longest id that is recorded, in bytes. The ids of our services have 36. */
const MAX_ID_BYTES = 256;

/**
 * Adds the ids of the data subjects at a key of an object, or at a position of a list. Returns false when one of them is unknown: a field on the way is lost, or a
 * subgraph answered a value that does not fit its type.
 */
export function addIds(container: object, at: string | number, step: SubjectStep, run: Run, ids: string[]): boolean {
  const { type, next } = step;
  const value = (container as Readonly<Record<string | number, unknown>>)[at];
  if (value === null || value === undefined) {
    if (value === null && isNonNullType(type)) return false;
    return (value === null && run.causes.size === 0) || causeOfMissing(run, container, at, value) === undefined;
  }
  const nullable = isNonNullType(type) ? type.ofType : type;
  if (isListType(nullable)) {
    if (!Array.isArray(value)) return false;
    const item = { ...step, type: nullable.ofType };
    let isWhole = true;
    for (const index of value.keys()) if (!addIds(value, index, item, run, ids)) isWhole = false;
    return isWhole;
  }
  if (next) return isData(value) && addIds(value, next.key, next, run, ids);
  // A subgraph may answer an id as a number (specification, 3.5.5), but not as one that has lost digits.
  const isId = typeof value === 'string' ? value.length <= MAX_ID_BYTES : Number.isSafeInteger(value);
  if (isId) ids.push(fromByteString(String(value)));
  return isId;
}
