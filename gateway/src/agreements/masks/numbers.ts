import { SMALLEST_COUNT } from './mask.ts';

const TEN = 10n;
const SMALLEST = BigInt(SMALLEST_COUNT);

/** Rounds a number towards zero to a multiple of ten. */
export const roundTen = maskMagnitude((size) => size - (size % TEN));

/** The lower bound of a number's band: 0, 10, 20, 50, 100, 200, 500 and so on. */
export const band = maskMagnitude((size) => {
  if (size < TEN) return 0n;
  const power = 10n ** BigInt(String(size).length - 1);
  return (size >= 5n * power ? 5n : size >= 2n * power ? 2n : 1n) * power;
});

/** The number unchanged; null when it is smaller than {@link SMALLEST_COUNT}. */
export function suppressSmall(value: unknown): unknown {
  const number = toBigInt(value);
  return number === null || number < SMALLEST ? null : value;
}

/** Applies `change` to the magnitude of an integer. Keeps its sign and its type: a number, or a string of digits as for amounts. */
function maskMagnitude(change: (size: bigint) => bigint) {
  return (value: unknown): unknown => {
    const number = toBigInt(value);
    if (number === null) return null;
    const changed = number < 0n ? -change(-number) : change(number);
    return typeof value === 'string' ? String(changed) : Number(changed);
  };
}

function toBigInt(value: unknown): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : null;
}
