import type { RefusalCode } from '@union-graph/subgraph';

/** The code with which a rule refuses, or null when it does not. */
export function codeOf(check: () => unknown): RefusalCode | null {
  try {
    check();
    return null;
  } catch (error) {
    return (error as { code: RefusalCode }).code;
  }
}
