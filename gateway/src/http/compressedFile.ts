import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { acceptedEncoding, type Encoding } from './acceptedEncoding.ts';

/** File types that are compressed already. */
const COMPRESSED_TYPES = new Set(['.png', '.ico', '.woff', '.woff2']);

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** A cache of compressed files. */
const files = new LRUCache<string, Buffer>({ maxSize: 32 * 1024 * 1024, sizeCalculation: ({ length }) => length + 1 });

/** The content coding of a file for a client; null for none. */
export function encodingFor({ headers }: FastifyRequest, file: string): Encoding | null {
  if (COMPRESSED_TYPES.has(path.extname(file))) return null;
  return acceptedEncoding(headers['accept-encoding']);
}

/** The content of a file, compressed. A changed file is read and compressed again. */
export async function compressedFile(file: string, encoding: Encoding | null): Promise<Buffer> {
  const { mtimeMs, size } = await stat(file);
  const key = `${encoding} ${mtimeMs} ${size} ${file}`;
  const known = files.get(key);
  if (known) return known;
  const content = await readFile(file);
  const compressed = await compress(content, encoding);
  files.set(key, compressed);
  return compressed;
}

function compress(content: Buffer, encoding: Encoding | null): Buffer | Promise<Buffer> {
  if (encoding === 'br')
    return brotli(content, { params: { [BROTLI_PARAM_QUALITY]: 6, [BROTLI_PARAM_SIZE_HINT]: content.length } });
  return encoding === 'gzip' ? gzip(content) : content;
}
