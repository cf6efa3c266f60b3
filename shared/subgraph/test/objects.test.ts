import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileType } from '../src/objects/fileTypes.ts';
import { openFolderStore } from '../src/objects/folderStore.ts';
import { inspectObject, type ObjectStore } from '../src/objects/objectStore.ts';
import { openS3Store } from '../src/objects/s3Store.ts';
import { readObjects } from '../src/objects/settings.ts';
import { readPermit, signPermit } from '../src/objects/signedUrls.ts';
import { isSigned, type S3Credentials, startS3 } from './fixture/s3Server.ts';

const PDF = Buffer.from('%PDF-1.7 content');
const sha256 = createHash('sha256').update(PDF).digest('hex');
const spec = { key: 'evidence/case-1/piece-1', type: 'application/pdf', bytes: PDF.length, sha256 };
const soon = () => new Date(Date.now() + 60_000);
const SECRET = 'a secret of this test that is long enough to be one 0123456789';

describe('a bucket of an S3-compatible server', () => {
  const known: S3Credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
  };
  let s3: Awaited<ReturnType<typeof startS3>>;
  let store: ObjectStore;
  beforeAll(async () => {
    s3 = await startS3(known);
    store = openS3Store({ kind: 's3', endpoint: s3.url, bucket: 'files', ...known });
  });
  beforeEach(() => s3.objects.clear());
  afterAll(() => s3.stop());

  test('the server of this test checks signatures as the published example has them', () => {
    const url = new URL(
      'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    );
    const request = { method: 'GET', url, headers: { host: 'examplebucket.s3.amazonaws.com' } };
    expect(isSigned(request, known, new Date('2013-05-24T12:00:00Z'))).toBe(true);
    expect(isSigned(request, known, new Date('2013-05-25T12:00:00Z'))).toBe(false);
    expect(isSigned({ ...request, method: 'PUT' }, known, new Date('2013-05-24T12:00:00Z'))).toBe(false);
  });

  const put = async (content: Buffer, over: Record<string, string> = {}, until = soon(), change = (url: string) => url) => {
    const { url, headers, method } = await store.signUpload(spec, until);
    const sent = { ...Object.fromEntries(headers.map(({ name, value }) => [name, value])), ...over };
    return (await fetch(change(url), { method, headers: sent, body: new Uint8Array(content) })).status;
  };

  test('takes the file that a URL was signed for', async () => {
    expect(await put(PDF)).toBe(200);
    expect([...s3.objects.keys()]).toEqual(['/files/evidence/case-1/piece-1']);
    expect(await inspectObject(store, spec.key, 1_000)).toMatchObject({ bytes: PDF.length, sha256 });
    expect(await put(PDF)).toBe(412);
  });

  test('takes no other size, type, content, key or time', async () => {
    expect(await put(Buffer.concat([PDF, PDF]))).toBe(403);
    expect(await put(PDF, { 'content-type': 'text/html' })).toBe(403);
    const other = Buffer.from(PDF);
    other[9] = 0x21;
    expect(await put(other)).toBe(400);
    const checksum = createHash('sha256').update(other).digest('base64');
    expect(await put(other, { 'x-amz-checksum-sha256': checksum })).toBe(403);
    expect(await put(PDF, {}, soon(), (url) => url.replace('piece-1', 'piece-2'))).toBe(403);
    expect(await put(PDF, {}, soon(), (url) => url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=9999'))).toBe(403);
    expect(s3.objects.size).toBe(0);
  });

  test('gives a file as an attachment under its name, and nothing else', async () => {
    await put(PDF);
    const url = await store.signDownload(spec.key, { fileName: "劳动合同(1)'.pdf", type: spec.type }, soon());
    const answer = await fetch(url);
    expect([answer.status, Buffer.from(await answer.arrayBuffer()).equals(PDF)]).toEqual([200, true]);
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent('劳动合同')}%281%29%27.pdf`,
    );
    expect((await fetch(url.replace('attachment', 'inline'))).status).toBe(403);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
  });

  test('has nothing where nothing is, and forgets what is removed', async () => {
    expect(await store.read(spec.key)).toBeNull();
    await put(PDF);
    await store.remove(spec.key);
    await store.remove(spec.key);
    expect(await store.read(spec.key)).toBeNull();
    await expect(store.read('../other')).rejects.toThrow('Not a key');
  });
});

describe('a folder', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'objects-'));
  const store = openFolderStore({ dir, secrets: [SECRET], publicUrl: () => 'http://files.example/objects' });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('keeps what is whole, once, and nothing of what is not', async () => {
    const write = (content: Buffer) => store.write(spec, Readable.from([content]));
    await expect(write(PDF.subarray(1))).rejects.toThrow('bytes');
    await expect(write(Buffer.concat([PDF, PDF]))).rejects.toThrow('more than');
    await expect(store.write({ ...spec, sha256: '0'.repeat(64) }, Readable.from([PDF]))).rejects.toThrow('SHA-256');
    expect(await store.read(spec.key)).toBeNull();
    await Promise.all([write(PDF), write(PDF)]);
    expect(await inspectObject(store, spec.key, 1_000)).toMatchObject({ bytes: PDF.length, sha256 });
    expect(readdirSync(dir)).toEqual(['evidence']);
    expect((await inspectObject(store, spec.key, 4))?.sha256).not.toBe(undefined);
    await store.remove(spec.key);
    expect(await store.size(spec.key)).toBeNull();
  });

  test.each(['..', 'a/../b', '/a', 'a//b', 'A', 'a.b', '', 'a/'])('has no object "%s"', async (key) => {
    await expect(store.read(key)).rejects.toThrow('Not a key');
  });
});

describe('a signed URL of a folder', () => {
  const permit = { method: 'PUT' as const, key: 'a/b', terms: { type: 'application/pdf', bytes: '5' }, until: soon() };
  const [key = '', query = ''] = signPermit(SECRET, permit).split('?');
  const read = (over: { method?: string; key?: string; query?: string; secrets?: string[]; now?: Date } = {}) =>
    readPermit(
      over.secrets ?? [SECRET],
      over.method ?? 'PUT',
      over.key ?? key,
      new URLSearchParams(over.query ?? query),
      over.now ?? new Date(),
    );

  test('permits what it says', () => {
    expect(read()).toEqual(permit.terms);
    expect(read({ secrets: ['a newer secret of this house, also long', SECRET] })).toEqual(permit.terms);
  });

  test.each([
    ['another method', { method: 'GET' }],
    ['another key', { key: 'a/c' }],
    ['another size', { query: query.replace('bytes=5', 'bytes=6') }],
    ['a later end', { query: query.replace(/until=\d+/, 'until=9999999999') }],
    ['one term more', { query: `${query}&name=x` }],
    ['one term less', { query: query.replace('bytes=5&', '') }],
    ['a term twice', { query: `${query}&bytes=5` }],
    ['no signature', { query: query.replace(/&?signature=[^&]+/, '') }],
    ['a signature of as many characters, not all ASCII', { query: query.replace(/signature=./, 'signature=中') }],
    ['another secret', { secrets: ['not the secret that it was signed with'] }],
    ['a time after its end', { now: new Date(Date.now() + 61_000) }],
  ])('does not permit %s', (_, over) => {
    expect(read(over)).toEqual(expect.any(String));
  });
});

describe('formats by their content', () => {
  test.each([
    ['application/pdf', '%PDF-1.4', '<html>'],
    ['image/jpeg', '\xff\xd8\xff\xe0', '\x89PNG'],
    ['image/png', '\x89PNG\r\n\x1a\n', 'GIF89a'],
    ['audio/mpeg', 'ID3\x03', 'OggS'],
    ['audio/mpeg', '\xff\xfb\x90', '\xff\xff\xff'],
    ['audio/mp4', '\0\0\0\x20ftypM4A ', 'moov'],
    ['audio/wav', 'RIFF\0\0\0\0WAVE', 'RIFF\0\0\0\0AVI '],
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      `PK\x03\x04${'\0'.repeat(26)}[Content_Types].xml`,
      `PK\x03\x04${'\0'.repeat(26)}virus.exe`,
    ],
  ])('%s', (type, right, wrong) => {
    const isContent = (text: string) => fileType(type)?.isContent(Buffer.from(text, 'latin1'));
    expect([isContent(right), isContent(wrong), isContent('')]).toEqual([true, false, false]);
  });

  test('what a browser would run or show as a page is none of them', () => {
    for (const type of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/javascript', 'application/zip'])
      expect(fileType(type)).toBeUndefined();
  });
});

describe('settings', () => {
  const faultsOf = (env: NodeJS.ProcessEnv) => {
    const faults: string[] = [];
    readObjects(env, faults);
    return faults;
  };
  const S3 = {
    S3_BUCKET: 'files',
    S3_ENDPOINT: 'https://s3.example',
    S3_REGION: 'r',
    S3_ACCESS_KEY_ID: 'i',
    S3_SECRET_ACCESS_KEY: 'k',
  };
  const FOLDER = {
    OBJECT_STORE_DIR: '/files',
    OBJECT_STORE_SECRETS: SECRET,
    OBJECT_STORE_URL: 'https://graph.example/objects/mediation',
  };
  const production = { NODE_ENV: 'production' };

  test('are none, a folder, or a bucket', () => {
    for (const env of [{}, S3, FOLDER, { ...S3, ...production }, { ...FOLDER, ...production }]) expect(faultsOf(env)).toEqual([]);
  });

  test.each([
    ['both', { ...S3, ...FOLDER }, 'both set'],
    ['a bucket alone', { S3_BUCKET: 'files' }, 'S3_ENDPOINT'],
    ['a bucket that is none', { ...S3, S3_BUCKET: '../x' }, 'S3_BUCKET'],
    ['a folder without a secret', { OBJECT_STORE_DIR: '/files' }, 'OBJECT_STORE_SECRETS'],
    ['a folder that no client reaches', { ...FOLDER, OBJECT_STORE_URL: '', ...production }, 'OBJECT_STORE_URL'],
    ['files in clear text', { ...S3, S3_ENDPOINT: 'http://s3.example', ...production }, 'https'],
  ])('are refused: %s', (_, env, fault) => {
    expect(faultsOf(env).join('\n')).toContain(fault);
  });
});
