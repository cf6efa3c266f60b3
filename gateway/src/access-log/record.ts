import { digestOf, RECORD_FORMAT, type RecordValues } from '../../audit/verify-access-log.mjs';

/** What one access record says; its number and hashes come with its place in the chain. */
export type AccessRecord = Omit<RecordValues, 'format'> & Required<Pick<RecordValues, 'roles'>>;

/** An instant as records write it: UTC, with microseconds. */
export const instant = (at: Date): string => at.toISOString().replace('Z', '000Z');

/** A record as `append_access_records` takes it. */
export function withDigest(record: AccessRecord): RecordValues & { readonly digest: string } {
  const written: RecordValues = { ...record, format: RECORD_FORMAT };
  return Object.assign(written, { digest: digestOf(written) });
}

/** Text that the database can keep: it has no NUL, and half a character is none. */
export const keepable = (text: string): string => Buffer.from(text.replaceAll('\0', '')).toString();
