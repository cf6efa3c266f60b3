import type pg from 'pg';

/**
 * The rows that this process committed and that no seal holds yet. One that is deleted before its seal is in no chain, so that only the process that
 * wrote it misses it; its next seal names it.
 */
export interface ExpectedRows {
  /** Notes that a row was committed. `sealNumber` is that of the newest seal that is known then. */
  add(id: string, sealNumber: number): void;
  /** All that wait for their seal. */
  due(): readonly string[];
  /** Those that have waited for longer than rows do, the oldest first. */
  overdue(): readonly string[];
  /** Notes that a seal of this process holds these. */
  sealed(ids: readonly string[]): void;
  /** Looks for those of `due` that this process did not seal: another process did, or they are lost. */
  lookFor(pool: Pick<pg.Pool, 'query'>, due: readonly string[]): Promise<void>;
  /** Those that are gone, or were changed, and that no seal names yet. */
  lost(): readonly string[];
  /** Notes that a seal names these as lost. */
  told(ids: readonly string[]): void;
}

interface ExpectedRowsOptions {
  /** Told of each row that is lost. */
  readonly onLost: (id: string) => void;
  /** Told when so many rows wait that later ones are not noted, once until they are sealed. */
  readonly onFull: () => void;
}

/** About 20 MB. */
const MOST_ROWS = 100_000;
/** Ten times as long as a seal takes to come. */
const OVERDUE_MS = 1_000;
const MOST_OVERDUE = 200;
/** Another process may have sealed a row before this one noted it. Seals come a tenth of a second apart. */
const SEALS_BEFORE = 100;

export function createExpectedRows({ onLost, onFull }: ExpectedRowsOptions): ExpectedRows {
  const waiting = new Map<string, { readonly sealNumber: number; readonly since: number }>();
  const lost = new Set<string>();
  let isFull = false;
  return {
    add: (id, sealNumber) => {
      if (waiting.size < MOST_ROWS) waiting.set(id, { sealNumber, since: performance.now() });
      else if (!isFull) {
        isFull = true;
        onFull();
      }
    },
    due: () => [...waiting.keys()],
    overdue: () => {
      const found: string[] = [];
      for (const [id, { since }] of waiting) {
        if (found.length === MOST_OVERDUE || performance.now() - since < OVERDUE_MS) break;
        found.push(id);
      }
      return found;
    },
    sealed: (ids) => {
      for (const id of ids) waiting.delete(id);
      isFull &&= waiting.size >= MOST_ROWS;
    },
    lookFor: async (pool, due) => {
      const left = due.filter((id) => waiting.has(id));
      if (left.length === 0) return;
      const from = Math.min(...left.map((id) => waiting.get(id)?.sealNumber ?? 0)) - SEALS_BEFORE;
      const { rows } = await pool.query<{ id: string }>(SEALED_ROWS, [left, from]);
      const sealed = new Set(rows.map(({ id }) => id));
      for (const id of left) {
        waiting.delete(id);
        if (sealed.has(id)) continue;
        lost.add(id);
        onLost(id);
      }
    },
    lost: () => [...lost],
    told: (ids) => {
      for (const id of ids) lost.delete(id);
    },
  };
}

/** A row that stands without a seal, and waits for none, could still be deleted: it counts as lost. */
const SEALED_ROWS = `
  select e.id::text as id from audit_event e
  where e.id = any($1::uuid[]) and e.seq in (select unnest(seqs) from audit_seal where number > $2)`;
