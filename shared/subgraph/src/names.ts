import { checkedText } from './checks.ts';
import { Refusal } from './refusal.ts';
import { plainSigns } from './texts.ts';

/** Letters of any script, with the zero of Chinese numbers and the planes of Chinese characters whose newest the run-time does not know. */
const LETTER = '\\p{L}\u3007\\u{20000}-\\u{3fffd}';
/** A mark on a Chinese character or on nothing, and more marks on one letter than a script has: a name that looks like another one and is not found by it. */
const ODD_MARKS = /(?:^|[\p{Script=Han} ·])\p{M}|\p{M}{5,}/u;
/** What pads a Chinese name to the width of others (王　芳): a blank between two Chinese characters. */
const HAN = '[\\p{Script=Han}\\u{20000}-\\u{3fffd}]';
const PADDING = new RegExp(`(?<=${HAN})[ \\u3000]+(?=${HAN})`, 'gu');
/** A name begins with a letter; the apostrophe of a Dutch particle ('t Hooft) may stand before it. */
const BEGINNING = `(?:[${LETTER}]|'(?=\\p{Ll}[ -]))`;
/** It ends with a letter and its marks; one of another script may be short for a word (Martin Jr.). */
const END = `(?:[${LETTER}\\p{M}]|(?!${HAN})[${LETTER}]\\.)`;
/** Between letters: marks, the dots of foreign names, blanks, hyphens, apostrophes, the full stop of an initial. */
const PERSON = new RegExp(`^(?=${BEGINNING})[${LETTER}\\p{M}·・ '.-]+(?<=${END})$`, 'u');
const THING = new RegExp(`[${LETTER}\\p{N}]`, 'u');

/** What a conversion that knows no Chinese leaves of it. */
const LOST = /\?{2}|\uff1f{2}|\ufffd/u;

const LONGEST_PERSON_NAME = 60;
/** The longest name that the check of all arguments lets through (graph/arguments.ts). */
const LONGEST_NAME = 300;

const PERSON_NAME_RULE =
  'The name of a person consists of letters or Chinese characters; between them, and not before or behind them, may stand blanks, hyphens, apostrophes, full stops and the dot of names (U+00B7). Digits and other signs are in no name.';

/** Whether a text, as {@link keptPersonName} gives it, can be the name of a person: up to 60 characters, letters at both ends, and nothing that no name has. */
export const isPersonName = (name: string): boolean =>
  PERSON.test(name) && !ODD_MARKS.test(name) && [...name].length <= LONGEST_PERSON_NAME;

/**
 * The name of a person, or the beginning of one, in the form in which it is kept and looked for (domain rule C-17): without the blanks between two
 * Chinese characters, and with one kind of hyphen and apostrophe. Blanks beside other letters tell its parts apart and stay.
 */
export const keptPersonName = (name: string): string => plainSigns(name.replace(PADDING, ''));

/** What ends a sentence or a quotation in Chinese, typed behind a name: no part of any name. */
const PUNCTUATION = /[\s。，、；：！？,;:!?…”’"」』》）)]+$/u;

/**
 * The beginning of a person's name that somebody looks for, in the form in which names are kept. Where it breaks off at a full stop behind a
 * Chinese character, this is the dot of a name (买买提.). Punctuation behind it is left out (王。).
 */
export const keptNameBeginning = (name: string): string => {
  const kept = keptPersonName(name.trim());
  return kept.replace(PUNCTUATION, '').replace(new RegExp(`(?<=${HAN})\\.$`, 'u'), '·');
};

/** The name of a person as {@link keptPersonName} has it; `BAD_USER_INPUT` for a text that cannot be one, or has over 60 characters. */
export function checkedPersonName(text: string, field: string): string {
  const name = keptPersonName(checkedText(text, field, LONGEST_PERSON_NAME));
  if (isPersonName(name)) return name;
  throw new Refusal('BAD_USER_INPUT', PERSON_NAME_RULE, { field });
}

/**
 * The name of a firm, a place or another thing: with at least one letter or digit and no characters that a conversion lost, else `BAD_USER_INPUT`; its
 * length as in {@link checkedText}.
 */
export function checkedName(text: string, field: string, longest = LONGEST_NAME, shortest = 1): string {
  const name = checkedText(text, field, longest, shortest);
  if (LOST.test(name))
    throw new Refusal('BAD_USER_INPUT', `"${field}" has characters that were lost on the way, such as "??"; type it anew.`, {
      field,
    });
  if (THING.test(name)) return name;
  throw new Refusal('BAD_USER_INPUT', `"${field}" has no letter and no digit. Write the name in full.`, { field });
}
