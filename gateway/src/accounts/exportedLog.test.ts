import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { useTamperedLog } from '../../test/tamperedLog.ts';
import { exportLog } from './exportLog.ts';

const log = useTamperedLog();

/** What is said of an export alone, whatever it is. */
const ALONE = 'Compared with nothing that was kept outside of the databases.\n';

describe('an exported file, verified by the one file that outsiders are given', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'access-log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs the verifier as an outsider does, away from this checkout. */
  async function run(change: (lines: string[]) => string[], ...more: string[]) {
    const lines: string[] = [];
    for await (const entry of exportLog(log.ask)) lines.push(JSON.stringify(entry));
    writeFileSync(path.join(folder, 'log.ndjson'), change(lines).join('\n'));
    writeFileSync(path.join(folder, 'key.jwk'), JSON.stringify(log.key));
    const script = path.join(import.meta.dirname, '../../audit/verify-access-log.mjs');
    return new Promise<{ code: number; said: string }>((resolve) =>
      execFile(process.execPath, [script, '--key', 'key.jwk', ...more, 'log.ndjson'], { cwd: folder }, (error, stdout) =>
        resolve({ code: Number(error?.code ?? 0), said: stdout.replace(ALONE, '').trim() }),
      ),
    );
  }
  const at = (lines: string[], seq: number) =>
    lines.findIndex((line) => line.startsWith('{"kind":"record"') && JSON.parse(line).seq === seq);

  test('whole', async () => {
    const { code, said } = await run((lines) => lines, '--receipt', `12:${log.receipts[11]?.hash}`);
    expect([code, said]).toEqual([0, 'Whole: records 1 to 12, signed up to 12.']);
  });

  test.each([
    [
      'altered',
      (lines: string[]) => lines.map((line, n) => (n === at(lines, 5) ? line.replace('"ngo"', '"x"') : line)),
      'NOT WHOLE (ALTERED): Record 5 was altered.',
    ],
    [
      'a line is gone',
      (lines: string[]) => lines.filter((_, n) => n !== at(lines, 5)),
      'NOT WHOLE (MISSING): Record 5 is missing; after 4 comes 6.',
    ],
    [
      'a line is twice there',
      (lines: string[]) => lines.flatMap((line, n) => (n === at(lines, 5) ? [line, line] : [line])),
      'NOT WHOLE (INSERTED): There is more than one record 5.',
    ],
    ['cut off', (lines: string[]) => lines.slice(0, at(lines, 7)), 'NOT WHOLE (TRUNCATED): The file is cut off after record 6.'],
    [
      'two lines are swapped',
      (lines: string[]) =>
        lines.with(at(lines, 5), lines[at(lines, 6)] as string).with(at(lines, 6), lines[at(lines, 5)] as string),
      'NOT WHOLE (MISSING): Record 5 is missing; after 4 comes 6.',
    ],
    [
      'said to be made when days may be gone',
      (lines: string[]) => lines.map((line) => line.replace(/"exportedAt":"\d{4}/, '"exportedAt":"2999')),
      'NOT WHOLE (FORMAT): The export says that it was made in time to come.',
    ],
    [
      'said to be made before anything had to be signed',
      (lines: string[]) => lines.map((line) => line.replace(/"exportedAt":"\d{4}/, '"exportedAt":"2013')),
      'NOT WHOLE (FORMAT): The export says that it was made before record 1 was written.',
    ],
    ['something else', () => ['{"a":1}'], 'NOT WHOLE (FORMAT): This is no export of an access log.'],
  ])('%s', async (_, change, told) => {
    expect(await run(change as (lines: string[]) => string[])).toEqual({ code: 1, said: told });
  });
});
