import { given, subgraph } from '../../../test/given.ts';

/** The failing fields, as `Type.field` or `Type.field id`. `error`: the field has an error; `null`: a non-null field is null without an error. */
const failing = new Map<string, 'error' | 'null'>();
beforeEach(() => failing.clear());

const fails = (place: string, id: string): boolean => {
  const way = failing.get(`${place} ${id}`) ?? failing.get(place);
  if (way === 'error') throw Object.assign(new Error(`${place} fails.`), { extensions: { code: 'NOT_NOW' } });
  return way === 'null';
};
/** A field that may fail. */
const frail =
  (place: string, value: (source: { id: string }) => unknown = (source) => source[place.split('.')[1] as 'id']) =>
  (source: { id: string }) =>
    fails(place, source.id) ? null : value(source);

const goods = ['g1', 'g2', 'g3'].map((id, at) => ({ __typename: 'Good', id, code: `c${at}`, name: `N${at}`, weight: at + 1 }));
const first = goods[0];
const reference = (source: object) => source;

const goodsSubgraph = subgraph(
  `type Query { good: Good goods: [Good!]! loose: [Good] things: [Thing] held: Held! }
   type Mutation { make: Made makeMore: Good }
   type Made { good: Good! at: Int }
   type Held { good: Good! at: Int }
   union Thing = Good | Other
   interface Named { name: String }
   type Other implements Named { name: String }
   type Good implements Named @key(fields: "id") @key(fields: "code") { id: ID! code: String! name: String weight: Int! size: Int box: Box }
   type Box { wide: Int! high: Int }`,
  {
    Query: {
      good: () => first,
      goods: () => goods,
      loose: () => goods,
      things: () => [{ __typename: 'Other', name: 'O' }, first],
      held: () => ({ good: first, at: 1 }),
    },
    Mutation: { make: () => ({ good: first, at: 1 }), makeMore: () => first },
    Good: {
      __resolveReference: (one: Record<string, unknown>) => goods.find(({ id, code }) => id === one.id || code === one.code),
      id: frail('Good.id'),
      code: frail('Good.code'),
      weight: frail('Good.weight'),
      size: frail('Good.size', () => 7),
      box: frail('Good.box', ({ id }) => ({ id })),
    },
    Box: { wide: frail('Box.wide', () => 3), high: () => 4 },
  },
);

given(
  'extra fields that fail',
  {
    goods: goodsSubgraph,
    shipping: subgraph(
      `type Good @key(fields: "id") { id: ID! weight: Int! @external size: Int @external box: Box @external
         cost: Int @requires(fields: "weight") must: Int! @requires(fields: "weight") room: Int @requires(fields: "size")
         wide: Int @requires(fields: "box { wide }") free: Int }
       type Box { wide: Int! @external }`,
      {
        Good: {
          __resolveReference: reference,
          cost: ({ weight }: { weight: number }) => weight * 10,
          must: ({ weight }: { weight: number }) => weight * 10,
          room: ({ size }: { size: number | null }) => size ?? 0,
          wide: ({ box }: { box: { wide: number } | null }) => box?.wide ?? 0,
          free: () => 0,
        },
      },
    ),
    stock: subgraph('type Good @key(fields: "code") { code: String! count: Int }', {
      Good: { __resolveReference: reference, count: () => 5 },
    }),
  },
  (ask, running) => {
    const AWAY = { code: 'DEPENDENCY_UNAVAILABLE', service: 'goods' };
    const at = (...path: (string | number)[]) => expect.objectContaining({ path, extensions: expect.objectContaining(AWAY) });
    const answerOf = async (query: string) => {
      const { data, errors = [] } = (await ask(query)) as { data: unknown; errors?: unknown[] };
      return [data, ...errors];
    };

    test.each(['error', 'null'] as const)('a key that fails (%s) loses only the fields that are fetched by it', async (way) => {
      failing.set('Good.id', way);
      expect(await answerOf('{ good { name cost free } }')).toEqual([
        { good: { name: 'N0', cost: null, free: null } },
        at('good', 'cost'),
        at('good', 'free'),
      ]);
      failing.clear();
      failing.set('Good.code', way);
      expect(await answerOf('{ good { name cost count } }')).toEqual([
        { good: { name: 'N0', cost: 10, count: null } },
        at('good', 'count'),
      ]);
    });

    test.each(['error', 'null'] as const)(
      'a required field that fails (%s) loses only the fields that require it',
      async (way) => {
        failing.set('Good.weight', way);
        expect(await answerOf('{ good { name cost free room count } }')).toEqual([
          { good: { name: 'N0', cost: null, free: 0, room: 7, count: 5 } },
          at('good', 'cost'),
        ]);
      },
    );

    test('a nullable required field that fails loses the fields that require it', async () => {
      failing.set('Good.size', 'error');
      expect(await answerOf('{ good { name room free } }')).toEqual([
        { good: { name: 'N0', room: null, free: 0 } },
        at('good', 'room'),
      ]);
    });

    test('a required field within an object loses the fields that require it', async () => {
      failing.set('Box.wide', 'error');
      expect(await answerOf('{ good { name wide free box { high } } }')).toEqual([
        { good: { name: 'N0', wide: null, free: 0, box: { high: 4 } } },
        at('good', 'wide'),
      ]);
    });

    test('a required field that is also selected has an error, and so has the field that requires it', async () => {
      failing.set('Good.size', 'error');
      expect(await answerOf('{ good { size room } }')).toEqual([
        { good: { size: null, room: null } },
        expect.objectContaining({ path: ['good', 'size'], extensions: expect.objectContaining({ code: 'NOT_NOW' }) }),
        at('good', 'room'),
      ]);
    });

    test('a required field that fails for one list item loses no other field of the list', async () => {
      failing.set('Good.weight g2', 'error');
      const [data, ...errors] = await answerOf('{ goods { name cost free } }');
      expect(data).toEqual({ goods: goods.map(({ name }) => ({ name, cost: null, free: 0 })) });
      expect(errors).toEqual(goods.map((_, index) => at('goods', index, 'cost')));
    });

    test('a lost non-null field nulls its parent, with an error', async () => {
      failing.set('Good.weight', 'error');
      expect(await answerOf('{ held { at good { must } } good { name } }')).toEqual([null, at('held', 'good', 'must')]);
      expect(await answerOf('{ good { must } loose { must } }')).toEqual([
        { good: null, loose: [null, null, null] },
        at('good', 'must'),
        at('loose', 0, 'must'),
        at('loose', 1, 'must'),
        at('loose', 2, 'must'),
      ]);
    });

    test('a key that fails in a union loses only the fields that are fetched by it', async () => {
      failing.set('Good.id', 'error');
      expect(await answerOf('{ things { ... on Named { name } ... on Good { free } } }')).toEqual([
        { things: [{ name: 'O' }, { name: 'N0', free: null }] },
        at('things', 1, 'free'),
      ]);
    });

    test('an error without a path is answered, and a field that requires a null is lost', async () => {
      const { goods: service } = running().subgraphs;
      service?.behave((_, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(
          JSON.stringify({
            data: { good: { __typename: 'Good', id: 'g1', name: 'N0', size: null } },
            errors: [{ message: 'No.', extensions: { code: 'NOT_NOW' } }],
          }),
        ),
      );
      const [data, ...errors] = await answerOf('{ good { name room } }');
      service?.behave(undefined);
      expect(data).toEqual({ good: { name: 'N0', room: null } });
      expect(errors).toEqual([expect.objectContaining({ extensions: expect.objectContaining({ code: 'NOT_NOW' }) })]);
    });

    test('a mutation is executed once, and lost fields of its payload have errors', async () => {
      failing.set('Good.id', 'error');
      const calls = running().subgraphs.goods?.calls ?? [];
      const before = calls.length;
      const [data, ...errors] = await answerOf('mutation { make { at good { name free } } makeMore { name free } }');
      expect(data).toEqual({ make: null, makeMore: null });
      expect(errors).toEqual([at('make'), at('makeMore')]);
      expect(errors[0]).toMatchObject({ message: expect.stringMatching(/^The change was made.*idempotency key/) });
      expect(calls.slice(before).filter(({ query }) => query.includes('makeMore'))).toHaveLength(1);
    });

    test('without a failure there is no error', async () => {
      expect(await answerOf('{ good { name cost must room wide free count } }')).toEqual([
        { good: { name: 'N0', cost: 10, must: 10, room: 7, wide: 3, free: 0, count: 5 } },
      ]);
    });
  },
);

given(
  'a required field with a name that every JavaScript object inherits',
  {
    shop: subgraph('type Query { good: Good } type Good @key(fields: "id") { id: ID! }', {
      Query: { good: () => ({ id: 'g1' }) },
    }),
    values: subgraph('type Good @key(fields: "id") { id: ID! valueOf: Int }', {
      Good: {
        __resolveReference: () => {
          throw Object.assign(new Error('No good is known now.'), { extensions: { code: 'NOT_NOW' } });
        },
      },
    }),
    prices: subgraph('type Good @key(fields: "id") { id: ID! valueOf: Int @external price: Int @requires(fields: "valueOf") }', {
      Good: {
        __resolveReference: (one: object) => one,
        price: (one: { valueOf: unknown }) => (one.valueOf === null ? -1 : 1),
      },
    }),
  },
  (ask) => {
    test('when its call fails, the field that requires it is lost and is not computed from null', async () => {
      expect(await ask('{ good { id price } }')).toEqual({
        data: { good: { id: 'g1', price: null } },
        errors: [expect.objectContaining({ path: ['good'], extensions: expect.objectContaining({ code: 'NOT_NOW' }) })],
      });
    });
  },
);
