/**
 * JSON that keeps what plain JSON loses: 64-bit integers and instants. A mutation's answer is stored in it, so that a
 * replay prints what the first call printed.
 */
export function encodeResult(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, held: unknown) {
    const original = this[key];
    if (typeof original === 'bigint') return { $fen: original.toString() };
    if (original instanceof Date) return { $at: original.toISOString() };
    return held;
  });
}

export const decodeResult = (text: string): unknown =>
  JSON.parse(text, (_, held: unknown) => {
    if (held === null || typeof held !== 'object') return held;
    if ('$fen' in held) return BigInt(held.$fen as string);
    if ('$at' in held) return new Date(held.$at as string);
    return held;
  });
