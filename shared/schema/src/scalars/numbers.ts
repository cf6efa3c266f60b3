import { defineScalar } from './scalar.ts';

const MAX_FEN = 2n ** 63n - 1n;

/** Money in fen as `bigint`; on the wire a decimal string (domain rule 2.0, B-15). */
export const Fen = defineScalar<bigint>({
  name: 'Fen',
  expected: 'a whole number of fen, zero or more, as a string of digits or a safe integer',
  parse: (value) => {
    if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
    if (!/^\d{1,19}$/.test(value)) return undefined;
    const fen = BigInt(value);
    return fen <= MAX_FEN ? fen : undefined;
  },
  serialize: (value) => String(value),
});

/** A ratio in basis points, −1,000,000 to 1,000,000 (a growth may be negative or above the whole). */
export const BasisPoints = defineScalar<number>({
  name: 'BasisPoints',
  expected: 'a whole number of basis points (100 are one per cent)',
  parse: (value) => (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 1_000_000 ? value : undefined),
  serialize: (value) => Number(value),
});
