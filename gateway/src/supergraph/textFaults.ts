import { type DocumentNode, Kind, type StringValueNode, type Token, TokenKind, visit } from 'graphql';

/** The maximum size of a description, in bytes of UTF-8: far more than anybody reads of one field. */
const MAX_DESCRIPTION_BYTES = 10_000;
/** The maximum size of another string, such as a reason of a deprecation or the field set of a `@requires`. */
const MAX_STRING_BYTES = 4_000;
/** The maximum size of a name. */
const MAX_NAME_BYTES = 200;
/** The maximum size of all comments of an SDL, which no reader of the graph ever sees. */
const MAX_COMMENT_BYTES = 100_000;

/** Control characters apart from tab and line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
/** Signs that turn a line around, and tags, which can hide a text: a reader would see another one than the program reads. */
const HIDING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]/u;

/** Why a text of an SDL is refused: it has characters that hide something, or it is too large. */
export interface TextFault {
  readonly kind: 'TEXT' | 'TOO_LARGE';
  /** The line of the SDL, from 1; null where the document has no locations. */
  readonly line: number | null;
  /** Says what is wrong and what to do, in full sentences. */
  readonly message: string;
}

/**
 * Finds texts of an SDL that must not reach readers of the graph: control characters, signs that turn a line around and tags, anywhere, also written as
 * escapes in a string; and descriptions, strings, names and comments that are too large.
 */
export function textFaults(sdl: string, document: DocumentNode): TextFault[] {
  const faults = [...characterFaults(sdl), ...commentFaults(document)];
  const descriptions = new Set<StringValueNode>();
  visit(document, {
    enter: (node) => {
      if ('description' in node && node.description) descriptions.add(node.description);
      if (node.kind === Kind.NAME && node.value.length > MAX_NAME_BYTES)
        faults.push(tooLarge(`The name "${node.value.slice(0, 40)}…"`, node.value.length, MAX_NAME_BYTES, lineOf(node)));
      if (node.kind === Kind.STRING) faults.push(...stringFaults(node, descriptions.has(node)));
    },
  });
  return faults;
}

/** What the text itself has; a string may have the same as an escape, which only its value shows. */
function characterFaults(sdl: string): TextFault[] {
  const found = hiddenIn(sdl);
  if (!found) return [];
  const line = sdl.slice(0, found.index).split(/\r\n|\r|\n/).length;
  return [{ kind: 'TEXT', line, message: `Line ${line} has the character ${found.code}, which cannot be seen. Remove it.` }];
}

function stringFaults(node: StringValueNode, isDescription: boolean): TextFault[] {
  const line = lineOf(node);
  const shown = `"${node.value.slice(0, 40).replace(new RegExp(`${CONTROL.source}|${HIDING.source}`, 'gu'), '�')}…"`;
  const hidden = hiddenIn(node.value);
  if (hidden)
    return [
      { kind: 'TEXT', line, message: `The string ${shown} has the character ${hidden.code}, which cannot be seen. Remove it.` },
    ];
  const [what, most] = isDescription ? ['description', MAX_DESCRIPTION_BYTES] : ['string', MAX_STRING_BYTES];
  const bytes = Buffer.byteLength(node.value);
  return bytes > Number(most) ? [tooLarge(`The ${what} ${shown}`, bytes, Number(most), line)] : [];
}

function commentFaults({ loc }: DocumentNode): TextFault[] {
  let bytes = 0;
  for (let token: Token | null = loc?.startToken ?? null; token; token = token.next)
    if (token.kind === TokenKind.COMMENT) bytes += Buffer.byteLength(token.value);
  return bytes > MAX_COMMENT_BYTES ? [tooLarge('The schema’s comments', bytes, MAX_COMMENT_BYTES, null)] : [];
}

function hiddenIn(text: string): { readonly index: number; readonly code: string } | null {
  const found = CONTROL.exec(text) ?? HIDING.exec(text);
  const code = found?.[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return found ? { index: found.index, code: `U+${code}` } : null;
}

const lineOf = ({ loc }: { readonly loc?: { readonly startToken: { readonly line: number } } | undefined }): number | null =>
  loc?.startToken.line ?? null;

const tooLarge = (what: string, bytes: number, most: number, line: number | null): TextFault => ({
  kind: 'TOO_LARGE',
  line,
  message: `${what} has ${bytes.toLocaleString('en')} bytes; at most ${most.toLocaleString('en')} are allowed. Shorten it.`,
});
