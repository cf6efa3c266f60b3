import { digestOf, RECORD_FORMAT, type RecordValues } from '../../audit/verify-access-log.mjs';

/** What one access record says; its number and hashes come with its place in the chain. */
export type AccessRecordContent = Omit<RecordValues, 'format'> & Required<Pick<RecordValues, 'roles'>>;

/** An instant as records write it: UTC, with microseconds. */
export const instant = (at: Date): string => at.toISOString().replace('Z', '000Z');

/** The form of a record that stands for one request; the one after it tells for how many. */
const FORMAT_OF_ONE = 2;

/** A record as `append_access_records` takes it. */
export function withDigest(record: AccessRecordContent): RecordValues & { readonly digest: string } {
  const format = record.repeats === undefined ? FORMAT_OF_ONE : RECORD_FORMAT;
  const written: RecordValues = { ...record, format };
  return Object.assign(written, { digest: digestOf(written) });
}

/** Text that the database can keep: it has no NUL, and half a character is none. */
export const keepable = (text: string): string => Buffer.from(text.replaceAll('\0', '')).toString();
