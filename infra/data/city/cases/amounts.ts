import { draw } from '../draw.ts';

/** The least that is recovered in a case, in fen. */
const LEAST_FEN = 30_000n;

/**
 * What each successful case recovers, so that all together it is the total to the fen (S-52): most get little and few much, and the last one
 * takes the rest of the division.
 */
export function recoveredFenOf(total: bigint, cases: number): bigint[] {
  const weights = Array.from({ length: cases }, (_, at) => BigInt(1 + Math.floor(draw(210, at, 1_000) ** 3 / 100_000)));
  const all = weights.reduce((sum, weight) => sum + weight, 0n);
  const spare = total - LEAST_FEN * BigInt(cases);
  const amounts = weights.map((weight) => LEAST_FEN + (spare * weight) / all);
  const last = amounts.length - 1;
  amounts[last] = (amounts[last] as bigint) + total - amounts.reduce((sum, amount) => sum + amount, 0n);
  return amounts;
}

/** What an agreement that is not paid yet gives: 1,000 to 31,000 yuan. */
export const agreedFenOf = (at: number): bigint => BigInt(100_000 + 100 * draw(211, at, 30_000));

/** What is claimed where so much is agreed: up to two fifths more. */
export const claimedFenOf = (at: number, agreedFen: bigint): bigint => agreedFen + (agreedFen * BigInt(draw(212, at, 41))) / 100n;
