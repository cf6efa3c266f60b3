import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isObjectKey, type ObjectSpec, type ObjectStore } from './objectStore.ts';
import { signPermit } from './signedUrls.ts';

export interface FolderSettings {
  readonly dir: string;
  /** What its URLs are signed with: the first signs, all of them are accepted. */
  readonly secrets: readonly string[];
  /** Where clients reach `src/objects/objectRoutes.ts`, without a slash at the end. */
  readonly publicUrl: () => string;
}

/** A file that is not what its URL was signed for. */
export class UnexpectedContent extends Error {}

export interface FolderStore extends ObjectStore {
  readonly secrets: readonly string[];
  /** Keeps a file whose size and hash are as given. Throws {@link UnexpectedContent} for any other and keeps nothing of it. */
  write(spec: Pick<ObjectSpec, 'key' | 'bytes' | 'sha256'>, content: Readable): Promise<void>;
  size(key: string): Promise<number | null>;
}

export const isFolderStore = (store: ObjectStore): store is FolderStore => 'secrets' in store;

/** Keeps objects as files of one folder: for one machine, or for replicas that share it. */
export function openFolderStore({ dir, secrets, publicUrl }: FolderSettings): FolderStore {
  const [secret = ''] = secrets;
  const signed = (permit: Parameters<typeof signPermit>[1]) => `${publicUrl()}/${signPermit(secret, permit)}`;
  const size = async (key: string) => {
    const found = await stat(fileOf(dir, key)).catch(isMissing);
    return found?.size ?? null;
  };
  return {
    secrets,
    size,
    signUpload: async ({ key, type, bytes, sha256 }, until) => ({
      method: 'PUT',
      url: signed({ method: 'PUT', key, terms: { type, bytes: String(bytes), sha256 }, until }),
      headers: [{ name: 'content-type', value: type }],
    }),
    signDownload: async (key, { fileName, type }, until) =>
      signed({ method: 'GET', key, terms: { type, name: fileName }, until }),
    read: async (key) => ((await size(key)) === null ? null : createReadStream(fileOf(dir, key))),
    remove: async (key) => rm(fileOf(dir, key), { force: true }),
    write: (spec, content) => writeWhole(dir, spec, content),
  };
}

/** Written beside its place, checked, made durable, and put there in one step; an object that is there stays. */
async function writeWhole(
  dir: string,
  { key, bytes, sha256 }: Pick<ObjectSpec, 'key' | 'bytes' | 'sha256'>,
  content: Readable,
): Promise<void> {
  const file = fileOf(dir, key);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const partial = path.join(dir, `.partial-${randomUUID()}`);
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      hash.update(chunk);
      done(size > bytes ? new UnexpectedContent(`The file has more than the ${bytes} bytes that were announced.`) : null, chunk);
    },
  });
  try {
    await pipeline(content, measure, createWriteStream(partial, { mode: 0o600 }));
    if (size !== bytes) throw new UnexpectedContent(`The file has ${size} bytes; ${bytes} were announced.`);
    if (hash.digest('hex') !== sha256) throw new UnexpectedContent('The SHA-256 of the file is not the one that was announced.');
    await makeDurable(partial);
    await link(partial, file).catch(isThere);
  } finally {
    await rm(partial, { force: true });
  }
}

async function makeDurable(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}

function fileOf(dir: string, key: string): string {
  if (!isObjectKey(key)) throw new Error(`Not a key of an object: "${key}"`);
  return path.join(dir, `${key}.object`);
}

const isMissing = (error: NodeJS.ErrnoException): null => unless(error, 'ENOENT');
const isThere = (error: NodeJS.ErrnoException): null => unless(error, 'EEXIST');

function unless(error: NodeJS.ErrnoException, code: string): null {
  if (error.code === code) return null;
  throw error;
}
