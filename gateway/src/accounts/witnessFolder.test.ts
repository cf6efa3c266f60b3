import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JWK } from 'jose';
import type { AuditHead, PublicKey, WitnessLine } from '../../audit/verify-access-log.mjs';
import { gatewayKeys } from '../../test/gateway.ts';
import { publicKeyOf } from './logKeys.ts';
import { readFolderState, readWitnessFolder } from './witnessFolder.ts';
import { createWitnessWriter, type WriteWitness } from './witnessWriter.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
let serviceKey: JWK;
let key: PublicKey;
let folder: string;
beforeAll(async () => {
  ({ serviceKey } = await gatewayKeys());
  key = publicKeyOf(serviceKey);
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'witness-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const linesIn = async (where: string): Promise<WitnessLine[]> => {
  const lines: WitnessLine[] = [];
  for await (const line of readWitnessFolder(where)) lines.push(line);
  return lines;
};
const line = (seq: number, ...heads: readonly (readonly [string, number, string])[]) =>
  `${JSON.stringify({ kind: 'witness', seq, hash: `of ${seq}`, heads })}\n`;

test('a day counts by its last line, and files of other names are left alone', async () => {
  writeFileSync(path.join(folder, '2026-12-02.ndjson'), line(3) + line(4));
  writeFileSync(path.join(folder, '2026-12-01.ndjson'), line(1) + line(2));
  writeFileSync(path.join(folder, 'notes.txt'), 'mine');
  expect((await linesIn(folder)).map(({ seq }) => seq)).toEqual([2, 4]);
  expect(await linesIn(path.join(folder, 'nowhere'))).toEqual([]);
});

test('an old line that is appended once more hides nothing, nor does a chain that was made anew', async () => {
  const old = line(1, ['venues', 7, 'g']);
  const newest = line(5, ['venues', 9, 'i']);
  const anew = line(5, ['venues', 9, 'other']) + line(6, ['venues', 10, 'j']);
  writeFileSync(path.join(folder, '2026-12-01.ndjson'), old + newest + old);
  writeFileSync(path.join(folder, '2026-12-02.ndjson'), old + newest + anew);
  expect((await linesIn(folder)).map(({ seq, heads }) => [seq, heads[0]?.[1], heads[0]?.[2]])).toEqual([
    [5, 9, 'i'],
    [1, 7, 'g'],
    [5, 9, 'i'],
    [6, 10, 'j'],
  ]);
});

const seen = (seq: number, ...heads: readonly AuditHead[]) => ({ seq, hash: hashOf(String(seq)), heads });
const files = () => readdirSync(folder).sort();
const linesOf = (name: string) => readFileSync(path.join(folder, name), 'utf8').split('\n').filter(Boolean);
const rewrite = (name: string, lines: readonly string[]) =>
  writeFileSync(path.join(folder, name), lines.map((text) => `${text}\n`).join(''));
async function faultsInFolder(): Promise<string[]> {
  const faults: string[] = [];
  for await (const _ of readWitnessFolder(folder, (message) => faults.push(message)));
  return faults;
}

describe('the lines of the files', () => {
  /** Two gateway processes write six lines, one after the other, each behind what it found. */
  async function writeSix(): Promise<string> {
    let write: WriteWitness = createWitnessWriter(folder, serviceKey);
    for (let seq = 1; seq <= 3; seq++) await write(seen(seq));
    write = createWitnessWriter(folder, serviceKey, readFolderState(folder, [key]).lastLine);
    for (let seq = 4; seq <= 6; seq++) await write(seen(seq));
    return files()[0] as string;
  }
  const changed = (text: string) => JSON.stringify({ ...JSON.parse(text), seq: 99 });

  test.each<[string, (lines: string[]) => string[], string[]]>([
    ['left as they were', (lines) => lines, []],
    ['without one in the middle', (lines) => lines.filter((_, at) => at !== 1), ['Line 3 of FILE follows a line that is gone.']],
    ['without the first two', (lines) => lines.slice(2), ['Line 1 of FILE follows 2 lines that are gone.']],
    [
      'without the last of the first process',
      (lines) => lines.filter((_, at) => at !== 2),
      ['Line 5 of FILE follows a line that is gone.'],
    ],
    ['without all of the first process', (lines) => lines.slice(3), ['Line 2 of FILE follows 3 lines that are gone.']],
    [
      'with one changed',
      (lines) => lines.map((text, at) => (at === 1 ? changed(text) : text)),
      ['Line 4 of FILE follows another line than stands before it: one of them was changed.'],
    ],
    [
      'with one put in again',
      (lines) => [...lines, lines[4] as string],
      ['Line 9 of FILE was put in: its gateway process was further already.'],
    ],
  ])('%s', async (_, change, expected) => {
    const name = await writeSix();
    const lines = linesOf(name);
    // As they stand in the file: an empty line before each process.
    const before = (text: string) => (JSON.parse(text).number === 1 ? `\n${text}` : text);
    rewrite(name, change(lines).map(before));
    expect(await faultsInFolder()).toEqual(expected.map((text) => text.replace('FILE', name)));
  });

  test('two gateways that write into one folder are no fault', async () => {
    const writers = [createWitnessWriter(folder, serviceKey), createWitnessWriter(folder, serviceKey)];
    for (let seq = 1; seq <= 5; seq++) for (const write of writers) await write(seen(seq));
    const third = createWitnessWriter(folder, serviceKey, readFolderState(folder, [key]).lastLine);
    await writers[1]?.(seen(6));
    await third(seen(7));
    expect(await faultsInFolder()).toEqual([]);
  });

  test('a line that cannot be written leaves no gap', async () => {
    const write = createWitnessWriter(folder, serviceKey);
    await write(seen(1));
    const name = files()[0] as string;
    renameSync(path.join(folder, name), path.join(folder, 'kept'));
    mkdirSync(path.join(folder, name));
    await expect(write(seen(2))).rejects.toThrow('EISDIR');
    rmSync(path.join(folder, name), { recursive: true });
    renameSync(path.join(folder, 'kept'), path.join(folder, name));
    await write(seen(3));
    expect(await faultsInFolder()).toEqual([]);
    expect(linesOf(name)).toHaveLength(2);
  });
});
