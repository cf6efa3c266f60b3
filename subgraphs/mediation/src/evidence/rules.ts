import { FILE_TYPES, fileType, type ObjectFacts, Refusal, type RefusalCode, refuseIf } from '@union-graph/subgraph';
import type { Evidence } from './Evidence.ts';

const BYTES_OF_MB = 1_048_576;

type Announced = Pick<Evidence, 'contentType' | 'bytes' | 'sha256'>;

/** Under which key the object store keeps the file of a piece. */
export const keyOf = ({ id, caseId }: Pick<Evidence, 'id' | 'caseId'>): string => `evidence/${caseId}/${id}`;

/** As what the file is saved. */
export const fileNameOf = ({ nameZh, contentType }: Pick<Evidence, 'nameZh' | 'contentType'>): string =>
  `${nameZh.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')}.${fileType(contentType)?.ending ?? 'bin'}`;

/** Refuses a file of a format that is not taken, of no bytes or too many, or whose hash cannot be one. */
export function checkAnnounced({ contentType, bytes, sha256 }: Announced, mostMb: number): void {
  const formats = FILE_TYPES.map(({ type }) => type).join(', ');
  refuseIf(!fileType(contentType), 'BAD_USER_INPUT', `Files of the type "${contentType}" are not taken. Taken are ${formats}.`, {
    field: 'contentType',
  });
  refuseIf(bytes < 1n || bytes > BigInt(mostMb * BYTES_OF_MB), 'BAD_USER_INPUT', `A file has 1 byte to ${mostMb} MB.`, {
    field: 'bytes',
  });
  refuseIf(!/^[0-9a-f]{64}$/.test(sha256), 'BAD_USER_INPUT', 'A SHA-256 is written as 64 lower-case hexadecimal digits.', {
    field: 'sha256',
  });
}

/** Refuses what was uploaded unless it is the file that was announced, and of the format that was announced by its content. */
export function checkUploaded(announced: Announced, found: ObjectFacts | null): void {
  if (!found)
    throw unlike('Nothing was uploaded yet. Upload the file by "upload", then complete the evidence.', 'INVALID_TRANSITION');
  if (BigInt(found.bytes) !== announced.bytes)
    throw unlike(`The file has ${found.bytes} bytes; ${announced.bytes} were announced.`);
  if (found.sha256 !== announced.sha256) throw unlike('The SHA-256 of the file is not the one that was announced.');
  if (!fileType(announced.contentType)?.isContent(found.head))
    throw unlike(`By its content the file is not of the type "${announced.contentType}".`);
}

const unlike = (told: string, code: RefusalCode & ('VALIDATION_FAILED' | 'INVALID_TRANSITION') = 'VALIDATION_FAILED') =>
  new Refusal(code, told, { field: 'evidenceId' });
