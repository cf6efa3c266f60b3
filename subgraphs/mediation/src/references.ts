import { checkedText } from '@union-graph/subgraph';

const LONGEST_REF = 200;

/** The number of a document, or where a paper lies, as a client wrote it: 1 to 200 characters, else `BAD_USER_INPUT`. */
export const checkedRef = (text: string, field: string): string => checkedText(text, field, LONGEST_REF);

/** The same for one that need not be given: null for none and for blanks alone. */
export const checkedRefOrNull = (text: string | null | undefined, field: string): string | null =>
  text?.trim() ? checkedRef(text, field) : null;
