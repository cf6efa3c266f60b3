/** What a process keeps a copy of, so that reading it costs no statement. */
export interface ProcessCopy<Value> {
  /** The copy as it was last read. */
  readonly value: () => Value;
  /** Reads it anew at once, where this process has changed what it is a copy of. */
  readonly reload: () => Promise<void>;
  readonly stop: () => void;
}

/** Reads something, and again every few seconds. While the database is away the last copy stays; whoever needs the database says so. */
export async function openProcessCopy<Value>(read: () => Promise<Value>, everyMs: number): Promise<ProcessCopy<Value>> {
  let value = await read();
  const reload = async () => {
    value = await read();
  };
  const timer = setInterval(() => void reload().catch(() => undefined), everyMs).unref();
  return { value: () => value, reload, stop: () => clearInterval(timer) };
}
