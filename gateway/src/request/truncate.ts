import { copyString } from '../operation/copyString.ts';

/** The maximum length of a client's name (operation, alias, field) in messages, log lines and access records. */
export const MAX_NAME = 128;

/** The maximum length of a schema coordinate, `Type.field(argument:)`. */
export const MAX_COORDINATE = 3 * MAX_NAME + 4;

/** The maximum length of an error message, and of a reason in the log. */
export const MAX_MESSAGE = 1_000;

/**
 * Truncates a text, with an ellipsis; never within a surrogate pair. The result has memory of its own: a substring would keep the whole text
 * in memory.
 */
export function truncate(text: string, most: number = MAX_NAME): string {
  if (text.length <= most) return text;
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(most - 1));
  return `${copyString(text.slice(0, isHalf ? most - 1 : most))}…`;
}
