import { spawn } from 'node:child_process';
import path from 'node:path';
import { startThrowAwayPostgres } from './local/postgres.ts';
import { type Count, countTests } from './testCount.ts';

const postgres = process.env.TEST_POSTGRES_URL ? undefined : await startThrowAwayPostgres();
const turbo = path.resolve('node_modules/.bin', process.platform === 'win32' ? 'turbo.cmd' : 'turbo');
const child = spawn(turbo, ['run', 'test', '--concurrency=2', '--continue', '--log-order=grouped', ...process.argv.slice(2)], {
  stdio: ['ignore', 'pipe', 'pipe'],
  shell: process.platform === 'win32',
  env: { ...process.env, ...(postgres && { TEST_POSTGRES_URL: postgres.url }) },
});

let output = '';
child.stdout.on('data', (chunk: Buffer) => {
  process.stdout.write(chunk);
  output += chunk;
});
child.stderr.on('data', (chunk: Buffer) => {
  process.stderr.write(chunk);
  output += chunk;
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
const code = await new Promise<number>((resolve) => child.on('close', (status) => resolve(status ?? 1)));
await postgres?.stop();

const count: Count = countTests(output);
process.exitCode = code || (count.failed > 0 ? 1 : 0);
process.stdout.write(`\n${count.passed} passed, ${Math.max(count.failed, code === 0 ? 0 : 1)} failed\n`);
