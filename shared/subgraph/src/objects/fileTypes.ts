/** A format of files that may be uploaded: its media type, the usual ending of names, and how its content begins. */
export interface FileType {
  readonly type: string;
  readonly ending: string;
  readonly isContent: (head: Buffer) => boolean;
}

const begins =
  (...bytes: readonly number[]) =>
  (head: Buffer): boolean =>
    head.subarray(0, bytes.length).equals(Buffer.from(bytes));

const text = (head: Buffer, from: number, to: number): string => head.toString('latin1', from, to);

/** A Word document is a ZIP archive whose first entries are named by the Open Packaging Conventions (ECMA-376 part 2). */
const isDocx = (head: Buffer): boolean =>
  begins(0x50, 0x4b, 0x03, 0x04)(head) && /^(\[Content_Types\]\.xml|_rels\/|word\/|docProps\/)/.test(text(head, 30, 60));

/**
 * The formats that are taken. None of them is run or shown as a page by a browser; a format is recognised by its content, never by its name
 * (JPEG: T.81; PNG: RFC 2083; PDF: ISO 32000; MP3: ID3v2 or a frame header; MP4 and M4A: ISO 14496-12; WAVE: RIFF).
 */
export const FILE_TYPES: readonly FileType[] = [
  { type: 'application/pdf', ending: 'pdf', isContent: (head) => text(head, 0, 5) === '%PDF-' },
  { type: 'image/jpeg', ending: 'jpg', isContent: begins(0xff, 0xd8, 0xff) },
  { type: 'image/png', ending: 'png', isContent: begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ending: 'docx',
    isContent: isDocx,
  },
  {
    type: 'audio/mpeg',
    ending: 'mp3',
    isContent: (head) => text(head, 0, 3) === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2),
  },
  { type: 'audio/mp4', ending: 'm4a', isContent: (head) => text(head, 4, 8) === 'ftyp' },
  { type: 'video/mp4', ending: 'mp4', isContent: (head) => text(head, 4, 8) === 'ftyp' },
  { type: 'audio/wav', ending: 'wav', isContent: (head) => text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WAVE' },
];

export const fileType = (type: string): FileType | undefined => FILE_TYPES.find((known) => known.type === type);
