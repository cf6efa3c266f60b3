/** What is drawn from, so that two properties of one row do not depend on each other. */
export type Stream = number;

/** A number from 0 to below `below`, the same on every run for a stream and a place in it (the finaliser of MurmurHash3). */
export function draw(stream: Stream, at: number, below: number): number {
  let bits = Math.imul(at ^ Math.imul(stream + 1, 0x9e3779b1), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 16), 0x27d4eb2f);
  return ((bits ^ (bits >>> 15)) >>> 0) % below;
}

export const pick = <Item>(from: readonly Item[], stream: Stream, at: number): Item =>
  from[draw(stream, at, from.length)] as Item;

/** How many of `total` things lie in the first `at` of `parts` parts that are as equal as can be. */
export const before = (total: number, parts: number, at: number): number => Math.floor((at * total) / parts);

/** The part that the thing at `at` lies in, of `parts` as equal as can be. */
export const partOf = (total: number, parts: number, at: number): number => Math.floor(((at + 1) * parts - 1) / total);

/** Shares a total among weights without a rest: each gets one at least, and the largest remainders the rest. */
export function share(total: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const spare = total - weights.length;
  const exact = weights.map((weight) => (spare * weight) / all);
  const shares = exact.map((amount) => 1 + Math.floor(amount));
  const byRest = weights.map((_, at) => at).sort((a, b) => rest(exact[b]) - rest(exact[a]) || a - b);
  const missing = total - shares.reduce((sum, amount) => sum + amount, 0);
  for (const at of byRest.slice(0, missing)) shares[at] = (shares[at] as number) + 1;
  return shares;
}

const rest = (amount = 0): number => amount - Math.floor(amount);

/** The items repeated by their shares: the first item's first, then the second's. */
export const dealt = <Item>(items: readonly Item[], shares: readonly number[]): Item[] =>
  items.flatMap((item, at) => Array.from({ length: shares[at] ?? 0 }, () => item));
