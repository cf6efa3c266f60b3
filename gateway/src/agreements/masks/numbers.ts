import { SMALLEST } from './mask.ts';

const TEN = BigInt(SMALLEST);

/** The number rounded towards zero to tens. */
export const roundTen = onWhole((size) => size - (size % TEN));

/** The lower end of the band that a number lies in: 0, 10, 20, 50, 100, 200, 500 and so on. */
export const band = onWhole((size) => {
  if (size < TEN) return 0n;
  const power = 10n ** BigInt(String(size).length - 1);
  return (size >= 5n * power ? 5n : size >= 2n * power ? 2n : 1n) * power;
});

/** The number as it is; null below ten. */
export function suppressSmall(value: unknown): unknown {
  const number = wholeOf(value);
  return number === null || number < TEN ? null : value;
}

/** Does something with the size of a whole number and keeps its sign and its form: a number, or a text of digits as amounts have. */
function onWhole(change: (size: bigint) => bigint) {
  return (value: unknown): unknown => {
    const number = wholeOf(value);
    if (number === null) return null;
    const changed = number < 0n ? -change(-number) : change(number);
    return typeof value === 'string' ? String(changed) : Number(changed);
  };
}

function wholeOf(value: unknown): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : null;
}
