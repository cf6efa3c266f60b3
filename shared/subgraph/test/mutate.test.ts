import { key, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { newId } from '../src/index.ts';
import { board } from './fixture/board.ts';

const WRITE = 'mutation ($input: WriteNoteInput!) { writeNote(input: $input) { note { id text amountFen writtenAt version } } }';
const CHANGE = 'mutation ($input: ChangeNoteInput!) { changeNote(input: $input) { note { text version } } }';

describe('a mutation', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(board, {
      subscribers: [{ type: 'board.*', name: 'nobody', url: 'http://127.0.0.1:9/events' }],
    });
  });
  afterAll(() => subgraph.stop());

  const someone = () => member(newId());
  const write = (viewer: ReturnType<typeof member>, text: string, { idempotencyKey = key(), amountFen = '5470000000000' } = {}) =>
    subgraph.ask(viewer, WRITE, { input: { idempotencyKey, text, amountFen } });
  const last = async () =>
    (
      await subgraph.sql<{ job: string; delivery: string }>(
        `select coalesce((select max(id) from graphile_worker._private_jobs), 0)::text as job,
           coalesce((select max(id) from event_delivery), 0)::text as delivery`,
      )
    )[0] ?? { job: '0', delivery: '0' };
  /** Jobs and events that were added behind the last ones; others are done and go meanwhile. */
  const addedBehind = async ({ job, delivery }: { job: string; delivery: string }) =>
    (
      await subgraph.sql<{ n: number }>(
        `select ((select count(*) from graphile_worker._private_jobs where id > $1)
           + (select count(*) from event_delivery where id > $2))::int as n`,
        [job, delivery],
      )
    )[0]?.n;

  test('answers a replay with what it answered first, and changes nothing', async () => {
    const viewer = someone();
    const idempotencyKey = key();
    const first = await write(viewer, 'a', { idempotencyKey });
    expect(first.data.writeNote.note).toMatchObject({
      amountFen: '5470000000000',
      version: 1,
      writtenAt: '2013-10-19T02:00:00.000Z',
    });
    await subgraph.ask(viewer, CHANGE, {
      input: { idempotencyKey: key(), noteId: first.data.writeNote.note.id, expectedVersion: 1, text: 'b' },
    });
    expect(await write(viewer, 'a', { idempotencyKey })).toEqual(first);
    expect(await subgraph.sql('select body, version from note where writer = $1', [viewer.subject])).toEqual([
      { body: 'b', version: 2 },
    ]);
  });

  test('runs once when the same call comes twenty times at once', async () => {
    const viewer = someone();
    const idempotencyKey = key();
    const answers = await Promise.all(Array.from({ length: 20 }, () => write(viewer, 'once', { idempotencyKey })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.errors).toBeUndefined();
    expect(await subgraph.sql('select from note where writer = $1', [viewer.subject])).toHaveLength(1);
  });

  test('refuses a key that was used with another input, by the same person only', async () => {
    const viewer = someone();
    const idempotencyKey = key();
    await write(viewer, 'a', { idempotencyKey });
    const answer = await write(viewer, 'b', { idempotencyKey });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH', field: 'idempotencyKey' });
    expect((await write(someone(), 'b', { idempotencyKey })).errors).toBeUndefined();
  });

  test.each(['', 'short', 'with space in it', '中文'.repeat(5), 'x'.repeat(201)])(
    'refuses the key %j',
    async (idempotencyKey) => {
      expect(await subgraph.code(write(someone(), 'a', { idempotencyKey }))).toBe('BAD_USER_INPUT');
    },
  );

  test.each(['a\u0000b', 'bell\u0007', 'x'.repeat(10_001)])('refuses the text %j', async (text) => {
    const { errors } = await write(someone(), text);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'text' });
  });

  test('leaves nothing but an audit row when a rule refuses at the end, and the key stays free', async () => {
    const viewer = someone();
    const before = await last();
    const idempotencyKey = key();
    expect(await subgraph.code(write(viewer, 'too late', { idempotencyKey }))).toBe('DEADLINE_PASSED');
    expect(await subgraph.sql('select from note where writer = $1', [viewer.subject])).toEqual([]);
    expect(await addedBehind(before)).toBe(0);
    expect(await subgraph.sql('select decision, coordinates from audit_event where actor = $1', [viewer.subject])).toEqual([
      { decision: 'DEADLINE_PASSED', coordinates: ['Mutation.writeNote'] },
    ]);
    expect(await subgraph.code(write(viewer, 'in time', { idempotencyKey }))).toBeNull();
  });

  test('answers from what it changed, also as the second of one document', async () => {
    const viewer = someone();
    const { data } = await write(viewer, 'one');
    const change = '{ note { text siblings { nodes { text } } } }';
    const twice = `mutation ($a: ChangeNoteInput!, $b: ChangeNoteInput!) { a: changeNote(input: $a) ${change} b: changeNote(input: $b) ${change} }`;
    const inputs = { noteId: data.writeNote.note.id };
    const answer = await subgraph.ask(viewer, twice, {
      a: { ...inputs, idempotencyKey: key(), expectedVersion: 1, text: 'two' },
      b: { ...inputs, idempotencyKey: key(), expectedVersion: 2, text: 'three' },
    });
    expect(answer.data).toEqual({
      a: { note: { text: 'two', siblings: { nodes: [{ text: 'two' }] } } },
      b: { note: { text: 'three', siblings: { nodes: [{ text: 'three' }] } } },
    });
  });

  test('writes its audit row and its event with the change', async () => {
    const viewer = someone();
    const { data } = await write(viewer, 'audited');
    const { id } = data.writeNote.note;
    expect(await subgraph.sql('select actor, roles, decision from audit_event where entity_ids @> array[$1]', [id])).toEqual([
      { actor: viewer.subject, roles: ['MEMBER'], decision: 'ALLOWED' },
    ]);
    const [told] = await subgraph.sql<{ event: object }>(`select event from event_delivery where event->>'subject' = $1`, [id]);
    expect(told?.event).toMatchObject({
      specversion: '1.0',
      type: 'board.note.written',
      source: '/subgraphs/board',
      time: '2013-10-19T02:00:00.000Z',
      data: { amountFen: '5470000000000' },
    });
  });

  test('tells a violated constraint by its rule', async () => {
    const viewer = someone();
    const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(write(viewer, 'unique'))));
    expect(codes.sort()).toEqual([...Array.from({ length: 19 }, () => 'DUPLICATE'), null].sort());
  });

  test('lets one of twenty change the same version', async () => {
    const viewer = someone();
    const { data } = await write(viewer, 'v');
    const change = (text: string, expectedVersion = 1) =>
      subgraph.code(
        subgraph.ask(viewer, CHANGE, { input: { idempotencyKey: key(), noteId: data.writeNote.note.id, expectedVersion, text } }),
      );
    const codes = await Promise.all(Array.from({ length: 20 }, (_, n) => change(`v${n}`)));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'VERSION_CONFLICT')).toHaveLength(19);
  });

  test("does not tell another person's row from none, nor from a malformed id", async () => {
    const { data } = await write(someone(), 'mine');
    for (const noteId of [data.writeNote.note.id, newId(), 'x', "' or 1=1"]) {
      const changed = subgraph.ask(someone(), CHANGE, {
        input: { idempotencyKey: key(), noteId, expectedVersion: 1, text: 'yours' },
      });
      expect(await subgraph.code(changed)).toBe('NOT_FOUND');
      expect(await subgraph.code(subgraph.ask(someone(), 'query ($id: ID!) { note(id: $id) { text } }', { id: noteId }))).toBe(
        'NOT_FOUND',
      );
    }
    const entity = await subgraph.ask(
      someone(),
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Note { text } } }',
      { r: [{ __typename: 'Note', id: data.writeNote.note.id }] },
    );
    expect(entity.data._entities).toEqual([null]);
  });
});
