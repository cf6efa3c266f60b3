import { connect } from 'node:net';
import { eventuallyHolds, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import pg from 'pg';
import { request } from 'undici';
import { newId } from '../src/index.ts';
import { board } from './fixture/board.ts';

/** The status line that a request for any target at all is answered with. */
const rawStatus = (url: string, target: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () =>
      socket.write(`GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
    );
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('end', () => resolve(text.split('\r\n')[0] ?? '')).on('error', reject);
  });

describe('errors', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(board);
  });
  afterAll(() => subgraph.stop());
  const viewer = member(newId());

  test('that nobody expected are masked, with an id for the log', async () => {
    const { errors } = await subgraph.ask(viewer, '{ broken }');
    expect(errors).toEqual([
      {
        message: expect.stringMatching(/^Something went wrong here\. If you report it, name "[0-9a-f-]{36}"\.$/),
        path: ['broken'],
        locations: expect.anything(),
        extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: expect.any(String) },
      },
    ]);
  });

  test('of an object that the viewer may not see are no mistake; of a value that is missing they are', async () => {
    await subgraph.ask(
      viewer,
      'mutation { writeNote(input: { idempotencyKey: "hidden-01", text: "x", amountFen: 1 }) { note { id } } }',
    );
    const { errors } = await subgraph.ask(viewer, '{ notes { nodes { hidden { id } } } }');
    expect(errors).toMatchObject([
      { message: 'What "Note.hidden" leads to does not exist, or you may not see it.', extensions: { code: 'NOT_FOUND' } },
    ]);
    expect(await subgraph.code(subgraph.ask(viewer, '{ notes { nodes { unsaid } } }'))).toBe('INTERNAL_SERVER_ERROR');
  });

  test('of a database that is too slow say so', async () => {
    expect(await subgraph.code(subgraph.ask(viewer, '{ slow }'))).toBe('DEPENDENCY_UNAVAILABLE');
  });

  test('of a malformed scalar are BAD_USER_INPUT, as literal and as variable', async () => {
    const literal = 'mutation { writeNote(input: { idempotencyKey: "aaaaaaaa", text: "x", amountFen: 1.5 }) { note { id } } }';
    const variable =
      'mutation ($fen: Fen!) { writeNote(input: { idempotencyKey: "aaaaaaaa", text: "x", amountFen: $fen }) { note { id } } }';
    for (const answer of [subgraph.ask(viewer, literal), subgraph.ask(viewer, variable, { fen: '-5' })])
      expect(await subgraph.code(answer)).toBe('BAD_USER_INPUT');
  });

  test('of the document keep their place and code', async () => {
    expect((await subgraph.ask(viewer, '{ nothing }')).errors?.[0]).toMatchObject({
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  });

  test('broken connections to the database cost their own requests only', async () => {
    const list = '{ notes { nodes { id } } }';
    await subgraph.ask(viewer, list);
    const app = new pg.Client({ connectionString: subgraph.database.appUrl });
    await app.connect();
    await app.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where usename = user and datname = current_database() and pid <> pg_backend_pid()',
    );
    await app.end();
    const codes = await Promise.all(Array.from({ length: 10 }, () => subgraph.code(subgraph.ask(viewer, list))));
    expect(codes.filter((code) => code !== null && code !== 'DEPENDENCY_UNAVAILABLE')).toEqual([]);
    await eventuallyHolds(async () => expect(await subgraph.code(subgraph.ask(viewer, list))).toBeNull());
  });

  test('a connection that dies inside a transaction is told as a database that is away', async () => {
    const write = 'mutation ($input: WriteNoteInput!) { writeNote(input: $input) { note { id } } }';
    const input = { idempotencyKey: 'cut-off-1', text: 'cut off', amountFen: 1 };
    expect(await subgraph.code(subgraph.ask(viewer, write, { input }))).toBe('DEPENDENCY_UNAVAILABLE');
    expect(await subgraph.sql(`select body from note where body = 'cut off'`)).toEqual([]);
  });

  test('of the request itself have a status', async () => {
    const authorization = `Passport ${await subgraph.sign(viewer, 'board')}`;
    const post = async (body: string, headers = {}) => {
      const answer = await request(`${subgraph.url}/graphql`, {
        method: 'POST',
        body,
        headers: { authorization, 'content-type': 'application/json', ...headers },
      });
      return [
        answer.statusCode,
        ((await answer.body.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code,
      ];
    };
    expect(await post('{')).toEqual([400, 'BAD_USER_INPUT']);
    expect(await post(JSON.stringify({ query: `{ __typename #${'x'.repeat(5_000_000)}\n}` }))).toEqual([413, 'BAD_USER_INPUT']);
    expect(await post(JSON.stringify({ query: '{ __typename }' }), { 'x-test-now': 'tomorrow' })).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
    expect((await request(`${subgraph.url}/nowhere`)).statusCode).toBe(404);
    for (const target of ['//', 'http://[', '/%', '*']) {
      expect([target, await rawStatus(subgraph.url, target)]).toEqual([target, expect.stringMatching(/^HTTP\/1.1 4/)]);
    }
    expect((await request(`${subgraph.url}/health`)).statusCode).toBe(200);
  });
});
