import iconv from 'iconv-lite';

/** Why a file is no text that can be read; `file` is the field in which it was sent. */
export class UnreadableFile extends Error {}

/** Of the characters beyond ASCII this share may be broken in a file of UTF-8 before it is taken for one of GBK. */
const BROKEN_SHARE = 0.1;
/** Every other byte of ASCII in UTF-16 is a NUL, and a table is full of digits, delimiters and line ends; other texts have none. */
const NULS_OF_UTF16 = 0.1;
/** Control characters that no text is made of; a picture or a program has more of them than this share. */
const CONTROLS_OF_TEXT = 0.02;
const LOST = '\ufffd';

/**
 * The text of a file as it was saved: UTF-8 or UTF-16 with or without a byte order mark, else GB18030, which GBK and GB 2312 are
 * part of. Bytes that cannot be read become `�`, so that the fault is that of their row. Throws {@link UnreadableFile}, also for
 * Big5 and for a text that could be either: names read in the wrong one would be other people's.
 */
export function decodeFile(bytes: Uint8Array): string {
  const kind = SIGNATURES.find(({ bytes: signature }) => signature.every((byte, at) => bytes[at] === byte));
  if (kind && 'what' in kind) throw notText(`The file is ${kind.what}, not CSV.`);
  const encoding = kind?.encoding ?? utf16Of(bytes);
  if (encoding) return new TextDecoder(encoding).decode(bytes);
  if (bytes.filter(isControl).length > bytes.length * CONTROLS_OF_TEXT) throw notText('The file is not a text, so not CSV.');
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  const broken = utf8.split(LOST).length - 1;
  if (broken === 0) return utf8;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is what is taken out
  const beyond = utf8.replace(/[\u0000-\u007f]/g, '').length;
  if (broken < beyond * BROKEN_SHARE || areMostLinesWhole(utf8)) return utf8;
  refuseBig5(bytes);
  return new TextDecoder('gb18030').decode(bytes);
}

/** Whether more lines with characters beyond ASCII were read whole than not; those that were not are few rows in another encoding. */
function areMostLinesWhole(utf8: string): boolean {
  const lines = utf8.split('\n').filter((line) => !/^\p{ASCII}*$/u.test(line));
  return lines.filter((line) => line.includes(LOST)).length < lines.length / 2;
}

const SIGNATURES = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'an Excel workbook or another archive' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a picture' },
  { bytes: [0xff, 0xd8, 0xff], what: 'a picture' },
] as const;

const notText = (what: string): UnreadableFile => new UnreadableFile(`${what} Save it as «CSV UTF-8» and send that.`);

/** Tab, line ends, form feed and the end-of-file sign of old systems stand in texts. */
const isControl = (byte: number): boolean => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1a].includes(byte);

/** UTF-16 without a byte order mark, by where its NULs stand; null where there are too few, or as many on either side. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  let [even, odd] = [0, 0];
  for (const [at, byte] of bytes.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  if (bytes.length % 2 !== 0 || even + odd < bytes.length * NULS_OF_UTF16) return null;
  // Some Chinese characters, such as 一, have a NUL on the other side.
  if (odd > 9 * even) return 'utf-16le';
  return even > 9 * odd ? 'utf-16be' : null;
}

/**
 * Throws {@link UnreadableFile} for Big5, the encoding of Hong Kong and Taiwan, whose bytes are nearly always valid GBK, too. The two are
 * told apart by which reads more pairs of bytes as common characters: those of GB 2312, or those of the first level of Big5. Text in
 * Big5 is nearly all of that level and never reads better in GBK. A file in GBK reads as well in Big5 only where it has few
 * characters and no Chinese heading, or traditional characters; it is refused, since the names could be either.
 */
function refuseBig5(bytes: Uint8Array): void {
  let [pairs, gb2312, big5] = [0, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const [lead, trail] = [bytes[at] as number, bytes[at + 1] ?? 0];
    if (lead < 0x81) continue;
    at++;
    pairs++;
    if (lead >= 0xb0 && lead <= 0xf7 && trail >= 0xa1) gb2312++;
    if (lead >= 0xa4 && lead <= 0xc6 && ((trail >= 0x40 && trail <= 0x7e) || trail >= 0xa1)) big5++;
  }
  if (gb2312 > big5 || big5 < pairs * BIG5_SHARE) return;
  throw new UnreadableFile(
    'The file is saved in Big5, or in GBK with characters that could be either. Save it as «CSV UTF-8» and send that.',
  );
}

/** The share of common characters in Big5, the rest being punctuation and rare characters. */
const BIG5_SHARE = 0.7;

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
  // Who types over what they see types a blank for a hard one, which is half a character in Latin-1.
  return isMisreadAsIs(text) || (text.includes(' ') && isMisreadAsIs(text.replaceAll(' ', '\u00a0')));
}

const isMisreadAsIs = (text: string): boolean =>
  MISREADINGS.some(([as, saved, chinese]) => {
    const bytes = iconv.encode(text, as);
    // What the encoding cannot write was never read in it.
    if (iconv.decode(bytes, as) !== text) return false;
    try {
      return chinese.test(new TextDecoder(saved, { fatal: true }).decode(bytes)) && !isPlain(text, as);
    } catch {
      return false;
    }
  });

/** Nearly any bytes can be read as GBK, so that what comes of them must be Chinese throughout. */
const ALL_CHINESE = /^(?=.*\p{Script=Han}{2})[\p{Script=Han}\p{ASCII}·，。、（）：；\s]+$/u;
/** Letters of the West that happen to be UTF-8 of a Chinese character are none that somebody wrote. */
const SOME_CHINESE = /\p{Script=Han}/u;

const MISREADINGS = [
  ['latin1', 'gb18030', ALL_CHINESE],
  ['latin1', 'utf-8', SOME_CHINESE],
  ['windows-1252', 'utf-8', SOME_CHINESE],
  ['gbk', 'utf-8', ALL_CHINESE],
] as const;

/** A Western name: a letter with an accent between plain ones is none of a pair of bytes. */
const isPlain = (text: string, as: string): boolean =>
  as === 'latin1' && /[A-Za-z][\u00c0-\u00ff]|[\u00c0-\u00ff][A-Za-z]/.test(text);
