import { digestOf, RECORD_FORMAT, type RecordValues } from '../../audit/verify-access-log.mjs';

/** The content of an access record. The database adds its number and hashes. */
export type AccessRecordContent = Omit<RecordValues, 'format'> & Required<Pick<RecordValues, 'roles'>>;

/** An instant in the format of records: UTC, with microseconds. */
export const instant = (at: Date): string => at.toISOString().replace('Z', '000Z');

/** The format of a record of one request; the next format has a number of requests. */
const SINGLE_FORMAT = 2;

/** A record with its format and digest, as `append_access_records` takes it. */
export function withDigest(record: AccessRecordContent): RecordValues & { readonly digest: string } {
  const format = record.repeats === undefined ? SINGLE_FORMAT : RECORD_FORMAT;
  const written: RecordValues = { ...record, format };
  return Object.assign(written, { digest: digestOf(written) });
}

/** Removes what PostgreSQL cannot store in a text: NUL, and lone surrogates. */
export const keepable = (text: string): string => Buffer.from(text.replaceAll('\0', '')).toString();
