import { member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import fc from 'fast-check';
import { newId } from '../src/index.ts';
import { board } from './fixture/board.ts';

const LIST = `query ($first: Int, $after: String, $newestFirst: Boolean) {
  notes(first: $first, after: $after, newestFirst: $newestFirst) { totalCount nodes { text } edges { cursor node { text } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
}`;

describe('pages', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(board);
  });
  afterAll(() => subgraph.stop());

  const fill = async (count: number) => {
    const viewer = member(newId());
    // Several rows share an instant with microseconds, so that only the id orders them.
    await subgraph.sql(
      `insert into note select gen_random_uuid(), $1, 'n' || n, n, '2013-10-19T02:00:00.123456Z'::timestamptz + (n / 3) * interval '1 microsecond', 1 from generate_series(1, $2) n`,
      [viewer.subject, count],
    );
    return viewer;
  };
  const read = async (viewer: ReturnType<typeof member>, variables: object) =>
    (await subgraph.ask(viewer, LIST, variables)).data.notes;

  test('read through give every row once, whatever the page size and direction', async () => {
    const viewer = await fill(37);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.boolean(), async (first, newestFirst) => {
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const page: { nodes: { text: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = await read(viewer, {
            first,
            after,
            newestFirst,
          });
          seen.push(...page.nodes.map(({ text }) => text));
          after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
        } while (after);
        expect(new Set(seen).size).toBe(37);
        expect(seen).toHaveLength(37);
      }),
      { numRuns: 25 },
    );
  });

  test('rows that come and go between pages neither repeat nor hide others', async () => {
    const viewer = await fill(10);
    const page = await read(viewer, { first: 5 });
    await subgraph.sql(`insert into note values (gen_random_uuid(), $1, 'early', 0, '2013-10-18T00:00:00Z', 1)`, [
      viewer.subject,
    ]);
    await subgraph.sql(`delete from note where writer = $1 and body = $2`, [viewer.subject, page.nodes[4].text]);
    const next = await read(viewer, { first: 5, after: page.pageInfo.endCursor });
    expect(next.nodes).toHaveLength(5);
    expect(next.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  test('an empty list is an empty page', async () => {
    expect(await read(member(newId()), {})).toEqual({
      totalCount: 0,
      nodes: [],
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  test('a page has 20 rows unless told, and 100 at most', async () => {
    const viewer = await fill(30);
    expect((await read(viewer, {})).nodes).toHaveLength(20);
    expect((await read(viewer, { first: 0 })).nodes).toHaveLength(0);
    for (const first of [-1, 101]) {
      const answer = await subgraph.ask(viewer, LIST, { first });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
    }
  });

  test.each(['x', 'bnVsbA', Buffer.from('["a"]').toString('base64url'), Buffer.from('[1,2]').toString('base64url')])(
    'the cursor %j is refused',
    async (after) => {
      const answer = await subgraph.ask(member(newId()), LIST, { after });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
    },
  );

  test('a cursor that looks right and is impossible is bad input, though only the database can tell', async () => {
    for (const values of [
      ['2013-10-19 02:00:00+00', '-'.repeat(36)],
      ['2013-13-45 02:00:00+00', newId()],
    ]) {
      const after = Buffer.from(JSON.stringify(values)).toString('base64url');
      expect(await subgraph.code(subgraph.ask(member(newId()), LIST, { after }))).toBe('BAD_USER_INPUT');
    }
  });

  test('a cursor with values of another type is refused, not an accident', async () => {
    const after = Buffer.from(JSON.stringify(['yesterday-ish', 'x'])).toString('base64url');
    expect(await subgraph.code(subgraph.ask(member(newId()), LIST, { after }))).toBe('BAD_USER_INPUT');
  });
});
