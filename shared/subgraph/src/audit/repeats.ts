import { MINUTE_MS } from '../clock.ts';

/**
 * Keeps a flood of equal rows from filling a log. The first row of a kind in a minute is written at once; the others of that minute share one row, which
 * is written at its end. A process that is killed loses the count of its last minute, but never a first row.
 */
export interface Repeats<Row> {
  /** Returns the row if it must be written now; null when it is only counted. */
  take(row: Row): Row | null;
  /** Writes the rows that were counted so far. */
  flush(): Promise<void>;
}

interface RepeatsOptions<Row> {
  readonly kindOf: (row: Row) => string;
  /** Merges two rows of a kind into one: the rows so far, and the new one. */
  readonly join: (before: Row, next: Row) => Row;
  /** Writes a row that stands for several. */
  readonly write: (row: Row, repeats: number) => Promise<void>;
  /** Called when counts cannot be written. */
  readonly onLost: (error: Error) => void;
}

/** Uses the real clock. */
export function collectRepeats<Row>({ kindOf, join, write, onLost }: RepeatsOptions<Row>): Repeats<Row> {
  let minute = new Map<string, { row: Row; repeats: number } | null>();
  let timer: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const counted = [...minute.values()];
    minute = new Map();
    try {
      for (const repeated of counted) if (repeated) await write(repeated.row, repeated.repeats);
    } catch (error) {
      onLost(error as Error);
    }
  };
  return {
    flush,
    take: (row) => {
      timer ??= setTimeout(() => void flush(), MINUTE_MS - (Date.now() % MINUTE_MS)).unref();
      const kind = kindOf(row);
      const known = minute.get(kind);
      if (known === undefined) {
        minute.set(kind, null);
        return row;
      }
      minute.set(kind, known ? { row: join(known.row, row), repeats: known.repeats + 1 } : { row, repeats: 1 });
      return null;
    },
  };
}
