import { promisify } from 'node:util';
import { brotliDecompress, inflate, unzip, type ZlibOptions } from 'node:zlib';
import { SubgraphFault } from './answer.ts';

type Decoder = (body: Buffer, options: ZlibOptions) => Promise<Buffer>;

/** `unzip` knows gzip and deflate by how they begin; some servers leave the header of deflate out. */
const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: promisify(unzip) as Decoder,
  'x-gzip': promisify(unzip) as Decoder,
  deflate: promisify(inflate) as Decoder,
  br: promisify(brotliDecompress) as Decoder,
};

/** Codings on one another, as proxies may put them; more are no answer. */
const MOST_CODINGS = 3;

/**
 * Takes the codings off a body (RFC 9110, 8.4), also where nobody asked for them: a proxy before the subgraph may compress whatever passes.
 * Rejects with a {@link SubgraphFault} for one that is unknown, broken, or larger than `maxBytes` when it is decoded.
 */
export async function decode(body: Buffer, encodings: string, maxBytes: number): Promise<Buffer> {
  const codings = encodings
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .reverse();
  if (codings.length > MOST_CODINGS) throw new SubgraphFault('garbage', `a body of ${codings.length} codings`);
  let decoded = body;
  for (const coding of codings) {
    const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
    if (!decoder) throw new SubgraphFault('garbage', `a body of the coding "${coding.slice(0, 40)}"`);
    try {
      decoded = await decoder(decoded, { maxOutputLength: maxBytes });
    } catch (error) {
      const isOversized = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
      throw isOversized
        ? new SubgraphFault('oversized', `an answer of more than ${maxBytes} bytes`)
        : new SubgraphFault('garbage', `a body that is not ${coding}`);
    }
  }
  return decoded;
}
