import type pg from 'pg';

/**
 * The rows that this process committed and that are not sealed yet. A row that is deleted before it is sealed is in no chain: only the process that
 * wrote it knows that it existed. The next seal of this process names it as lost.
 */
export interface ExpectedRows {
  /** Notes that a row was committed. `sealNumber` is the number of the newest known seal. */
  add(id: string, sealNumber: number): void;
  /** The ids of all unsealed rows. */
  unsealed(): readonly string[];
  /** The ids of rows that have waited for more than a second, the oldest first; at most 200. */
  overdue(): readonly string[];
  /** Notes that a seal of this process contains these rows. */
  sealed(ids: readonly string[]): void;
  /** Checks the rows of `ids` that this process did not seal: another process sealed them, or they are lost. */
  findLost(pool: Pick<pg.Pool, 'query'>, ids: readonly string[]): Promise<void>;
  /** The ids of lost rows (removed or changed before they were sealed) that no seal names yet. */
  lost(): readonly string[];
  /** Notes that a seal names these rows as lost. */
  namedAsLost(ids: readonly string[]): void;
}

interface ExpectedRowsOptions {
  /** Called for each lost row. */
  readonly onLost: (id: string) => void;
  /** Called once when too many rows are unsealed to note more, and again after some were sealed. */
  readonly onFull: () => void;
}

/** About 20 MB. */
const MOST_ROWS = 100_000;
/** Ten times the usual delay of a seal. */
const OVERDUE_MS = 1_000;
const MOST_OVERDUE = 200;
/** Another process may have sealed a row before this process noted it. Seals are a tenth of a second apart, so this allows for ten seconds. */
const SEALS_BEFORE = 100;

/** Creates the empty set of expected rows. It holds 100,000 rows at most. */
export function createExpectedRows({ onLost, onFull }: ExpectedRowsOptions): ExpectedRows {
  const expected = new Map<string, { readonly sealNumber: number; readonly since: number }>();
  const lost = new Set<string>();
  let isFull = false;
  return {
    add: (id, sealNumber) => {
      if (expected.size < MOST_ROWS) expected.set(id, { sealNumber, since: performance.now() });
      else if (!isFull) {
        isFull = true;
        onFull();
      }
    },
    unsealed: () => [...expected.keys()],
    overdue: () => {
      const found: string[] = [];
      for (const [id, { since }] of expected) {
        if (found.length === MOST_OVERDUE || performance.now() - since < OVERDUE_MS) break;
        found.push(id);
      }
      return found;
    },
    sealed: (ids) => {
      for (const id of ids) expected.delete(id);
      isFull &&= expected.size >= MOST_ROWS;
    },
    findLost: async (pool, ids) => {
      const left = ids.filter((id) => expected.has(id));
      if (left.length === 0) return;
      const from = Math.min(...left.map((id) => expected.get(id)?.sealNumber ?? 0)) - SEALS_BEFORE;
      const { rows } = await pool.query<{ id: string }>(SEALED_ROWS, [left, from]);
      const sealed = new Set(rows.map(({ id }) => id));
      for (const id of left) {
        expected.delete(id);
        if (sealed.has(id)) continue;
        lost.add(id);
        onLost(id);
      }
    },
    lost: () => [...lost],
    namedAsLost: (ids) => {
      for (const id of ids) lost.delete(id);
    },
  };
}

/** A row that exists, but is in no seal, counts as lost: it is not in the queue for sealing, so it could be deleted without a trace. */
const SEALED_ROWS = `
  select e.id::text as id from audit_event e
  where e.id = any($1::uuid[]) and e.seq in (select unnest(seqs) from audit_seal where number > $2)`;
