import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsV4Signer } from 'aws4fetch';
import { fetch } from 'undici';
import { attachment } from './attachment.ts';
import { isObjectKey, type ObjectStore } from './objectStore.ts';
import type { S3Objects } from './settings.ts';

/** How long the service itself waits for the store. */
const OWN_MS = 30_000;

/**
 * Keeps objects in a bucket of an S3-compatible server, addressed by path. An upload is bound by signed headers: the server refuses
 * another length, another type, and by `x-amz-checksum-sha256` another content; `if-none-match` keeps it from replacing what is there.
 */
export function openS3Store(settings: S3Objects): ObjectStore {
  const urlOf = (key: string): URL => {
    if (!isObjectKey(key)) throw new Error(`Not a key of an object: "${key}"`);
    return new URL(`${settings.endpoint}/${settings.bucket}/${key}`);
  };
  const presign = async (method: string, url: URL, headers: Record<string, string>, until: Date) => {
    const seconds = Math.max(1, Math.floor((until.getTime() - Date.now()) / 1000));
    url.searchParams.set('X-Amz-Expires', String(seconds));
    const signed = await new AwsV4Signer({
      ...settings,
      service: 's3',
      method,
      url: url.href,
      headers,
      signQuery: true,
      allHeaders: true,
    }).sign();
    return signed.url.href;
  };
  const call = async (method: 'GET' | 'DELETE', key: string) => {
    const until = new Date(Date.now() + OWN_MS);
    return fetch(await presign(method, urlOf(key), {}, until), { method, signal: AbortSignal.timeout(OWN_MS) });
  };
  return {
    signUpload: async ({ key, type, bytes, sha256 }, until) => {
      const bound = {
        'content-type': type,
        'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
        'if-none-match': '*',
      };
      const url = await presign('PUT', urlOf(key), { ...bound, 'content-length': String(bytes) }, until);
      return { method: 'PUT', url, headers: Object.entries(bound).map(([name, value]) => ({ name, value })) };
    },
    signDownload: (key, { fileName, type }, until) => {
      const url = urlOf(key);
      url.searchParams.set('response-content-disposition', attachment(fileName));
      url.searchParams.set('response-content-type', type);
      return presign('GET', url, {}, until);
    },
    read: async (key) => {
      const answer = await call('GET', key);
      if (answer.status === 404) return null;
      if (!answer.ok || !answer.body) throw new Error(`The object store answered ${answer.status}.`);
      return Readable.fromWeb(answer.body as ReadableStream);
    },
    remove: async (key) => {
      const answer = await call('DELETE', key);
      await answer.body?.cancel();
      if (!answer.ok && answer.status !== 404) throw new Error(`The object store answered ${answer.status}.`);
    },
  };
}
