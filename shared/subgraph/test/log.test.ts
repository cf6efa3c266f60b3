import { execFile } from 'node:child_process';
import path from 'node:path';

const LOGGING = path.join(import.meta.dirname, 'fixture/logging.mjs');

/** What a process has written to its standard output when it has ended. */
const outputOf = (end: string): Promise<string> =>
  new Promise((resolve) => {
    execFile(process.execPath, [LOGGING, end], { maxBuffer: 16 * 1024 * 1024 }, (_, stdout) => resolve(stdout));
  });

test.each(['end', 'exit', 'signal', 'crash', 'rejection'])(
  'by whichever way a process ends (%s), its lines are all there',
  async (end) => {
    const lines = (await outputOf(end)).trim().split('\n');
    const numbers = lines.map((line) => (JSON.parse(line) as { line: number }).line);
    // Of a process that is told to end, lines that were on their way may come after the last ones.
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 1_000 }, (_, at) => at));
  },
);
