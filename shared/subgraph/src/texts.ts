import { isMisread } from './files/decodeFile.ts';
import { Refusal } from './refusal.ts';

/**
 * The form in which a text is kept, and looked for (domain rule C-17).
 *
 * - `NAME`: names of persons and things, numbers, references. One line in Unicode NFKC: full-width letters and digits,
 *   compatibility ideographs and radicals become the characters that everybody types; the dots of names (`・•‧`) become `·`, hyphens
 *   become `-`, and apostrophes within words `'`.
 * - `LINE`: titles and topics. One line in NFC, so that Chinese punctuation stays as written.
 * - `PROSE`: texts of several lines in NFC; the lines stay, as `\n`.
 * - `RAW`: a document, a cursor: its reader looks at it.
 * - `ROWS`: a file of rows that is never stored itself: its reader refuses what cannot be stored, row by row.
 *
 * In a line every run of blanks, of whatever kind, is one blank, and there is none at the ends.
 *
 * What nobody can see, and what others see otherwise than the writer, is refused in every form, never dropped unsaid: signs that turn the line
 * around, characters of no width, tags (U+E0000–E007F, and with them the flags of England, Scotland and Wales), characters of private fonts.
 * Three kinds have their use and stay:
 * - a joiner (U+200C, U+200D) in `PROSE`, between two signs that it joins, such as those of an emoji; a name or title has none;
 * - one variation selector after its sign, and one of ideographs (U+E0100–E01EF) after an ideograph alone, in `LINE` and `PROSE`, where the glyph is the
 *   writer's. In a `NAME` it is dropped, since 葛 is one name however it is drawn;
 * - characters of higher planes, such as 𠮷.
 */
export type TextForm = 'NAME' | 'LINE' | 'PROSE' | 'RAW' | 'ROWS';

/** What is not a name or number, by the name of its argument or input field, wherever in the graph that stands. */
export const TEXT_FORMS: Readonly<Record<string, TextForm>> = {
  acceptance: 'PROSE',
  after: 'RAW',
  answer: 'PROSE',
  appeal: 'PROSE',
  confidentialNotes: 'PROSE',
  conflict: 'PROSE',
  decision: 'PROSE',
  document: 'RAW',
  expertise: 'PROSE',
  file: 'ROWS',
  fileBase64: 'RAW',
  findings: 'PROSE',
  ground: 'PROSE',
  measure: 'PROSE',
  memo: 'PROSE',
  note: 'PROSE',
  objection: 'PROSE',
  opinion: 'PROSE',
  oralRecord: 'PROSE',
  outcome: 'PROSE',
  proposal: 'PROSE',
  purpose: 'PROSE',
  reason: 'PROSE',
  remarks: 'PROSE',
  report: 'PROSE',
  result: 'PROSE',
  sdl: 'RAW',
  summary: 'PROSE',
  text: 'PROSE',
  title: 'LINE',
  topic: 'LINE',
  waivedReason: 'PROSE',
};

export const formOf = (field: string): TextForm => (Object.hasOwn(TEXT_FORMS, field) ? (TEXT_FORMS[field] as TextForm) : 'NAME');

/** Far above what anybody writes into a form; an action that wants less says so itself. In UTF-16 units, as JavaScript counts. */
const LONGEST: Readonly<Record<Exclude<TextForm, 'RAW' | 'ROWS'>, number>> = { NAME: 300, LINE: 300, PROSE: 10_000 };

/** How many characters a text of this field has at most, whatever the action that takes it allows. */
export function longestText(field: string): number {
  const form = formOf(field);
  return form === 'RAW' || form === 'ROWS' ? Number.POSITIVE_INFINITY : LONGEST[form];
}

/** Control characters other than tab and line ends; PostgreSQL cannot even store the first of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]/;
/** Half a character: a surrogate without its other one; the sign that a decoder writes for bytes it cannot read; no characters. */
const UNREADABLE = /[\p{Surrogate}\ufffc\ufffd\p{Noncharacter_Code_Point}]/u;
/** Characters of no width, and those that turn the line around: two names that look alike must be alike. */
const UNSEEN =
  /\u034f|[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]/;
/** The same beyond the first plane: tags, which can hide a whole letter, and what is reserved for the like; signs of shorthand and music. */
const UNSEEN_ABOVE = /[\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}]/u;
/** Joiners: of use in some scripts and in emoji, in a name only a difference that cannot be seen. */
const JOINERS = /[\u200c\u200d]/;
/** Joiners with nothing to join: at an end of a line, beside a blank, and beside a script whose characters never join. */
const IDLE_JOINERS =
  /(?<=^|[\s\p{Script=Han}\p{Script=Latin}\p{Nd}\u200c\u200d])[\u200c\u200d]|[\u200c\u200d](?=$|[\s\p{Script=Han}\p{Script=Latin}\p{Nd}\u200c\u200d])/u;
/** Variation selectors that select nothing: a second one, and one of ideographs after another sign. A row of them can hide a letter. */
const IDLE_SELECTORS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{2}|(?<!\p{Script=Han})[\u{e0100}-\u{e01ef}]/u;
/** A character that each system draws as it likes, so that nobody else can read the text. */
const PRIVATE = /\p{Private_Use}/u;
/** Blanks only, with something among them that is no blank and cannot be seen: a filler, a joiner that joins nothing. */
const NOTHING = /^(?!\s*$)[\s\p{Default_Ignorable_Code_Point}\u2800]+$/u;

/** What PostgreSQL cannot store: the character NUL (it refuses the statement), and half a character (it would store another one). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const UNSTORABLE = /[\u0000\p{Surrogate}]/u;

const BLANKS = /[\s\u0085\u200a\u2800]+/g;
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
/** Which glyph of one character is drawn; the character is the same. */
const VARIATIONS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
/** What people type for the dot of a name such as 买买提·吐尔逊 (U+00B7 by the public register's rule), with blanks around. */
const DOTS =
  /(?<=\p{Script=Han})\s*[\u00b7\u0387\u2022\u2027\u2219\u22c5\u30fb\uff65\u318d\u2e31\u2e33\u16eb]+\s*(?=\p{Script=Han}|$)/gu;

/** A full stop that stands for that dot, typed in either width: Chinese has no other use for one between two characters. */
const STOP_IN_NAME = /(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu;

/** Hyphens, and the short dashes typed for one. The Chinese dash (—) is another sign. */
const HYPHENS = /[\u2010-\u2013\u2043\u2212\ufe63\uff0d]/gu;
/** A letter of a script that writes with apostrophes, with its marks. Chinese uses the same signs as quotation marks. */
const SPELLED = '(?!\\p{Script=Han})[\\p{L}\\p{M}]';
/** What is typed for an apostrophe; the accents that stand alone (´) become a blank and a mark in NFKC. */
const APOSTROPHE = '[\u2018-\u201b\u02bc\u2032\u0060\u00b4\u1fbd\u1fbf\u1ffd\uff07]';
/** An apostrophe within a word (O’Brien), or where a search breaks off; there it does not close a quotation. */
const WITHIN = `(?<=${SPELLED})${APOSTROPHE}(?=${SPELLED}|(?<!\u2018[^\u2019]+\u2019)$)`;
/** An apostrophe before a Dutch particle of one letter (’t Hooft); it does not open a quotation. */
const BEFORE_PARTICLE = `(?<=^|\\s)${APOSTROPHE}(?=[nst][ -]\\p{L})(?!(?<=\u2018)[^\u2019]*\u2019)`;
const APOSTROPHES = new RegExp(`${WITHIN}|${BEFORE_PARTICLE}`, 'gu');

/** A line in NFKC whose hyphens are all `-`, and whose apostrophes are all `'`: however O’Brien is typed, it is one name. */
export const plainSigns = (line: string): string => line.replace(HYPHENS, '-').replace(APOSTROPHES, "'");

/**
 * A text in the form in which it is kept. The same text in the same form changes nothing. Throws `BAD_USER_INPUT` with the
 * field for a text that is too long to be meant, or holds what cannot be printed, seen, read or stored.
 */
export function keptText(text: string, form: TextForm, field: string): string {
  if (form === 'ROWS') return text;
  if (form === 'RAW') return storableText(text, field);
  refuseLonger(text, form, field);
  refuseUnreadable(text, form, field);
  const kept = form === 'PROSE' ? proseOf(text) : lineOf(text, form);
  // Compatibility forms grow when they are resolved, up to eighteenfold.
  refuseLonger(kept, form, field);
  if (form === 'PROSE') refuseIdle(kept, field);
  else refuseMisread(kept, field);
  return kept;
}

/** A text or an id as the client sent it. Throws `BAD_USER_INPUT` with the field for one that no database could hold or find. */
export function storableText(text: string, field: string): string {
  if (UNSTORABLE.test(text)) throw bad(field, 'has characters that cannot be stored: NUL, or half of a surrogate pair');
  return text;
}

function refuseLonger(text: string, form: 'NAME' | 'LINE' | 'PROSE', field: string): void {
  if (text.length > LONGEST[form]) throw bad(field, `is longer than ${LONGEST[form]} characters`);
}

function refuseUnreadable(text: string, form: 'NAME' | 'LINE' | 'PROSE', field: string): void {
  if (UNPRINTABLE.test(text)) throw bad(field, 'has characters that cannot be printed');
  if (UNREADABLE.test(text)) throw bad(field, 'has characters that were lost on the way, shown as "�"; type it anew');
  if (UNSEEN.test(text) || UNSEEN_ABOVE.test(text) || NOTHING.test(text)) throw unseen(field);
  if (form !== 'NAME' && IDLE_SELECTORS.test(text)) throw unseen(field);
  if (PRIVATE.test(text))
    throw bad(field, 'has a character of a private font that others cannot read; use its Unicode character');
  if (form === 'PROSE') return;
  if (JOINERS.test(text)) throw unseen(field);
  // Before the form changes, which tears such characters apart (¼ becomes 1⁄4), and in the form that is looked at when it comes again.
  refuseMisread(text, field);
}

/** In the form in which it is kept, where a letter and its mark are one character. */
function refuseIdle(kept: string, field: string): void {
  if (IDLE_JOINERS.test(kept)) throw unseen(field);
}

function refuseMisread(text: string, field: string): void {
  if (isMisread(text)) throw bad(field, 'was read in the wrong encoding, such as UTF-8 or GBK as Latin-1; type it anew');
}

function lineOf(text: string, form: 'NAME' | 'LINE'): string {
  if (form === 'LINE') return text.normalize('NFC').replace(BLANKS, ' ').trim();
  // The signs also before NFKC, which takes some of them apart (´).
  const dotted = plainSigns(text.replace(VARIATIONS, '')).replace(DOTS, '·');
  // Once more after NFKC: it resolves some characters into a blank and a mark, and joins others that stood apart.
  const compatible = dotted.normalize('NFKC').replace(BLANKS, ' ').replace(DOTS, '·').replace(STOP_IN_NAME, '·');
  return plainSigns(compatible).trim();
}

const proseOf = (text: string): string =>
  text
    .normalize('NFC')
    .replace(LINE_ENDS, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();

const unseen = (field: string): Refusal => bad(field, 'has characters that cannot be seen; type it anew');

const bad = (field: string, what: string): Refusal => new Refusal('BAD_USER_INPUT', `The text in "${field}" ${what}.`, { field });
