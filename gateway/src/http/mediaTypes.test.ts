import { useCityGateway } from '../../test/cityGateway.ts';

const city = useCityGateway();

const calls = (): number => city.subgraphs.reduce((sum, { calls }) => sum + calls.length, 0);
const HELLO = JSON.stringify({ query: '{ hello }' });
const NEW = 'application/graphql-response+json';
const OLD = 'application/json';

describe('media types and status codes (GraphQL over HTTP)', () => {
  test.each([
    [undefined, OLD],
    ['*/*', OLD],
    [OLD, OLD],
    [NEW, NEW],
    [`${NEW}, ${OLD};q=0.9`, NEW],
  ])('accept: %s is answered with %s', async (accept, type) => {
    const answer = await city.post(HELLO, accept ? { accept } : {});
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    ['a document that is not GraphQL', '{ hello', 'GRAPHQL_PARSE_FAILED'],
    ['a field that does not exist', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s is 400, but 200 for those who ask for plain JSON', async (_, query, code) => {
    const body = JSON.stringify({ query });
    expect(await city.post(body, { accept: NEW })).toMatchObject({ status: 400, codes: [code], data: undefined });
    expect(await city.post(body)).toMatchObject({ status: 400, codes: [code] });
    expect(await city.post(body, { accept: OLD })).toMatchObject({ status: 200, codes: [code] });
  });

  test('who prefers Chinese gets the sentence of a code in Chinese beside the English one, also for what is refused before it is read', async () => {
    const sentences = async (body: string, language: string) => {
      const init = { method: 'POST', headers: { 'content-type': OLD, 'accept-language': language }, body };
      const { errors } = (await (await fetch(`${city.gateway.url}/graphql`, init)).json()) as {
        errors: { message: string; extensions: { messageZh?: string } }[];
      };
      return errors.map(({ message, extensions }) => [/[a-z]/.test(message), extensions.messageZh]);
    };
    const [wrong, unread] = [JSON.stringify({ query: '{ nothing }' }), '{"query": '];
    expect(await sentences(wrong, 'zh-CN,zh;q=0.9')).toEqual([[true, '查询语句与图的结构不符。']]);
    expect(await sentences(unread, 'zh-CN')).toEqual([[true, '填写有误、缺少必填项或超出范围。请改正后重试。']]);
    for (const body of [wrong, unread]) expect(await sentences(body, 'en')).toEqual([[true, undefined]]);
  });

  test.each(['text/csv', 'text/event-stream', 'multipart/mixed', 'application/json;q=0', 'application/json; version=2'])(
    'an answer type that nobody speaks is 406, each time, and nothing is executed: %s',
    async (accept) => {
      const asked = calls();
      for (const _ of [1, 2, 3])
        expect(await city.post(HELLO, { accept })).toMatchObject({ status: 406, codes: ['BAD_USER_INPUT'] });
      expect(calls()).toBe(asked);
    },
  );

  test.each([
    ['malformed JSON', '{"query": ', {}, 400],
    ['an empty body', '', {}, 400],
    ['JSON that is no object', '[1]', {}, 400],
    ['a batch', `[${HELLO}, ${HELLO}]`, {}, 400],
    ['no query', '{}', {}, 400],
    ['a query that is no string', '{"query": 7}', {}, 400],
    ['variables that are no object', '{"query": "{ hello }", "variables": [1]}', {}, 400],
    ['plain text', '{ hello }', { 'content-type': 'text/plain' }, 415],
    ['a form', 'query={hello}', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a persisted query', '{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "x"}}}', {}, 200],
  ])('%s is refused', async (_, body, headers, status) => {
    expect(await city.post(body, headers)).toMatchObject({ status, codes: ['BAD_USER_INPUT'] });
  });

  test.each([
    ['compressed', { 'content-encoding': 'gzip' }, 'compressed', 'identity'],
    ['in UTF-16 by its label', { 'content-type': 'application/json; charset=utf-16' }, 'UTF-8', null],
    ['in Latin-1 by its label', { 'content-type': 'application/json; charset="ISO-8859-1"' }, 'UTF-8', null],
  ])('a body %s would be read wrongly: it is refused, and the message says what to send', async (_, headers, told, accepted) => {
    const answer = await city.post(HELLO, headers as Record<string, string>);
    expect(answer).toMatchObject({ status: 415, codes: ['BAD_USER_INPUT'] });
    expect(answer.errors[0]?.message).toContain(told);
    expect(answer.headers.get('accept-encoding')).toBe(accepted);
  });

  test.each(['utf-8', 'UTF8', '"utf-8"', 'us-ascii'])('a body labelled %s is read', async (charset) => {
    const headers = { 'content-type': `application/json; charset=${charset}`, 'content-encoding': 'identity' };
    expect(await city.post(HELLO, headers)).toMatchObject({ status: 200 });
  });

  test('a body of 2 MB is 413 and says the limit', async () => {
    const answer = await city.post(JSON.stringify({ query: `{ hello } # ${'x'.repeat(2_000_000)}` }));
    expect(answer).toMatchObject({ status: 413, codes: ['BAD_USER_INPUT'] });
    expect(answer.errors[0]?.message).toContain('1048576 bytes');
  });

  test('10,000 aliases and a deep query are refused in one sentence', async () => {
    const aliases = Array.from({ length: 10_000 }, (_, n) => `a${n}: hello`).join(' ');
    expect(await city.gateway.ask(`{ ${aliases} }`)).toMatchObject({
      status: 400,
      codes: ['BAD_USER_INPUT'],
      errors: [{ message: expect.stringContaining('6000 tokens') }],
    });
    const deep = `{ places ${'{ keeper { favourite '.repeat(15)} { id } ${'} } '.repeat(15)} }`;
    expect(await city.gateway.ask(deep)).toMatchObject({
      status: 400,
      codes: ['BAD_USER_INPUT'],
      errors: [{ message: expect.stringContaining('the limit is 20') }],
    });
  });
});
