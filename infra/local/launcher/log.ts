import readline from 'node:readline';
import type { Readable } from 'node:stream';

const LEVELS: Readonly<Record<number, string>> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'WARN', 50: 'ERROR', 60: 'FATAL' };
const WARN = 40;
const ERROR = 50;
/** Members of a log line that say nothing to somebody who reads along. */
const NOISE = new Set(['level', 'time', 'pid', 'hostname', 'msg', 'name', 'service']);

/** Of no use to who reads along: frames of other people's code, and a warning of the provider, which does run on Node 20. */
const KNOWN = /^\s+at .*(node:internal|node_modules)|^oidc-provider WARNING: Unsupported runtime/;

export interface LogOptions {
  readonly verbose: boolean;
  readonly say: (line: string) => void;
  /** While the house starts, services miss each other for a moment: their warnings of it are no news. */
  readonly isStarting?: () => boolean;
}

/** Passes on the lines of one process, its name before each: warnings and worse, while the house starts errors and worse, or all of them. */
export function relay(name: string, stream: Readable, { verbose, say, isStarting = () => false }: LogOptions): void {
  readline.createInterface({ input: stream }).on('line', (line) => {
    const text = readable(line, verbose, isStarting() ? ERROR : WARN);
    if (text) say(`${name.padEnd(12)} | ${text}`);
  });
}

/** A JSON log line as a sentence, null when it may be left out. What is no JSON is always shown: a stack, a warning of Node. */
export function readable(line: string, verbose: boolean, least: number = WARN): string | null {
  if (!line.startsWith('{')) return line.trim() === '' || (!verbose && KNOWN.test(line)) ? null : line;
  try {
    const entry = JSON.parse(line) as { level?: number; msg?: string; err?: { stack?: string } };
    const level = entry.level ?? WARN;
    if (level < least && !verbose) return null;
    const { err, ...rest } = entry;
    const more = Object.entries(rest)
      .filter(([key]) => !NOISE.has(key))
      .map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    return [LEVELS[level] ?? level, entry.msg, ...more, ...(err?.stack ? [`\n${err.stack}`] : [])].filter(Boolean).join(' ');
  } catch {
    return line;
  }
}
