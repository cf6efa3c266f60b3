import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeScratchFolder } from './scratchFolder.ts';

const place = fs.mkdtempSync(path.join(os.tmpdir(), 'scratch-test-'));
const other = fs.mkdtempSync(path.join(os.tmpdir(), 'scratch-test-'));
afterAll(() => {
  for (const folder of [place, other]) fs.rmSync(folder, { recursive: true });
});

test('lies in the first place and is empty, and what killed processes left in any place is removed', () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const stays = ['union-graph-house-of-nobody', `union-graph-house-${process.pid}-x`, `union-graph-data-${gone}-x`];
  for (const folder of [place, other])
    for (const name of [...stays, `union-graph-house-${gone}-x`]) fs.mkdirSync(path.join(folder, name));
  const made = makeScratchFolder('house', [place, other]);
  expect(path.dirname(made)).toBe(place);
  expect(fs.readdirSync(made)).toEqual([]);
  expect(fs.readdirSync(place).sort()).toEqual([...stays, path.basename(made)].sort());
  expect(fs.readdirSync(other).sort()).toEqual([...stays].sort());
});

test('is a place in which programs run, wherever this machine has it', () => {
  const made = makeScratchFolder('tried');
  try {
    const program = path.join(made, 'program');
    fs.writeFileSync(program, '#!/bin/sh\nexit 3\n', { mode: 0o755 });
    expect(spawnSync(program).status).toBe(3);
  } finally {
    fs.rmSync(made, { recursive: true });
  }
});
