import { given, subgraph } from '../../../test/given.ts';

const log: string[] = [];
given(
  'mutations',
  {
    one: subgraph(
      'type Query { x: Int } type Mutation { first: Thing second(n: Int): Thing } type Thing @key(fields: "id") { id: ID! }',
      {
        Mutation: {
          first: () => {
            log.push('first');
            return { id: '1' };
          },
          second: (_: unknown, { n }: { n: number }) => {
            log.push(`second ${n}`);
            return { id: '2' };
          },
        },
      },
    ),
    two: subgraph('type Mutation { between: Thing } type Thing @key(fields: "id") { id: ID! seen: String }', {
      Mutation: {
        between: () => {
          log.push('between');
          return { id: '3' };
        },
      },
      Thing: {
        __resolveReference: (reference: object) => reference,
        seen: () => {
          log.push('read');
          return log.join();
        },
      },
    }),
  },
  (ask) => {
    test('are executed in order, and the selection of each is fetched before the next begins', async () => {
      log.length = 0;
      expect(await ask('mutation($n: Int) { first { seen } between { id } second(n: $n) { id } }', { n: 3 })).toEqual({
        data: { first: { seen: 'first,read' }, between: { id: '3' }, second: { id: '2' } },
      });
      expect(log).toEqual(['first', 'read', 'between', 'second 3']);
    });
  },
);

const made: string[] = [];
given(
  'mutations of one subgraph',
  {
    a: subgraph(
      `type Query { x: Int }
       type Mutation { a(n: Int): A must(n: Int): A! } type A @key(fields: "id") { id: ID! n: Int }`,
      {
        Mutation: {
          a: (_: unknown, { n }: { n: number }) => {
            made.push(`a${n}`);
            return { id: `${n}`, n: made.length };
          },
          must: (_: unknown, { n }: { n: number }) => {
            made.push(`must${n}`);
            if (n < 0) throw new Error('No.');
            return { id: `${n}`, n: made.length };
          },
        },
      },
    ),
    b: subgraph('type Mutation { b: A } type A @key(fields: "id") { id: ID! seen: String }', {
      Mutation: {
        b: () => {
          made.push('b');
          return { id: '9' };
        },
      },
      A: { __resolveReference: (reference: object) => reference, seen: () => made.join() },
    }),
  },
  (ask, running) => {
    const calls = () => running().subgraphs.a?.calls.filter(({ query }) => query.startsWith('mutation')).length ?? 0;
    beforeEach(() => {
      made.length = 0;
    });
    test('are executed completely one after the other', async () => {
      expect(await ask('mutation { a1: a(n: 1) { seen } a2: a(n: 2) { n } }')).toEqual({
        data: { a1: { seen: 'a1' }, a2: { n: 2 } },
      });
      expect(await ask('mutation { a3: a(n: 3) { n seen } b { seen } a4: a(n: 4) { seen n } a5: a(n: 5) { n seen } }')).toEqual({
        data: {
          a3: { n: 3, seen: 'a1,a2,a3' },
          b: { seen: 'a1,a2,a3,b' },
          a4: { n: 5, seen: 'a1,a2,a3,b,a4' },
          a5: { n: 6, seen: 'a1,a2,a3,b,a4,a5' },
        },
      });
    });
    test('share a call when nothing is fetched between them', async () => {
      const before = calls();
      expect(await ask('mutation { a1: a(n: 1) { n } a2: a(n: 2) { id n } a3: a(n: 3) { seen n } }')).toEqual({
        data: { a1: { n: 1 }, a2: { id: '2', n: 2 }, a3: { seen: 'a1,a2,a3', n: 3 } },
      });
      expect(calls() - before).toBe(1);
    });
    test('stop after a non-null root field that is null', async () => {
      const answer = await ask('mutation { must(n: 1) { seen } no: must(n: -1) { seen } never: a(n: 2) { seen } }');
      expect(answer).toEqual({ data: null, errors: [expect.objectContaining({ path: ['no'] })] });
      expect(made).toEqual(['must1', 'must-1']);
    });
    test('a root field that @skip excludes is not executed', async () => {
      const query = 'mutation($no: Boolean!) { ... @skip(if: $no) { a1: a(n: 1) { seen } } a2: a(n: 2) { seen } }';
      expect(await ask(query, { no: true })).toEqual({ data: { a2: { seen: 'a2' } } });
      expect(await ask(query, { no: false })).toEqual({ data: { a1: { seen: 'a2,a1' }, a2: { seen: 'a2,a1,a2' } } });
    });
  },
);
