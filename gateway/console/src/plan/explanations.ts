import type { Explanation } from './explanation.ts';

/** What became of an operation that was sent: its explanation, or `untold` when the gateway gave none, with the answer's status. */
export type Told =
  | { readonly kind: 'told'; readonly explanation: Explanation }
  | { readonly kind: 'untold'; readonly status: number };

const MAX_KEPT = 50;

/** The explanations of the operations sent from this page, by their text; the last ones are kept. */
export function createExplanations() {
  const told = new Map<string, Told>();
  const listeners = new Set<() => void>();
  return {
    of: (query: string): Told | null => told.get(query.trim()) ?? null,
    add: (query: string, explanation: Explanation | null, status: number): void => {
      const key = query.trim();
      told.delete(key);
      told.set(key, explanation ? { kind: 'told', explanation } : { kind: 'untold', status });
      for (const [oldest] of told) if (told.size > MAX_KEPT) told.delete(oldest);
      for (const listener of listeners) listener();
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** GraphiQL makes its side panels apart from what sends requests; both meet here. */
export const EXPLANATIONS = createExplanations();
