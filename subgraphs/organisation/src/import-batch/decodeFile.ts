import iconv from 'iconv-lite';

/** Why a file is no text that can be read; `file` is the field in which it was sent. */
export class UnreadableFile extends Error {}

/** Of the characters beyond ASCII this share may be broken in a file of UTF-8 before it is taken for one of GBK. */
const BROKEN_SHARE = 0.1;
const LOST = '\ufffd';

/**
 * The text of a file as it was saved: UTF-8 or UTF-16 with or without a byte order mark, else GB18030, which GBK and GB 2312 are
 * part of. Bytes that cannot be read become `�`, so that the fault is that of their row. Throws {@link UnreadableFile}.
 */
export function decodeFile(bytes: Uint8Array): string {
  const kind = SIGNATURES.find(({ bytes: signature }) => signature.every((byte, at) => bytes[at] === byte));
  if (kind && 'what' in kind)
    throw new UnreadableFile(`The file is ${kind.what}, not CSV. Save it as «CSV UTF-8» and send that.`);
  if (kind) return new TextDecoder(kind.encoding).decode(bytes);
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  const broken = utf8.split(LOST).length - 1;
  if (broken === 0) return utf8;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is what is taken out
  const beyond = utf8.replace(/[\u0000-\u007f]/g, '').length;
  return broken < beyond * BROKEN_SHARE ? utf8 : new TextDecoder('gb18030').decode(bytes);
}

const SIGNATURES = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'an Excel workbook or another archive' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document' },
] as const;

/** The bytes of Base64 as a browser or `base64` writes it. Throws {@link UnreadableFile} for anything else. */
export function bytesOf(base64: string): Uint8Array {
  const text = base64.replace(/\s/g, '');
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text))
    throw new UnreadableFile('The file is not Base64 of its bytes (RFC 4648, with "+", "/" and "=").');
  return Buffer.from(text, 'base64');
}

/**
 * Chinese that was read in another encoding than it was saved in: GBK read as Latin-1 (`ÕÅÈý`), UTF-8 as Latin-1 or Windows-1252
 * (`å¼ ä¸‰`), UTF-8 as GBK (`寮犱笁`). It is told by reading the bytes back: what is Chinese then was misread before.
 */
export function isMisread(text: string): boolean {
  if (/^\p{ASCII}*$/u.test(text)) return false;
  return MISREADINGS.some(([as, saved]) => {
    const bytes = iconv.encode(text, as);
    // What the encoding cannot write was never read in it.
    if (iconv.decode(bytes, as) !== text) return false;
    try {
      const read = new TextDecoder(saved, { fatal: true }).decode(bytes);
      return /\p{Script=Han}{2}/u.test(read) && !/[^\p{Script=Han}\p{ASCII}·，。、（）：；\s]/u.test(read) && !isPlain(text, as);
    } catch {
      return false;
    }
  });
}

const MISREADINGS = [
  ['latin1', 'gb18030'],
  ['latin1', 'utf-8'],
  ['windows-1252', 'utf-8'],
  ['gbk', 'utf-8'],
] as const;

/** A Western name: a letter with an accent between plain ones is none of a pair of bytes. */
const isPlain = (text: string, as: string): boolean =>
  as === 'latin1' && /[A-Za-z][\u00c0-\u00ff]|[\u00c0-\u00ff][A-Za-z]/.test(text);
