import { parse } from 'graphql';
import { federation } from '../../../test/subgraph.ts';
import { compose } from '../../supergraph/compose.ts';
import { readSupergraph } from '../../supergraph/reading/supergraph.ts';
import { fetchesOf } from '../plan.ts';
import { createPlanner } from '../planner.ts';

const LINK = federation('"@key"', '"@shareable"');
const planOver = (subgraphs: Readonly<Record<string, string>>) =>
  createPlanner(
    readSupergraph(
      compose(Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: `http://${name}.invalid`, sdl: `${LINK} ${sdl}` }))),
    ),
  ).plan;

/** An interface with so many object types, each of which has `next` in another subgraph only. */
const TYPES = Array.from({ length: 20 }, (_, at) => `T${at}`);
const plan = planOver({
  a: `type Query { root: N own: M } interface N { id: ID! } interface M { next: M }
    ${TYPES.map((name) => `type ${name} implements N @key(fields: "id") { id: ID! } type M${name} implements M { next: M }`).join(' ')}`,
  b: `interface N { id: ID! next: N } ${TYPES.map((name) => `type ${name} implements N @key(fields: "id") { id: ID! next: N }`).join(' ')}`,
});

const nested = (depth: number, inner: string): string => 'next { '.repeat(depth) + inner + ' }'.repeat(depth);

test('a field that one subgraph resolves for all types of an interface is selected on the interface', async () => {
  const [own] = fetchesOf(await plan(parse(`{ own { ${nested(15, '__typename')} } }`)));
  expect(own?.operationText).not.toContain('...on');
  const fetches = fetchesOf(await plan(parse(`{ root { ${nested(12, 'id')} } }`)));
  expect(fetches.map(({ subgraph }) => subgraph)).toEqual(['a', 'b']);
});

test('an operation whose types multiply too often is refused', async () => {
  let inner = 'id';
  for (let depth = 0; depth < 3; depth++) inner = TYPES.map((name) => `... on ${name} { next { ${inner} } }`).join(' ');
  await expect(plan(parse(`{ root { ${inner} } }`))).rejects.toMatchObject({
    message: expect.stringContaining('Ask for less, or split it.'),
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
});

test('types that only one of the sharing subgraphs knows count, too', async () => {
  const own = Array.from({ length: 5 }, (_, at) => `Own${at}`);
  const shared = planOver({
    a: `type Query { vessel: Vessel @shareable } union Vessel = Ship | ${own.join(' | ')} interface Towed { next: Vessel }
      type Ship { id: ID @shareable } ${own.map((name) => `type ${name} implements Towed { next: Vessel }`).join(' ')}`,
    b: 'type Query { vessel: Vessel @shareable } union Vessel = Ship type Ship { id: ID @shareable }',
  });
  const towed = (depth: number): string => (depth === 0 ? '__typename' : `... on Towed { next { ${towed(depth - 1)} } }`);
  expect(fetchesOf(await shared(parse(`{ vessel { ${towed(4)} } }`)))).toHaveLength(1);
  await expect(shared(parse(`{ vessel { ${towed(7)} } }`))).rejects.toThrow('Ask for less, or split it.');
});

const COUNT = 30;
const indices = Array.from({ length: COUNT }, (_, at) => at);
/** A supergraph as a composer writes it; composers themselves take too long for so many subgraphs with so many keys. */
const planOverMany = (types: string) =>
  createPlanner(
    readSupergraph(`schema { query: Query } enum join__Graph {
      ${indices.map((at) => `S${at} @join__graph(name: "s${at}", url: "http://s${at}.invalid")`).join(' ')} } ${types}`),
  ).plan;
const joinFields = (graphs: readonly number[]): string => graphs.map((at) => `@join__field(graph: S${at})`).join(' ');

test('subgraphs that no key leads to are not searched for keys of each other', async () => {
  const islands = indices.slice(2);
  const lost = planOverMany(`
    type Query ${indices.map((at) => `@join__type(graph: S${at})`).join(' ')} {
      port: Port @join__field(graph: S0) ${islands.map((at) => `island${at}: Crane @join__field(graph: S${at})`).join(' ')} }
    type Port @join__type(graph: S0, key: "id") @join__type(graph: S1, key: "id") { id: ID! crane: Crane }
    type Crane @join__type(graph: S0) @join__type(graph: S1)
      ${islands.flatMap((at) => islands.map((key) => `@join__type(graph: S${at}, key: "k${key}")`)).join(' ')} {
      name: String @join__field(graph: S0) load: Int ${joinFields(indices.slice(1))}
      ${islands.map((key) => `k${key}: ID! ${joinFields(islands)}`).join(' ')} }`);
  const fetches = fetchesOf(await lost(parse('{ port { crane { name load } } }')));
  expect(fetches.map(({ subgraph: service }) => service)).toEqual(['s0', 's1']);
});

test('a field that is resolved already takes no step, however often it is required', async () => {
  const required = planOverMany(`
    type Query @join__type(graph: S0) { ship: Ship }
    type Ship ${indices.map((at) => `@join__type(graph: S${at}, key: "id")`).join(' ')} { id: ID!
      ${indices
        .map(
          (at) =>
            `f${at}: Int @join__field(graph: S${at}, requires: "${
              indices
                .slice(0, at)
                .map((name) => `f${name}`)
                .join(' ') || 'id'
            }")`,
        )
        .join(' ')}
      ${indices.map((at) => `n${at}: Ship @join__field(graph: S${at})`).join(' ')} }`);
  const all = indices.map((at) => `f${at}`).join(' ');
  const text = `{ ship { ${all} ${indices.map((at) => `n${at} { ${all} }`).join(' ')} } }`;
  expect(fetchesOf(await required(parse(text))).length).toBeGreaterThan(COUNT);
});
