import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

/** What is known of a file before it is uploaded; the signed URL is bound to all of it. */
export interface ObjectSpec {
  /** Where it is kept: words of letters, digits and `-`, joined by `/`. */
  readonly key: string;
  /** Its media type. */
  readonly type: string;
  readonly bytes: number;
  /** SHA-256 of the content, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** The request by which a client uploads one file. */
export interface SignedUpload {
  readonly method: 'PUT';
  readonly url: string;
  /** Headers that the client must send as they are here; its HTTP library sends `content-length` itself. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** As what a downloaded file is saved. */
export interface DownloadAs {
  readonly fileName: string;
  readonly type: string;
}

/**
 * Where the files of a service are kept. The service signs URLs and looks at what was uploaded; the bytes themselves go between the client and
 * the store.
 */
export interface ObjectStore {
  /** A request that uploads this file and nothing else, until `until`. */
  signUpload(spec: ObjectSpec, until: Date): Promise<SignedUpload>;
  /** A URL that gives this file and nothing else, until `until`, as an attachment. */
  signDownload(key: string, as: DownloadAs, until: Date): Promise<string>;
  /** The content; null where there is none. */
  read(key: string): Promise<Readable | null>;
  /** Removes a file; nothing happens where there is none. */
  remove(key: string): Promise<void>;
}

/** Whether a text may be an object's key. It is part of a path: no word of it is empty, `.` or `..`. */
export const isObjectKey = (key: string): boolean => /^[a-z0-9-]{1,64}(\/[a-z0-9-]{1,64}){0,5}$/.test(key);

/** What an uploaded file really is. */
export interface ObjectFacts {
  readonly bytes: number;
  readonly sha256: string;
  /** The first bytes, by which its format is recognised. */
  readonly head: Buffer;
}

const HEAD_BYTES = 4_096;

/** Reads an object to its end and tells what it is; null where there is none. Reading stops after `mostBytes`. */
export async function inspectObject(store: ObjectStore, key: string, mostBytes: number): Promise<ObjectFacts | null> {
  const content = await store.read(key);
  if (!content) return null;
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    if (bytes < HEAD_BYTES) head.push(chunk);
    bytes += chunk.length;
    hash.update(chunk);
    if (bytes > mostBytes) break;
  }
  return { bytes, sha256: hash.digest('hex'), head: Buffer.concat(head).subarray(0, HEAD_BYTES) };
}
