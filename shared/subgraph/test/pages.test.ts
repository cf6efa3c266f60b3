import { CURSOR_SECRET, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import fc from 'fast-check';
import { createCursors } from '../src/graph/cursors.ts';
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

  const plain = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');
  const ORDER = [
    { by: 'writtenAt', type: 'timestamptz', desc: false },
    { by: 'id', type: 'uuid', desc: false },
  ];
  const place = { list: 'oldest', parent: null, order: ORDER, args: {} };
  const values = ['2013-10-19 02:00:00+00', newId()];
  const refusal = { code: 'BAD_USER_INPUT', field: 'after' };

  test('a cursor is opaque: what it holds stands nowhere in it', async () => {
    const viewer = await fill(3);
    const { edges, pageInfo } = await read(viewer, {});
    for (const cursor of [...edges.map((edge: { cursor: string }) => edge.cursor), pageInfo.endCursor])
      expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/2013-10/);
    expect(new Set(edges.map((edge: { cursor: string }) => edge.cursor.length)).size).toBe(1);
    // Nobody can tell by two cursors that they are of one row.
    expect((await read(viewer, {})).pageInfo.endCursor).not.toBe(pageInfo.endCursor);
  });

  test('the cursor that the service itself would write is taken, with an argument that is null like one that is missing', async () => {
    const after = createCursors('board', [CURSOR_SECRET])(place).write(values);
    expect((await read(member(newId()), { after })).pageInfo.hasPreviousPage).toBe(true);
    expect((await read(member(newId()), { after, newestFirst: null })).nodes).toEqual([]);
  });

  test.each([
    ['an empty text', ''],
    ['no base64', 'x'],
    ['plain JSON', plain(values)],
    ['plain JSON with null inside', plain([null, null])],
    ['too short for a nonce', 'AQAA'],
    ['of the same rows in another order', createCursors('board', [CURSOR_SECRET])({ ...place, list: 'newest' }).write(values)],
    ['of another list', createCursors('board', [CURSOR_SECRET])({ ...place, list: 'siblings' }).write(values)],
    ['of another parent', createCursors('board', [CURSOR_SECRET])({ ...place, parent: 'x' }).write(values)],
    ['of other arguments', createCursors('board', [CURSOR_SECRET])({ ...place, args: { newestFirst: false } }).write(values)],
    ['of other columns', createCursors('board', [CURSOR_SECRET])({ ...place, order: ORDER.slice(1) }).write(values)],
    ['with too few values', createCursors('board', [CURSOR_SECRET])(place).write(values.slice(1))],
    ['of another service', createCursors('bored', [CURSOR_SECRET])(place).write(values)],
    ['under another secret', createCursors('board', ['x'.repeat(32)])(place).write(values)],
    ['with blanks', `${createCursors('board', [CURSOR_SECRET])(place).write(values)}\n`],
  ])('a cursor %s is refused', async (_, after) => {
    const answer = await subgraph.ask(member(newId()), LIST, { after });
    expect(answer.errors?.[0]?.extensions).toMatchObject(refusal);
    expect(answer.errors?.[0]?.message.length).toBeLessThan(200);
  });

  test('a cursor that lacks a byte, or has a bit that differs, is refused wherever it is', () => {
    const { write, read: readBack } = createCursors('board', [CURSOR_SECRET])(place);
    const bytes = Buffer.from(write(values), 'base64url');
    expect(readBack(bytes.toString('base64url'))).toEqual(values);
    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] as number) ^ 1;
      for (const wrong of [altered, bytes.subarray(0, at)])
        expect(() => readBack(wrong.toString('base64url'))).toThrow(expect.objectContaining({ extensions: refusal }));
    }
  });

  test('a secret is exchanged while clients page: what the old one wrote is read, the new one writes', () => {
    const [old, next] = ['o'.repeat(32), 'n'.repeat(32)];
    const before = createCursors('board', [old])(place);
    const during = createCursors('board', [next, old])(place);
    const afterwards = createCursors('board', [next])(place);
    expect(during.read(before.write(values))).toEqual(values);
    expect(afterwards.read(during.write(values))).toEqual(values);
    expect(() => afterwards.read(before.write(values))).toThrow(expect.objectContaining({ extensions: refusal }));
    // Another process of the same service, a replica or the next start, reads it.
    expect(createCursors('board', [old])(place).read(before.write(values))).toEqual(values);
  });

  test('the length of a cursor does not tell the length of a name', () => {
    const order = [{ by: 'nameZh', type: 'text' }, ORDER[1] as (typeof ORDER)[number]];
    const { write } = createCursors('board', [CURSOR_SECRET])({ ...place, order });
    const lengths = ['王', '王秀兰', '首'.repeat(100), '𠮷'.repeat(100)].map((name) => write([name, newId()]).length);
    expect(new Set(lengths).size).toBe(1);
  });

  test('siblings: the cursor of one parent is no cursor of another', async () => {
    const viewer = await fill(3);
    const other = await fill(3);
    const SIBLINGS = `query ($first: Int, $after: String) { notes(first: 1) { nodes { siblings(first: $first, after: $after) { nodes { text } pageInfo { endCursor } } } } }`;
    const one = (await subgraph.ask(viewer, SIBLINGS, { first: 1 })).data.notes.nodes[0].siblings;
    const { endCursor: after } = one.pageInfo;
    expect((await subgraph.ask(viewer, SIBLINGS, { after })).data.notes.nodes[0].siblings.nodes).toHaveLength(2);
    expect((await subgraph.ask(other, SIBLINGS, { after })).errors?.[0]?.extensions).toMatchObject(refusal);
  });

  test('a list that orders by a column that is null has no cursor there', () => {
    expect(() => createCursors('board', [CURSOR_SECRET])(place).write([null, newId()])).toThrow('null');
  });
});
