import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { acceptedEncoding, type Encoding } from './acceptedEncoding.ts';

/** Kinds of files that are packed already. */
const PACKED = new Set(['.png', '.ico', '.woff', '.woff2']);

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** The files that were asked for last as they are sent, each packed once; as many bytes as are kept. */
const files = new LRUCache<string, Buffer>({ maxSize: 32 * 1024 * 1024, sizeCalculation: ({ length }) => length + 1 });

/** How a file is packed for a client: null for not at all. */
export function encodingFor({ headers }: FastifyRequest, file: string): Encoding | null {
  if (PACKED.has(path.extname(file))) return null;
  return acceptedEncoding(headers['accept-encoding']);
}

/** A file as it is sent. A file that has changed is read and packed anew. */
export async function compressedFile(file: string, encoding: Encoding | null): Promise<Buffer> {
  const { mtimeMs, size } = await stat(file);
  const key = `${encoding} ${mtimeMs} ${size} ${file}`;
  const known = files.get(key);
  if (known) return known;
  const content = await readFile(file);
  const packed = await pack(content, encoding);
  files.set(key, packed);
  return packed;
}

function pack(content: Buffer, encoding: Encoding | null): Buffer | Promise<Buffer> {
  if (encoding === 'br')
    return brotli(content, { params: { [BROTLI_PARAM_QUALITY]: 6, [BROTLI_PARAM_SIZE_HINT]: content.length } });
  return encoding === 'gzip' ? gzip(content) : content;
}
