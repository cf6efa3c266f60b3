/** Random choices, read from a list of numbers. After the end of the list every choice is the simplest one, so a short list makes a small case. */
export interface Draws {
  below(bound: number): number;
  /** True with a probability in percent. */
  chance(percent: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** A random part of the list, in its order. */
  some<T>(list: readonly T[], least: number, most?: number): T[];
  between(least: number, most: number): number;
}

export function createDraws(numbers: readonly number[]): Draws {
  let next = 0;
  const below = (bound: number): number => (numbers[next++] ?? 0) % bound;
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('There is nothing to choose from.');
    return list[below(list.length)] as T;
  };
  const between = (least: number, most: number): number => least + below(Math.max(1, most - least + 1));
  const some = <T>(list: readonly T[], least: number, most = list.length): T[] => {
    const wanted = between(Math.min(least, list.length), Math.min(most, list.length));
    const left = list.map((_, index) => index);
    const taken = Array.from({ length: wanted }, () => left.splice(below(left.length), 1)[0] as number);
    return taken.sort((a, b) => a - b).map((index) => list[index] as T);
  };
  return { below, chance: (percent) => below(100) >= 100 - percent, pick, some, between };
}
