import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { keepSeconds, longestFirst, readSeconds } from './testOrder.ts';

const NAMES = ['@union-graph/cli', '@union-graph/training', '@union-graph/infra', '@union-graph/gateway'];

test('packages begin by the times of the last run, a new one first; on a fresh machine by a written order', () => {
  expect(longestFirst(NAMES, new Map())).toEqual([
    '@union-graph/infra',
    '@union-graph/gateway',
    '@union-graph/training',
    '@union-graph/cli',
  ]);
  const known = new Map([
    ['@union-graph/training', 9],
    ['@union-graph/cli', 40],
    ['@union-graph/infra', 8.5],
  ]);
  expect(longestFirst(NAMES, known)).toEqual([
    '@union-graph/gateway',
    '@union-graph/cli',
    '@union-graph/training',
    '@union-graph/infra',
  ]);
});

test('times are kept, and those of packages that a run left out stay', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'test-order-'));
  const file = path.join(folder, 'kept/seconds.json');
  expect(readSeconds(file)).toEqual(new Map());
  keepSeconds(
    file,
    new Map([
      ['a', 1],
      ['b', 2],
    ]),
  );
  keepSeconds(file, new Map([['b', 3]]));
  expect(readSeconds(file)).toEqual(
    new Map([
      ['a', 1],
      ['b', 3],
    ]),
  );
  fs.rmSync(folder, { recursive: true });
});
