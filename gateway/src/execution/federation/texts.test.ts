import { GraphQLError, GraphQLID, GraphQLList } from 'graphql';
import { type Federation, startFederation } from '../../../test/federation.ts';
import { federation } from '../../../test/subgraph.ts';
import { partial } from '../../agreements/masks/texts.ts';
import type { Run } from '../run.ts';
import { addIds } from '../subjects/subjectIds.ts';

// The strings of answers stay bytes in the gateway: each text must come out as it went in, on every way through it.
const KEY = '丰台区·é😀';
const TEXTS = ['职工服务卡', 'naïve', '😀', '"\\/\n\u0000\u001f\u007f\u0080\u00ff\u2028', 'plain', `long ${'中é'.repeat(5_000)}`];

let graph: Federation;
let representations: unknown[] = [];

beforeAll(async () => {
  const fail = (): never => {
    throw new GraphQLError('不存在 é', { extensions: { code: 'NOT_FOUND', rule: '规则' } });
  };
  graph = await startFederation({
    a: {
      sdl: `${federation('"@key"')} scalar Any
        type Query { texts: [String!]! echo(text: String): String union: Union any: Any number: Int fails: String }
        type Union @key(fields: "name") { name: String! person: String }`,
      resolvers: {
        Query: {
          texts: () => TEXTS,
          echo: (_: unknown, { text }: { text: string }) => text,
          union: () => ({ name: KEY, person: '王秀兰' }),
          any: () => ({ 键: ['值', { é: 1 }] }),
          number: () => 7,
          fails: fail,
        },
      },
    },
    b: {
      sdl: `${federation('"@key"')} type Union @key(fields: "name") { name: String! address(city: String = "北京"): String }`,
      resolvers: {
        Union: {
          __resolveReference: (reference: object) => {
            representations.push(reference);
            return reference;
          },
          address: ({ name }: { name: string }, { city }: { city: string }) => `${city}${name}`,
        },
      },
    },
  });
}, 60_000);
afterAll(() => graph.stop());
beforeEach(() => {
  representations = [];
});
afterEach(() => graph.subgraphs.a?.behave(undefined));

/** Has the subgraph `a` answer every call with a body. */
const answerWith = (body: string): void =>
  graph.subgraphs.a?.behave((_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(body));

test('texts of answers are printed as they are', async () => {
  expect(await graph.ask('{ texts any }')).toEqual({ data: { texts: TEXTS, any: { 键: ['值', { é: 1 }] } } });
});

test.each(TEXTS)('a text reaches a subgraph as a variable and as a literal: %j', async (text) => {
  const query = `query($text: String) { a: echo(text: $text) b: echo(text: ${JSON.stringify(text)}) }`;
  expect(await graph.ask(query, { text })).toEqual({ data: { a: text, b: text } });
});

test('keys and default values are the same in another subgraph', async () => {
  expect(await graph.ask('{ union { address } }')).toEqual({ data: { union: { address: `北京${KEY}` } } });
  expect(representations).toEqual([expect.objectContaining({ name: KEY })]);
});

test('masks are made for texts', async () => {
  const mask = { apply: partial, mayWithhold: false, suppressesSmallCounts: false };
  const masks = new Map([['Union.person', mask]]);
  expect(await graph.ask('{ union { person name } }', {}, masks)).toEqual({ data: { union: { person: '王*兰', name: KEY } } });
});

test('errors are texts, beside data that are printed as bytes', async () => {
  const { data, errors } = await graph.ask('{ texts fails }');
  expect(data).toEqual({ texts: TEXTS, fails: null });
  expect(errors).toMatchObject([{ message: '不存在 é', path: ['fails'], extensions: { code: 'NOT_FOUND', rule: '规则' } }]);
});

test.each([
  [String.raw`{"data":{"texts":["\u4e2d\ud83d\ude00\u00e9","\\u4e2d"]}}`, ['中😀é', '\\u4e2d']],
  [`\ufeff{"data":{"texts":["中"]}}`, ['中']],
])('escapes and a byte order mark of a subgraph: %j', async (body, texts) => {
  answerWith(body);
  expect(await graph.ask('{ texts }')).toEqual({ data: { texts } });
});

test('a lone surrogate is no text', async () => {
  answerWith(String.raw`{"data":{"union":{"person":"中\ud800","name":"x"}}}`);
  const { data, errors } = await graph.ask('{ union { person name } }');
  expect(data).toEqual({ union: { person: null, name: 'x' } });
  expect(errors).toMatchObject([{ path: ['union', 'person'], extensions: { code: 'DEPENDENCY_UNAVAILABLE' } }]);
});

test('a number in a text of wide characters is what it is in JavaScript', async () => {
  answerWith('{"data":{"number":"\u30007\u3000"}}');
  expect(await graph.ask('{ number }')).toEqual({ data: { number: 7 } });
});

test('ids of data subjects are texts', () => {
  const ids: string[] = [];
  const step = { key: 'ids', type: new GraphQLList(GraphQLID), next: null };
  addIds({ ids: [Buffer.from('证-1').toString('latin1'), 7] }, 'ids', step, {} as Run, ids);
  expect(ids).toEqual(['证-1', '7']);
});
