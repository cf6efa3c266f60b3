/** The content codings of responses; the one that compresses better comes first. */
export type Encoding = 'br' | 'gzip';

const ENCODINGS = ['br', 'gzip'] as const;

/**
 * The content coding that an `accept-encoding` header prefers (RFC 9110, 12.5.3); of two with the same weight, the one that compresses
 * better. Null when the header accepts none, or prefers `identity`.
 */
export function acceptedEncoding(header: string | readonly string[] | undefined): Encoding | null {
  const weights = new Map<string, number>();
  for (const entry of String(header ?? '').split(',')) {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    if (name !== '') weights.set(name, weight === undefined ? 1 : Number(weight) || 0);
  }
  const any = weights.get('*') ?? 0;
  const weightOf = (name: string): number => weights.get(name) ?? any;
  const best = ENCODINGS.reduce<Encoding>((one, other) => (weightOf(other) > weightOf(one) ? other : one), 'br');
  return weightOf(best) > 0 && weightOf(best) >= (weights.get('identity') ?? 0) ? best : null;
}
