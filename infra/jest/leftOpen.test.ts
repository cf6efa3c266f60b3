import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Looks {
  lookBehind(file: string): void;
  tell(): string;
}
const { LeftOpen } = (await import(path.join(import.meta.dirname, 'leftOpen.cjs'))) as {
  LeftOpen: new (look: () => string[]) => Looks;
};

test('what is left open is told with the first file since which it has been', () => {
  let open = ['PipeWrap', 'PipeWrap'];
  const looks = new LeftOpen(() => open);
  const behind = (file: string, ...kinds: string[]) => {
    open = ['PipeWrap', 'PipeWrap', ...kinds];
    looks.lookBehind(file);
  };
  expect(looks.tell()).toBe('');
  behind('a', 'TCPSocketWrap');
  behind('b');
  behind('c', 'TCPServerWrap', 'TCPSocketWrap');
  behind('d', 'TCPServerWrap', 'Timeout', 'TCPSocketWrap');
  open = ['PipeWrap', 'PipeWrap', 'TCPServerWrap', 'Timeout'];
  expect(looks.tell()).toBe('1 × TCPServerWrap since c, 1 × Timeout since d');
});

/** Runs jest as a package does, on files of tests with the given texts; gives its exit code and what it said. */
async function runJest(...texts: string[]): Promise<{ code: number | null; said: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'union-graph-left-open-'));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  for (const [at, text] of texts.entries()) writeFileSync(path.join(folder, `${at}.test.ts`), text);
  const child = spawn(process.execPath, [path.resolve(import.meta.dirname, '../jest.mjs')], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TEST_POSTGRES_URL: 'postgres://unused', TEST_SECONDS_TO_END: '1', TEST_FILES: '' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  rmSync(folder, { recursive: true });
  return { code, said };
}

const LEAVES_OPEN = `import { createServer } from 'node:http';
test('passes', () => void createServer().listen(0));`;

test('a run whose tests leave something open ends all the same, fails, and says what is open', async () => {
  const { code, said } = await runJest(LEAVES_OPEN);
  expect(code).toBe(1);
  expect(said).toMatch(/1 passed/);
  expect(said).toMatch(
    /The tests have ended 1 s ago and their process does not\. Open: 1 × TCPServerWrap since \S+0\.test\.ts\./,
  );
});

test('so does a worker, which says it', async () => {
  const { said } = await runJest(LEAVES_OPEN, "test('passes', () => undefined);");
  expect(said).toMatch(/The tests of this worker have ended and it does not\. Open: 1 × TCPServerWrap since \S+0\.test\.ts\./);
});
