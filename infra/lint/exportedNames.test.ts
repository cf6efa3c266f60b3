import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findDoubleNames } from './exportedNames.ts';

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'names-test-'));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

/** Writes the sources of one package, and gives what is found. */
function doublesOf(files: Record<string, string>, allowed: Record<string, string[]> = {}): string[] {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, 'shop/src', file)), { recursive: true });
    fs.writeFileSync(path.join(root, 'shop/src', file), text);
  }
  return findDoubleNames(root, ['shop/src'], allowed);
}

test.each([
  ['a function', 'export function price(): void {}'],
  ['an asynchronous function', 'export async function price(): Promise<void> {}'],
  ['a value', 'export const price = 1, tax = 2;'],
  ['a class', 'export class price {}'],
  ['a type', 'export type price = string;'],
  ['an interface', 'export interface price { readonly fen: bigint }'],
  ['a list of exports', 'const cost = 1;\nexport { cost as price };'],
])('a name is told that another file exports, too: %s', (_, text) => {
  expect(doublesOf({ 'order/a.ts': text, 'bill/b.ts': 'export const price = () => 2;' })).toEqual([
    '"price" is exported by several files of shop/src: bill/b.ts, order/a.ts. Rename all but one.',
  ]);
});

test('what one file exports, keeps to itself, exports again, tests or generates passes', () => {
  expect(
    doublesOf({
      'a.ts': 'export const price = 1;\nexport type price = number;',
      'b.ts': 'const price = 2;\nexport const total = price;',
      'index.ts': "export { price } from './a.ts';\nexport * from './b.ts';",
      'a.test.ts': 'export const price = 3;',
      'schema.gen.ts': 'export type price = string;',
      'migrations/1-price.ts': 'export class price {}',
    }),
  ).toEqual([]);
});

test('an allowed name passes as long as it is double', () => {
  const double = { 'a.ts': 'export const price = 1;', 'b.ts': 'export const price = 2;' };
  expect(doublesOf(double, { 'shop/src': ['price'] })).toEqual([]);
  expect(doublesOf({ 'b.ts': 'export const cost = 2;' }, { 'shop/src': ['price'] })).toEqual([
    '"price" is exported once in shop/src. Remove it from ALLOWED (infra/lint/exportedNames.ts).',
  ]);
});
