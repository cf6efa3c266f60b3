import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inChinese, WORDS } from './graphiqlWords.ts';

const graphiql = createRequire(import.meta.url).resolve('graphiql');
const fromGraphiql = createRequire(graphiql);
/** The folder of a package's built files, by its main file. */
const built = (name: string): string => {
  const main = name === 'graphiql' ? graphiql : fromGraphiql.resolve(name);
  return main.slice(0, main.lastIndexOf(`${path.sep}dist${path.sep}`) + 5);
};

function sources(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8'));
}

/** Names of products, and of GraphiQL's own parts. */
const STAY = ['Windows', 'macOS', 'GraphiQL', 'Graph', 'i'];

test('every word that GraphiQL shows has a Chinese one', () => {
  const said = new Set<string>();
  for (const name of ['graphiql', '@graphiql/react', '@graphiql/plugin-doc-explorer', '@graphiql/plugin-history'])
    for (const text of sources(built(name)))
      for (const [, word = ''] of text.matchAll(/"?\b(?:aria-label|children|label|title|placeholder)"?: ?"([^"]+)"/g))
        said.add(word);
  // A piece of a sentence stands on a line of its own, between elements.
  for (const text of sources(path.join(built('graphiql'), 'ui')))
    for (const [, piece = ''] of text.matchAll(/^ +"([^"]*[a-z][^"]*)",?$/gm)) said.add(piece.trim());
  expect(said.size).toBeGreaterThan(40);
  expect([...said].filter((word) => inChinese(word) === null && !STAY.includes(word))).toEqual([]);
});

test.each([
  ['Show History', '打开历史'],
  ['Hide 示例 Examples', '收起示例 Examples'],
  ['Re-fetch GraphQL schema (Shift-Ctrl-R)', '重新读取模式（Shift-Ctrl-R）'],
  ['Hide editor tools', '收起变量与请求头'],
  ['Go back to Docs', '返回 文档'],
  [' Fields ', ' 字段 '],
])('%j is %j', (english, chinese) => expect(inChinese(english)).toBe(chinese));

test('what is not GraphiQL’s own stays', () => {
  for (const name of ['ServicePoint', 'nameZh', '李建国', 'constructor']) expect(inChinese(name)).toBeNull();
  expect(Object.values(WORDS).every((word) => /[\u4e00-\u9fff]/.test(word))).toBe(true);
});
