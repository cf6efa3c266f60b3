import { Refusal } from '@union-graph/subgraph';

/** A text a client wrote, without the blanks around it; `BAD_USER_INPUT` unless 1 to `max` characters are left. */
export function checkedText(text: string, field: string, max: number): string {
  const trimmed = text.trim();
  if (trimmed.length >= 1 && trimmed.length <= max) return trimmed;
  throw new Refusal('BAD_USER_INPUT', `"${field}" takes 1 to ${max} characters.`, { field });
}

/** A number a client wrote; `BAD_USER_INPUT` outside its bounds. */
export function checkedNumber(value: number, field: string, [min, max]: readonly [number, number]): number {
  if (value >= min && value <= max) return value;
  throw new Refusal('BAD_USER_INPUT', `"${field}" must be ${min} to ${max}; got ${value}.`, { field });
}
