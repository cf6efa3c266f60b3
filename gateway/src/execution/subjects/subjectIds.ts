import { isData } from '../../calls/data.ts';
import { fromByteString } from '../../operation/byteString.ts';
import { losesDigits } from '../../operation/exactJson.ts';
import { causeOfMissing } from '../absentFields.ts';
import type { Run } from '../run.ts';

/** Adds the ids in a value: an id, an object with an id under `key`, or a list of these. False when a part of the value has no id. */
export function addIds(value: unknown, key: string | null, ids: string[]): boolean {
  if (Array.isArray(value)) {
    let isWhole = true;
    for (const item of value) if (!addIds(item, key, ids)) isWhole = false;
    return isWhole;
  }
  if (isData(value)) return key !== null && addIds(value[key], key, ids);
  // A subgraph may answer an id as a number (specification, 3.5.5).
  const isId = typeof value === 'string' || Number.isSafeInteger(value);
  if (isId) ids.push(fromByteString(String(value)));
  return isId;
}

/**
 * Whether a field on the path to a data subject is lost, or an id has lost digits. `at` is the first step of the path, `key` is each further one.
 */
export function isMissing(container: object, at: string | number, key: string, run: Run): boolean {
  const value = (container as Readonly<Record<string | number, unknown>>)[at];
  if (value === null || value === undefined) {
    if (value === null && run.causes.size === 0) return false;
    return causeOfMissing(run, container, at, value) !== undefined;
  }
  if (Array.isArray(value)) return value.some((_, index) => isMissing(value, index, key, run));
  return isData(value) ? isMissing(value, key, key, run) : losesDigits('ID', value);
}
