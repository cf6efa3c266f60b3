import { copyString } from '../operation/copyString.ts';

/** The most characters of a name that a client chose, wherever it is told again: in a message, a log line or a record. */
export const MAX_NAME = 128;

/** The most characters of a coordinate, `Type.field(argument:)`, of names that are within their limit. */
export const MAX_COORDINATE = 3 * MAX_NAME + 4;

/** The most characters of one message that a client is told, or of one reason in the log. */
export const MAX_MESSAGE = 1_000;

/**
 * The beginning of a text, with an ellipsis where some of it is left out; never half a character. What comes back holds on to nothing of
 * the text it was cut from: a part of a string keeps the whole of it in memory.
 */
export function truncate(text: string, most: number = MAX_NAME): string {
  if (text.length <= most) return text;
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(most - 1));
  return `${copyString(text.slice(0, isHalf ? most - 1 : most))}…`;
}
