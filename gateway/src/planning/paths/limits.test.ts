import { parse } from 'graphql';
import { federation } from '../../../test/subgraph.ts';
import { compose } from '../../supergraph/compose.ts';
import { readSupergraph } from '../../supergraph/reading/supergraph.ts';
import { fetchesOf } from '../plan.ts';
import { createPlanner } from '../planner.ts';

/** An interface with so many types, each of which has `next` in another subgraph only. */
const TYPES = Array.from({ length: 20 }, (_, at) => `T${at}`);
const LINK = federation('"@key"');
const supergraph = readSupergraph(
  compose([
    {
      name: 'a',
      url: 'http://a.invalid',
      sdl: `${LINK} type Query { root: N own: M } interface N { id: ID! } interface M { next: M }
        ${TYPES.map((name) => `type ${name} implements N @key(fields: "id") { id: ID! } type M${name} implements M { next: M }`).join(' ')}`,
    },
    {
      name: 'b',
      url: 'http://b.invalid',
      sdl: `${LINK} interface N { id: ID! next: N }
        ${TYPES.map((name) => `type ${name} implements N @key(fields: "id") { id: ID! next: N }`).join(' ')}`,
    },
  ]),
);
const { plan } = createPlanner(supergraph);

const nested = (depth: number, inner: string): string => 'next { '.repeat(depth) + inner + ' }'.repeat(depth);

test('a field that one subgraph gives of all types of an interface is asked of the interface', async () => {
  const [own] = fetchesOf(await plan(parse(`{ own { ${nested(15, '__typename')} } }`)));
  expect(own?.operation).not.toContain('...on');
  const fetches = fetchesOf(await plan(parse(`{ root { ${nested(12, 'id')} } }`)));
  expect(fetches.map(({ service }) => service)).toEqual(['a', 'b']);
});

test('an operation of which the types multiply too often is refused', async () => {
  let inner = 'id';
  for (let depth = 0; depth < 3; depth++) inner = TYPES.map((name) => `... on ${name} { next { ${inner} } }`).join(' ');
  await expect(plan(parse(`{ root { ${inner} } }`))).rejects.toThrow('Ask for less, or split it.');
});
