import { promisify } from 'node:util';
import { brotliDecompress, inflate, unzip, type ZlibOptions } from 'node:zlib';
import { SubgraphFault } from './subgraphFault.ts';

type Decoder = (body: Buffer, options: ZlibOptions) => Promise<Buffer>;

/** `unzip` recognises gzip and deflate by their first bytes. */
const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: promisify(unzip) as Decoder,
  'x-gzip': promisify(unzip) as Decoder,
  deflate: promisify(inflate) as Decoder,
  br: promisify(brotliDecompress) as Decoder,
};

/** Each proxy may add a content coding; a body with more codings than this is rejected. */
const MAX_CODINGS = 3;

/**
 * Removes the content codings of a body (RFC 9110, 8.4). The gateway asks for none, but a proxy before the subgraph may compress anyway.
 * Rejects with a {@link SubgraphFault} when a coding is unknown, the body is malformed, or the decoded body is larger than `maxBytes`.
 */
export async function decodeBody(body: Buffer, encodings: string, maxBytes: number): Promise<Buffer> {
  const codings = encodings
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .reverse();
  if (codings.length > MAX_CODINGS) throw new SubgraphFault('malformed', `a body with ${codings.length} content codings`);
  let decoded = body;
  for (const coding of codings) {
    const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
    if (!decoder) throw new SubgraphFault('malformed', `a body with the unknown content coding "${coding.slice(0, 40)}"`);
    try {
      decoded = await decoder(decoded, { maxOutputLength: maxBytes });
    } catch (error) {
      const isOversized = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
      throw isOversized
        ? new SubgraphFault('oversized', `an answer of more than ${maxBytes} bytes`)
        : new SubgraphFault('malformed', `a body that is not valid ${coding}`);
    }
  }
  return decoded;
}
