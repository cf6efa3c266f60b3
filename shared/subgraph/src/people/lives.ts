import type { DataSource } from 'typeorm';
import type { SubgraphDefinition } from '../define.ts';

/** Until then somebody whose death another process heard of, or recorded, may still be answered. */
const KNOWN_MS = 3_000;
/** Who is known to live is asked for again beyond so many, so that it takes no more room than that. */
const MOST_KNOWN = 10_000;

/** Who of those that sign in has died. */
export interface Lives {
  /** By what the subgraph keeps: asked for again every few seconds for each person, so that most requests ask for nothing. */
  readonly hasDied: (personId: string) => Promise<boolean>;
  /** Has everybody be asked for again: this process has heard something new. */
  readonly forget: () => void;
}

/** The lives that a subgraph knows of; of one that knows none nobody has died. */
export function makeLives({ hasDied }: SubgraphDefinition, { manager }: DataSource): Lives {
  const livingUntil = new Map<string, number>();
  return {
    hasDied: async (personId) => {
      if (!hasDied || (livingUntil.get(personId) ?? 0) > Date.now()) return false;
      if (await hasDied(manager, personId)) return true;
      if (livingUntil.size >= MOST_KNOWN) livingUntil.clear();
      livingUntil.set(personId, Date.now() + KNOWN_MS);
      return false;
    },
    forget: () => livingUntil.clear(),
  };
}
