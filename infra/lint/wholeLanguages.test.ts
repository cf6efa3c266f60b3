// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are source code
import { parseSync } from '@swc/core';
import { sources } from './sources.ts';

const SQL = /^\s*(?:case when|select|insert into|update) /i;
/** Three English words in a row: a sentence, and not the name of a format or field within a Chinese one. */
const ENGLISH = /[A-Za-z’]{2,} [A-Za-z’]+ [A-Za-z’]{2,}/;
const HAN = /\p{Script=Han}/u;
/** Both languages, each whole: first the Chinese, then the English. */
const ONE_AFTER_THE_OTHER = /^[^a-z]*\p{Script=Han}[^a-z]* [^\p{Script=Han}]+$/u;
/** A value that a program branches on, such as `FAILED`; people read the word that stands for it. */
const STATE = /(?:status|state|kind|result|decision|role)$/i;
/** A name in Chinese, which stands in quotes in an English sentence, as what it is. */
const NAME = /Zh$/;

interface SyntaxNode {
  readonly type?: string;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly cooked: string }[];
  readonly expressions?: readonly SyntaxNode[];
  readonly property?: SyntaxNode;
}

/** What is wrong with a text that people read; null where it is whole in its language. */
function fault(parts: readonly string[], values: readonly string[]): string | null {
  const text = parts.join('…');
  if (SQL.test(text)) return null;
  const isEnglish = ENGLISH.test(text);
  if (HAN.test(text) && isEnglish && !ONE_AFTER_THE_OTHER.test(text)) return 'Chinese in an English sentence';
  if (HAN.test(text) && !isEnglish && values.some((name) => STATE.test(name))) return 'the name of a state in a Chinese sentence';
  const isBare = values.some((name, at) => NAME.test(name) && !/["“]$/.test(parts[at] ?? ''));
  return isEnglish && isBare ? 'a Chinese name without quotes in an English sentence' : null;
}

/** The last name of `row.caseStatus` or `caseStatus`; none of what is computed or looked up. */
function lastName({ type, value, property }: SyntaxNode): string {
  if (type === 'Identifier') return String(value);
  return type === 'MemberExpression' && property ? lastName(property) : '';
}

function faultsOf(file: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: SyntaxNode): void => {
    // Such a text is SQL or HTML.
    if (node.type === 'TaggedTemplateExpression') return;
    const parts = node.type === 'StringLiteral' ? [String(node.value)] : node.quasis?.map(({ cooked }) => cooked);
    const wrong = parts && fault(parts, node.expressions?.map(lastName) ?? []);
    if (wrong) found.push(`${file}: ${wrong}: ${parts.join('…')}`);
    for (const child of Object.values(node)) if (typeof child === 'object' && child !== null) visit(child);
  };
  visit(parseSync(text, { syntax: 'typescript', decorators: true }) as unknown as SyntaxNode);
  return found;
}

test.each([
  ["'Name the chair first, or let 亮身份 (identity) not pass.'", 'Chinese in an English sentence'],
  ['\'It shows the surname and two stars, such as "李**".\'', 'Chinese in an English sentence'],
  ['`案件结束 ${row.caseStatus}`', 'the name of a state in a Chinese sentence'],
  ['`The venue ${venue.nameZh} is closed for good.`', 'a Chinese name without quotes in an English sentence'],
  ['`The venue "${venue.nameZh}" is closed for good.`', null],
  ['`案件结束：${STATES[row.caseStatus]}`', null],
  ["'证书已作废 the certificate was declared void'", null],
  ["'请将文件另存为UTF-8格式，或以原始字节（fileBase64）上传。'", null],
])('%s: %s', (text, wrong) => {
  const found = faultsOf('x.ts', `const x = ${text};`);
  expect(found).toEqual(wrong === null ? [] : [expect.stringContaining(`x.ts: ${wrong}: `)]);
});

test('every message is whole in Chinese or in English', () => {
  const all = [...sources(['subgraphs', 'gateway/src', 'shared/subgraph'])];
  expect(all.length).toBeGreaterThan(500);
  expect(all.flatMap(([file, text]) => (HAN.test(text) || text.includes('Zh}') ? faultsOf(file, text) : []))).toEqual([]);
});
