import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = path.join(import.meta.dirname, 'fixture/ending.mjs');

/** Starts the program and sends it a signal as soon as it has said a line; gives how it ended, and all that it said. */
async function signalledAt(line: 'starting' | 'running', signal: 'SIGTERM' | 'SIGINT'): Promise<[unknown, string[]]> {
  const child = spawn(process.execPath, [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const said: string[] = [];
  createInterface(child.stdout).on('line', (told) => {
    said.push(told);
    if (told === line) child.kill(signal);
    else if (told === 'starting') child.stdin.write('go on');
  });
  return [await ended, said];
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'while it starts, a process ends at once on %s, and as if nothing was wrong',
  async (signal) => {
    expect(await signalledAt('starting', signal)).toEqual([[0, null], ['starting']]);
  },
);

test.each(['SIGTERM', 'SIGINT'] as const)('in service, it is stopped once and to the end on %s', async (signal) => {
  expect(await signalledAt('running', signal)).toEqual([
    [0, null],
    ['starting', 'running', 'stopping', 'stopped'],
  ]);
});
