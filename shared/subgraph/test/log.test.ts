import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

const LOGGING = path.join(import.meta.dirname, 'fixture/logging.mjs');
const UNREAD = path.join(import.meta.dirname, 'fixture/unread.mjs');

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

// With a pipe of the shell: a stream of this process would read ahead.
test.each([
  ['a full pipe', 'full', 'sleep 600'],
  ['a reader that has gone', 'idle', 'true'],
])('a process ends on SIGTERM, too, when nobody reads its log: %s', async (_, much, reader) => {
  const shell = spawn('bash', ['-c', `"$0" "$1" ${much} | ${reader}`, process.execPath, UNREAD], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  try {
    const [pid] = await once(shell.stderr, 'data');
    // Longer than lines wait to be written.
    await setTimeout(500);
    process.kill(Number(pid), 'SIGTERM');
    while (isRunning(Number(pid))) await setTimeout(20);
  } finally {
    const pipeline = -(shell.pid as number);
    if (isRunning(pipeline)) process.kill(pipeline, 'SIGKILL');
  }
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
