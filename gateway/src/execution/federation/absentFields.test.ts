import { given, subgraph } from '../../../test/given.ts';
import type { FixtureSubgraph } from '../../../test/subgraph.ts';

const reference = (source: object) => source;

given(
  'answers without a field that the call selects',
  {
    a: subgraph(
      `type Query { p: P ps: [P!] must: P! us: [U] u: U i: I box: Box x: X }
       type Mutation { make: Made }
       type Made { p: P at: Int }
       union U = P | Q
       interface I { name: String }
       type Q implements I { name: String more: Int }
       type X { name: String }
       type Box { wide: Int inner: Box }
       type P implements I @key(fields: "id") { id: ID! name: String sure: Int! size: Int }`,
    ),
    b: subgraph(
      `type P @key(fields: "id") { id: ID! size: Int @external b: Int c: Int must: Int! box: Lid boxes: [Lid!] room: Int @requires(fields: "size") moved: Int @override(from: "c") }
       type Lid { high: Int low: Int }`,
      { P: { __resolveReference: reference, b: () => 1, room: () => 7 } },
    ),
    c: subgraph('type P @key(fields: "id") { id: ID! moved: Int c2: Int }', { P: { __resolveReference: reference } }),
  },
  (ask, running) => {
    const answers = (name: string, ...bodies: (object | string)[]) => {
      let at = 0;
      (running().subgraphs[name] as FixtureSubgraph).behave((_, response) => {
        const body = bodies[Math.min(at++, bodies.length - 1)] as object | string;
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(typeof body === 'string' ? body : JSON.stringify({ data: body }));
      });
    };
    afterEach(() => {
      for (const service of Object.values(running().subgraphs)) service.behave(undefined);
    });
    const P = { __typename: 'P', id: 'p1' };
    const away = (service: string, ...path: (string | number)[]) => ({
      path,
      extensions: { code: 'DEPENDENCY_UNAVAILABLE', service },
    });
    const expectAnswer = async (query: string, data: unknown, ...errors: object[]) => {
      const answer = (await ask(query)) as { data: unknown; errors?: object[] };
      expect([answer.data, answer.errors ?? []]).toMatchObject([data, errors]);
      expect(answer.errors ?? []).toHaveLength(errors.length);
    };

    test('a root field', async () => {
      answers('a', {});
      await expectAnswer('{ p { name } }', { p: null }, away('a', 'p'));
      await expectAnswer('{ one: p { name } }', { one: null }, away('a', 'one'));
    });

    test('a root field of a mutation: the change may have been made', async () => {
      answers('a', {});
      await expectAnswer(
        'mutation { make { at } }',
        { make: null },
        { ...away('a', 'make'), message: expect.stringMatching(/^The change was made/) },
      );
    });

    test('a property of an object, through aliases, fragments and lists', async () => {
      answers('a', { all: [{ n: 'A' }, {}, { n: null }] });
      await expectAnswer(
        '{ all: ps { ...F } } fragment F on P { n: name }',
        { all: [{ n: 'A' }, { n: null }, { n: null }] },
        away('a', 'all', 1, 'n'),
      );
      answers('a', { box: { inner: { inner: {} } } });
      await expectAnswer(
        '{ box { inner { inner { wide inner { wide } } } } }',
        { box: { inner: { inner: { wide: null, inner: null } } } },
        away('a', 'box', 'inner', 'inner', 'wide'),
        away('a', 'box', 'inner', 'inner', 'inner'),
      );
    });

    test('a non-null field: one error, and its parent is null', async () => {
      answers('a', { ps: [{ sure: 1 }, {}] });
      await expectAnswer('{ ps { sure } }', { ps: null }, away('a', 'ps', 1, 'sure'));
      answers('a', {});
      await expectAnswer('{ must { sure } }', null, away('a', 'must'));
    });

    test('properties of objects of an abstract type', async () => {
      answers('a', { us: [{ __typename: 'P', name: 'A' }, { __typename: 'Q' }, { __typename: 'P' }] });
      await expectAnswer(
        '{ us { ... on P { name } ... on Q { more } } }',
        { us: [{ name: 'A' }, { more: null }, { name: null }] },
        away('a', 'us', 1, 'more'),
        away('a', 'us', 2, 'name'),
      );
    });

    test('properties of entities, also of a field that moved to another subgraph', async () => {
      answers('a', { ps: [P, { ...P, id: 'p2' }] });
      answers('b', { _entities: [{ b: 1 }, { moved: 2 }] });
      await expectAnswer(
        '{ ps { id b moved } }',
        {
          ps: [
            { id: 'p1', b: 1, moved: null },
            { id: 'p2', b: null, moved: 2 },
          ],
        },
        away('b', 'ps', 0, 'moved'),
        away('b', 'ps', 1, 'b'),
      );
    });

    test('nested properties of entities, at each response path of an entity', async () => {
      answers('a', { ps: [P, P] });
      answers('b', { _entities: [{ box: {}, boxes: [{ low: 1 }] }] });
      await expectAnswer(
        '{ ps { box { high } boxes { low high } } }',
        { ps: [0, 1].map(() => ({ box: { high: null }, boxes: [{ low: 1, high: null }] })) },
        ...[0, 1].flatMap((at) => [away('b', 'ps', at, 'box', 'high'), away('b', 'ps', at, 'boxes', 0, 'high')]),
      );
    });

    test('a key: the fields that are fetched by it are lost, and the error names the service', async () => {
      answers('a', { p: { __typename: 'P', name: 'A' } });
      await expectAnswer('{ p { name b must } }', { p: null }, away('a', 'p', 'b'));
      await expectAnswer('{ p { name b } }', { p: { name: 'A', b: null } }, away('a', 'p', 'b'));
    });

    test('a required field: the field that requires it is lost', async () => {
      answers('a', { p: { ...P, name: 'A' } });
      await expectAnswer('{ p { name b room } }', { p: { name: 'A', b: 1, room: null } }, away('a', 'p', 'room'));
    });

    test('nulls that a subgraph answered, and entities that it does not know, have no error', async () => {
      answers('a', { p: null, box: { wide: null, inner: null }, u: null });
      await expectAnswer('{ p { name } box { wide inner { wide } } u { __typename } }', {
        p: null,
        box: { wide: null, inner: null },
        u: null,
      });
      answers('a', { ps: [P, { ...P, id: 'p2' }] });
      answers('b', { _entities: [null, { b: 2 }] });
      await expectAnswer('{ ps { id b } }', {
        ps: [
          { id: 'p1', b: null },
          { id: 'p2', b: 2 },
        ],
      });
    });

    test('an entity that one subgraph does not know, and from which another omits a field, has one error', async () => {
      answers('a', { p: P });
      answers('b', { _entities: [null] });
      answers('c', { _entities: [{}] });
      await expectAnswer('{ p { b c2 } }', { p: { b: null, c2: null } }, away('c', 'p', 'c2'));
    });

    test('a field that already has an error gets no second one', async () => {
      const error = { message: 'No.', path: ['p', 'name'], extensions: { code: 'NOT_NOW' } };
      answers('a', JSON.stringify({ data: { p: {} }, errors: [error] }));
      await expectAnswer('{ p { name } }', { p: { name: null } }, { path: ['p', 'name'], extensions: { code: 'NOT_NOW' } });
      answers('a', JSON.stringify({ data: {}, errors: [{ ...error, path: undefined }] }));
      await expectAnswer('{ p { name } }', { p: null }, { extensions: { code: 'NOT_NOW' } });
    });

    test('a field is not computed from a null whose error is beyond the first thousand', async () => {
      const ps = Array.from({ length: 1_200 }, (_, at) => ({ ...P, id: `p${at}`, size: null }));
      const errors = ps.map((_, at) => ({ message: 'No.', path: ['ps', at, 'size'], extensions: { code: 'NOT_NOW' } }));
      answers('a', JSON.stringify({ data: { ps }, errors }));
      const answer = (await ask('{ ps { room } }')) as { data: unknown; errors: { message: string; path?: unknown[] }[] };
      expect(answer.data).toEqual({ ps: ps.map(() => ({ room: null })) });
      expect(answer.errors).toHaveLength(1_001);
      expect(answer.errors[999]?.path).toEqual(['ps', 999, 'room']);
      expect(answer.errors[1_000]?.message).toContain('There were 200 more errors than these, at "ps.room" (200).');
    });

    describe('types', () => {
      test.each([
        ['no __typename, where the selection depends on the type', '{ u { ... on P { name } } }', { u: { name: 'A' } }],
        ['none, where it is selected', '{ i { kind: __typename name } }', { i: { name: 'A' } }],
        ['null', '{ u { ... on P { name } } }', { u: { __typename: null, name: 'A' } }],
        ['a number', '{ u { ... on P { name } } }', { u: { __typename: 7, name: 'A' } }],
        ['the union itself', '{ u { ... on P { name } } }', { u: { __typename: 'U', name: 'A' } }],
        ['the interface itself', '{ i { name ... on Q { more } } }', { i: { __typename: 'I', name: 'A' } }],
        ['a type that does not belong', '{ u { ... on P { name } } }', { u: { __typename: 'X', name: 'A' } }],
        ['a type that there is not', '{ i { name } }', { i: { __typename: 'Nothing', name: 'A' } }],
        ['of an object, another', '{ p { name } }', { p: { __typename: 'X', name: 'A' } }],
      ])('%s', async (_, query, data) => {
        answers('a', data);
        const [key] = Object.keys(data);
        const answer = (await ask(query)) as { data: Record<string, unknown>; errors: { path: unknown[] }[] };
        expect(answer.data).toEqual({ [key as string]: null });
        expect(answer.errors).toMatchObject([{ extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'a' } }]);
        expect(answer.errors[0]?.path[0]).toBe(key);
      });
    });

    describe('ids that are numbers', () => {
      test('a safe integer becomes its digits, also as a key', async () => {
        answers('a', '{"data":{"p":{"__typename":"P","id":9007199254740991}}}');
        answers('b', { _entities: [{ b: 1 }] });
        await expectAnswer('{ p { id b } }', { p: { id: '9007199254740991', b: 1 } });
      });

      test.each(['9007199254740993', '-9007199254740993', '12345678901234567890', '1e300', '1e400'])(
        '%s identifies no entity',
        async (literal) => {
          let asked = 0;
          answers('a', `{"data":{"p":{"__typename":"P","id":${literal},"name":"A"}}}`);
          running().subgraphs.b?.behave((_, response) => {
            asked += 1;
            response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"_entities":[{"b":1}]}}');
          });
          await expectAnswer('{ p { id } }', { p: null }, away('a', 'p', 'id'));
          await expectAnswer('{ p { name b } }', { p: { name: 'A', b: null } }, away('a', 'p', 'b'));
          expect(asked).toBe(0);
        },
      );
    });
  },
);
