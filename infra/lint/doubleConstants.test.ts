import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findDoubleConstants } from './doubleConstants.ts';

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'constants-test-'));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

/** Writes the sources of one package, and gives what is found. */
function doublesOf(files: Record<string, string>): string[] {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, 'shop/src', file)), { recursive: true });
    fs.writeFileSync(path.join(root, 'shop/src', file), text);
  }
  return findDoubleConstants(root, ['shop/src']);
}

test.each([
  ['a number', 'const LONGEST = 1_000;', 'export const LONGEST = 1_000;', 'LONGEST = 1_000'],
  ['a text after another script', "// 汉字\nconst CITY = '/市/';", "const CITY = '/市/';", "CITY = '/市/'"],
  ['an object over several lines', 'const MOST = {\n  a: 1,\n};', 'const MOST = { a: 1, };', 'MOST = { a: 1, }'],
])('a constant is told that another file defines with the same value: %s', (_, one, other, constant) => {
  expect(doublesOf({ 'order/a.ts': one, 'bill/b.ts': other })).toEqual([
    `"${constant}" is defined by several files of shop/src: bill/b.ts, order/a.ts. Export it from one, or rename what means another thing.`,
  ]);
});

test('other values, other kinds of names, and what stands in a function or a test pass', () => {
  expect(
    doublesOf({
      'a.ts': 'const LONGEST = 1;\nconst price = 1;\nlet COUNT = 1;\nfunction f() { const MOST = 1; return MOST; }',
      'b.ts': 'const LONGEST = 2;\nconst price = 1;\nlet COUNT = 1;\nfunction f() { const MOST = 1; return MOST; }',
      'a.test.ts': 'const LONGEST = 1;',
    }),
  ).toEqual([]);
});
