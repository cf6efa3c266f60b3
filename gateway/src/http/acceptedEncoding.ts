/** The encodings that answers are packed in, the smaller one first. */
export type Encoding = 'br' | 'gzip';

const ENCODINGS = ['br', 'gzip'] as const;

/**
 * The encoding that a header `accept-encoding` likes best (RFC 9110, 12.5.3); of two that it likes alike, the smaller one. Null where it
 * takes none, or would rather have the answer as it is.
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
