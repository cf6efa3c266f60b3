import { MINUTE_MS } from '../clock.ts';

/**
 * Keeps a flood from filling a log: the first row of a kind in a minute is written at once, and the others of that minute share one row when it
 * ends. A process that is killed loses the count of its last minute, never a first row.
 */
export interface Repeats<Row> {
  /** The row that is to be written now; null when it is only counted. */
  take(row: Row): Row | null;
  /** Writes what was counted so far. */
  flush(): Promise<void>;
}

interface RepeatsOptions<Row> {
  readonly kindOf: (row: Row) => string;
  /** One row for two of a kind; the rows so far, and the new one. */
  readonly join: (before: Row, next: Row) => Row;
  /** Writes a row that stands for several. */
  readonly write: (row: Row, repeats: number) => Promise<void>;
  /** Told when counts cannot be written. */
  readonly onLost: (error: Error) => void;
}

/** Goes by the real clock. */
export function collectRepeats<Row>({ kindOf, join, write, onLost }: RepeatsOptions<Row>): Repeats<Row> {
  let minute = new Map<string, { row: Row; repeats: number } | null>();
  let timer: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const over = [...minute.values()];
    minute = new Map();
    try {
      for (const repeated of over) if (repeated) await write(repeated.row, repeated.repeats);
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
