import { personalNumberIn } from '@union-graph/identity';
import { isId } from './ids.ts';
import { Refusal } from './refusal.ts';

/** A text a client wrote, without the blanks around it; `BAD_USER_INPUT` unless its length in characters is within the bounds. */
export function checkedText(text: string, field: string, longest: number, shortest = 1): string {
  const trimmed = text.trim();
  const { length } = [...trimmed];
  if (length >= shortest && length <= longest) return trimmed;
  throw new Refusal('BAD_USER_INPUT', `"${field}" has ${shortest} to ${longest} characters; got ${length}.`, { field });
}

/**
 * A text that others than the caller's colleagues read, partners or the public, or that is counted by: as {@link checkedText}, and
 * `VALIDATION_FAILED` where it holds somebody's identity or mobile number. Not for confidential notes.
 */
export function checkedOpenText(text: string, field: string, longest: number, shortest = 1): string {
  const checked = checkedText(text, field, longest, shortest);
  const found = personalNumberIn(checked);
  if (found === null) return checked;
  throw new Refusal(
    'VALIDATION_FAILED',
    `"${field}" holds what looks like ${found}. Others read this text: leave the number out.`,
    {
      rule: 'PIPL art. 6',
      field,
    },
  );
}

/** An e-mail address a client wrote, at most 200 characters; `BAD_USER_INPUT` unless it has a name, one @ and a host. */
export function checkedEmail(text: string, field: string): string {
  const email = checkedText(text, field, 200);
  if (/^[^\s@,;<>]+@[^\s@,;<>.]+(\.[^\s@,;<>.]+)*$/.test(email)) return email;
  throw new Refusal('BAD_USER_INPUT', `"${field}" is no e-mail address. Write one such as name@example.org.`, { field });
}

/** A number a client wrote; `BAD_USER_INPUT` outside its bounds. */
export function checkedNumber(value: number, field: string, [min, max]: readonly [number, number]): number {
  if (value >= min && value <= max) return value;
  throw new Refusal('BAD_USER_INPUT', `"${field}" is ${min} to ${max}; got ${value}.`, { field });
}

/** Throws `BAD_USER_INPUT` for an optional input that is given although the choice beside it has no use for it; dropped, it would seem to be kept. */
export function refuseUnused<Input extends object>(
  input: Input,
  fields: readonly (keyof Input & string)[],
  sentence: string,
): void {
  const given = fields.find((field) => input[field] != null);
  if (given !== undefined) throw new Refusal('BAD_USER_INPUT', `${sentence} Leave out "${given}".`, { field: given });
}

/** Throws `BAD_USER_INPUT` for an id that is given but cannot be one, naming its input field. */
export function requireIds(ids: Readonly<Record<string, string | null | undefined>>): void {
  for (const [field, id] of Object.entries(ids)) {
    if (id == null || isId(id)) continue;
    throw new Refusal('BAD_USER_INPUT', `"${id}" is not an id. Ids are given by the graph; send one as you read it.`, { field });
  }
}
