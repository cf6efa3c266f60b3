import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { MONACO_WORDS, monacoInChinese } from './monacoWords.ts';

const fromGraphiql = createRequire(createRequire(import.meta.url).resolve('graphiql'));
const monaco = path.dirname(fromGraphiql.resolve('monaco-editor/package.json'));
const INPUT = 'esm/vs/editor/browser/controller/textAreaHandler.js';
const source = (file: string): string => fs.readFileSync(path.join(monaco, file), 'utf8');

test('what the editor tells of its input has Chinese words', () => {
  const said = [...source(INPUT).matchAll(/nls\.localize\('[^']+', "([^"{]+)"/g)].map(([, english = '']) => english);
  expect(said.length).toBeGreaterThan(1);
  expect(said.filter((english) => monacoInChinese(english) === null)).toEqual([]);
});

test('each sentence is still one of the editor’s', () => {
  const files = [
    INPUT,
    'esm/vs/editor/common/standaloneStrings.js',
    'esm/vs/editor/contrib/readOnlyMessage/browser/contribution.js',
  ].map(source);
  expect(Object.keys(MONACO_WORDS).filter((english) => !files.some((text) => text.includes(`"${english}"`)))).toEqual([]);
});

test('what is not the editor’s own stays', () => {
  for (const text of ['query', 'constructor', '{ districts { code } }']) expect(monacoInChinese(text)).toBeNull();
});
