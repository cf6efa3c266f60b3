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
    test('are made in order, and what each is asked for is read before the next', async () => {
      log.length = 0;
      expect(await ask('mutation($n: Int) { first { seen } between { id } second(n: $n) { id } }', { n: 3 })).toEqual({
        data: { first: { seen: 'first,read' }, between: { id: '3' }, second: { id: '2' } },
      });
      expect(log).toEqual(['first', 'read', 'between', 'second 3']);
    });
  },
);
