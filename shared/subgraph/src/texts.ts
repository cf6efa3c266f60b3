import { Refusal } from './refusal.ts';

/** Far above what anybody writes into a form; an action that wants less says so itself. */
const LONGEST = 10_000;

/** Control characters other than tab and line ends; PostgreSQL cannot even store the first of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Half a character: a surrogate without its other one, which no encoding can hold. */
const HALF = /\p{Surrogate}/u;
/** Characters of no width, and those that turn the line around: two names that look alike must be alike. */
const UNSEEN = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/;
/** Blanks only, with something among them that is no blank and cannot be seen: a filler, a joiner that joins nothing. */
const NOTHING = /^(?!\s*$)[\s\p{Default_Ignorable_Code_Point}\u2800]+$/u;

/** Throws `BAD_USER_INPUT` for a text anywhere in a mutation's input that is too long to be meant, or cannot be printed or seen. */
export function checkTexts(value: unknown, field = 'input'): void {
  if (typeof value === 'string') {
    if (value.length > LONGEST) throw bad(field, `is longer than ${LONGEST} characters`);
    if (UNPRINTABLE.test(value) || HALF.test(value)) throw bad(field, 'has characters that cannot be printed');
    if (UNSEEN.test(value) || NOTHING.test(value)) throw bad(field, 'has characters that cannot be seen; type it anew');
  } else if (Array.isArray(value)) {
    for (const item of value) checkTexts(item, field);
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [name, item] of Object.entries(value)) checkTexts(item, name);
  }
}

const bad = (field: string, what: string): Refusal => new Refusal('BAD_USER_INPUT', `The text in "${field}" ${what}.`, { field });
