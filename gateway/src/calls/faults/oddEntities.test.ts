import { useOddGateway } from '../../../test/oddGateway.ts';

const odd = useOddGateway();

describe('entities', () => {
  const query = '{ list { name b } hello }';
  const list = (...bs: unknown[]) => bs.map((value, at) => ({ name: `P ${at}`, b: value }));
  const failed = (...at: number[]) =>
    at.map((index) => ({ path: ['list', index, 'b'], extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'b' } }));

  test.each<[string, unknown, unknown[], number[]]>([
    // Which item belongs to which representation nobody knows then.
    ['fewer than asked for', [{ b: 1 }, { b: 2 }], [null, null, null], [0, 1, 2]],
    ['none', [], [null, null, null], [0, 1, 2]],
    ['more than asked for', [{ b: 1 }, { b: 2 }, { b: 3 }, { b: 4 }], [null, null, null], [0, 1, 2]],
    ['of another type', [{ b: 1 }, { __typename: 'Query', b: 2 }, { __typename: 'P', b: 3 }], [1, null, 3], [1]],
    [
      'of a type that there is not',
      [{ b: 1 }, { __typename: 'Nothing', b: 2 }, { __typename: 7, b: 3 }],
      [1, null, null],
      [1, 2],
    ],
    ['that are no objects', [{ b: 1 }, 7, 'text'], [1, null, null], [1, 2]],
    ['that are lists', [{ b: 1 }, [{ b: 2 }], []], [1, null, null], [1, 2]],
    ['that nobody knows', [{ b: 1 }, null, { b: 3 }], [1, null, 3], []],
    ['no list', { 0: { b: 1 } }, [null, null, null], [0, 1, 2]],
    ['null', null, [null, null, null], [0, 1, 2]],
  ])('%s', async (_, entities, bs, lost) => {
    odd.answerOfB({ data: { _entities: entities } });
    const answer = await odd.gateway.ask(query);
    expect(answer.data).toEqual({ list: list(...bs), hello: 'hello' });
    expect(answer.errors).toMatchObject(failed(...lost));
    expect(answer.errors).toHaveLength(lost.length);
  });

  test('an object instead of a list, beside an error of one entity', async () => {
    odd.answerOfB({
      data: { _entities: { 0: null } },
      errors: [{ message: 'No.', path: ['_entities', 0, 'b'], extensions: { code: 'NO' } }],
    });
    const answer = await odd.gateway.ask(query);
    expect(answer.data).toEqual({ list: list(null, null, null), hello: 'hello' });
    expect(answer.errors.map(({ path, extensions }) => [path?.[1], extensions.code])).toEqual([
      [0, 'NO'],
      [1, 'DEPENDENCY_UNAVAILABLE'],
      [2, 'DEPENDENCY_UNAVAILABLE'],
    ]);
  });

  test('a batch without a list, beside an error of another batch of the call', async () => {
    odd.answerOfB({
      data: { _e0: [{ b: null }, { b: 2 }, { b: 3 }] },
      errors: [{ message: 'No.', path: ['_e0', 0, 'b'], extensions: { code: 'NO' } }],
    });
    const answer = await odd.gateway.ask('{ list { name b } p { b2: b } }');
    expect(answer.data).toEqual({ list: list(null, 2, 3), p: { b2: null } });
    expect(answer.errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['list', 0, 'b'], 'NO'],
      [['p', 'b2'], 'DEPENDENCY_UNAVAILABLE'],
    ]);
  });

  test('a missing entity with a non-null field has an error that says why', async () => {
    odd.answerOfB({ data: { _entities: [{ must: 1 }, 7, 'text'] } });
    const answer = await odd.gateway.ask('{ list { must } }');
    expect(answer.data).toEqual({ list: [{ must: 1 }, null, null] });
    expect(answer.codes).toEqual(['DEPENDENCY_UNAVAILABLE', 'DEPENDENCY_UNAVAILABLE']);
  });

  test('hundreds of lost fields each have an error', async () => {
    const errors = Array.from({ length: 900 }, (_, at) => ({
      message: `No ${at}.`,
      path: ['_entities', at, 'must'],
      extensions: { code: 'FORBIDDEN' },
    }));
    odd.answerOfB({ data: { _entities: errors.map(() => null) }, errors });
    const answer = await odd.gateway.ask('{ list(n: 900) { name must } }');
    expect(answer.data?.list).toEqual(errors.map(() => null));
    expect(answer.errors.map(({ message, path }) => [message, path])).toEqual(
      errors.map(({ message }, at) => [message, ['list', at, 'must']]),
    );
  });

  const MORE = (count: number, where: string) => `There were ${count} more errors than these, at ${where}. `;

  test('beyond a thousand lost fields one error counts all others, and no entity is reported as missing', async () => {
    odd.answerOfB({
      data: { _entities: null },
      errors: [{ message: 'No.', path: ['_entities'], extensions: { code: 'FORBIDDEN' } }],
    });
    const answer = await odd.gateway.ask('{ list(n: 1500) { must } }');
    expect(answer.errors).toHaveLength(1_001);
    expect(new Set(answer.codes)).toEqual(new Set(['FORBIDDEN']));
    expect(answer.errors.at(-1)).not.toHaveProperty('path');
    expect(answer.errors.at(-1)?.message).toContain(MORE(500, '"list.must" (500)'));
  });

  test.each([
    ['errors of a subgraph', (at: number) => ({ b: null, at }), 'NOT_FOUND'],
    ['entities that are no objects', () => 7, null],
    ['properties left out', () => ({}), null],
  ])('%s: a thousand are told, and how many more there were, and where', async (_, entity, code) => {
    const entities = Array.from({ length: 1_700 }, (__, at) => entity(at));
    const errors = entities.map((__, at) => ({ message: 'No.', path: ['_entities', at, 'b'], extensions: { code } }));
    odd.answerOfB({ data: { _entities: entities }, ...(code && { errors }) });
    const answer = await odd.gateway.ask('{ all: list(n: 1700) { name b } }');
    expect(answer.data?.all).toEqual(entities.map((__, at) => ({ name: `P ${at}`, b: null })));
    expect(answer.errors.slice(0, 1_000).map(({ path }) => path)).toEqual(
      Array.from({ length: 1_000 }, (__, at) => ['all', at, 'b']),
    );
    expect(answer.errors).toHaveLength(1_001);
    expect(new Set(answer.codes)).toEqual(new Set([code ?? 'DEPENDENCY_UNAVAILABLE']));
    expect(answer.errors.at(-1)?.message).toContain(MORE(700, '"all.b" (700)'));
  });

  test('entities that do not exist: the error for all others claims nothing else', async () => {
    odd.answerOfB({ data: { _entities: Array.from({ length: 1_500 }, () => null) } });
    const answer = await odd.gateway.ask('{ list(n: 1500) { must } }');
    // Each says the same of its field, so ten are told.
    expect(answer.errors).toHaveLength(11);
    expect(new Set(answer.codes)).toEqual(new Set(['NOT_FOUND']));
    expect(answer.errors.at(-1)?.extensions).toEqual({ code: 'NOT_FOUND' });
    expect(answer.errors.at(-1)?.message).toContain(MORE(1_490, '"list.must" (1490)'));
  });

  test('errors of several codes: the error for all others has that of most of them', async () => {
    const entities = Array.from({ length: 1_500 }, () => ({ b: null }));
    const codeAt = (at: number) => (at < 1_100 ? 'FORBIDDEN' : 'NOT_FOUND');
    const errors = entities.map((_, at) => ({
      message: 'No.',
      path: ['_entities', at, 'b'],
      extensions: { code: codeAt(at) },
    }));
    odd.answerOfB({ data: { _entities: entities }, errors });
    expect((await odd.gateway.ask('{ list(n: 1500) { b } }')).errors.at(-1)?.extensions).toEqual({ code: 'NOT_FOUND' });
  });

  test('errors without a path, and errors at values that are present, are counted', async () => {
    const errors = Array.from({ length: 1_700 }, (_, at) => ({
      message: 'No.',
      path: at % 2 === 0 ? undefined : ['n', 'int'],
      extensions: { code: 'NOT_FOUND' },
    }));
    odd.answerOfB({ data: { n: { int: 1 } }, errors });
    const answer = await odd.gateway.ask('{ n { int } }');
    expect(answer.data).toEqual({ n: { int: 1 } });
    expect(answer.errors.at(-1)?.message).toContain('There were 700 more errors than these. ');
  });
});
