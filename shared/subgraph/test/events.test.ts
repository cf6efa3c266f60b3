import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually, key, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { newId } from '../src/index.ts';
import { board } from './fixture/board.ts';

const WRITE = 'mutation ($input: WriteNoteInput!) { writeNote(input: $input) { note { id } } }';

const readiness = async (url: string) =>
  (await (await fetch(`${url}/ready`)).json()) as { ready: boolean; subscribersBehind: object[] };

describe('events', () => {
  let subgraph: TestSubgraph;
  let subscriber: Server;
  const received: { headers: IncomingMessage['headers']; body: { id: string; subject: string } }[] = [];
  let answer = (_: number) => 204;

  beforeAll(async () => {
    subscriber = createServer((request: IncomingMessage, response: ServerResponse) => {
      let text = '';
      request
        .on('data', (chunk) => (text += chunk))
        .on('end', () => {
          if (request.method === 'GET') return response.writeHead(200).end();
          received.push({ headers: request.headers, body: JSON.parse(text) });
          response.writeHead(answer(received.length)).end();
        });
    });
    await new Promise<void>((listening) => subscriber.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(subscriber.address() as AddressInfo).port}/events`;
    subgraph = await testSubgraph(board, {
      subscribers: [
        { type: 'board.note.*', name: 'listener', url },
        { type: 'other.*', name: 'other', url },
      ],
    });
  });
  afterAll(async () => {
    await subgraph.stop();
    subscriber.close();
  });

  const write = (text: string) => subgraph.ask(member(newId()), WRITE, { input: { idempotencyKey: key(), text, amountFen: 1 } });
  const heard = () => subgraph.sql<{ at: Date; what: string; who: string }>('select at, what, who from heard');

  test('reach their subscriber as CloudEvents with a passport, and again until it takes them', async () => {
    answer = (n) => (n === 1 ? 500 : 204);
    const { data } = await write('tell');
    const of = () => received.filter(({ body }) => body.subject === data.writeNote.note.id);
    await eventually(() => of().length === 2);
    expect(of()[0]?.headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      authorization: expect.stringMatching(/^Passport /),
    });
    expect(of()[0]?.body.id).toBe(of()[1]?.body.id);
  });

  test('wait for a subscriber that is away, and reach it as soon as it is back', async () => {
    const { port } = subscriber.address() as AddressInfo;
    await new Promise((closed) => subscriber.close(closed).closeAllConnections());
    const { data } = await write('while you were out');
    const waiting = () =>
      subgraph.sql<{ attempts: number }>(`select attempts from event_delivery where event->>'subject' = $1`, [
        data.writeNote.note.id,
      ]);
    // It is nobody's fault, so that it counts as no attempt; and those who look are told who is behind.
    const { subscribersBehind, ready } = await readiness(subgraph.url);
    expect(ready).toBe(true);
    expect(subscribersBehind).toMatchObject([{ subscriber: 'listener', waiting: 1, dead: 0 }]);
    expect(await waiting()).toEqual([{ attempts: 0 }]);
    await new Promise<void>((listening) => subscriber.listen(port, '127.0.0.1', listening));
    await eventually(() => received.some(({ body }) => body.subject === data.writeNote.note.id));
  });

  test('are heard once, however often they come', async () => {
    const event = { type: 'mediation.case.closed', subject: newId(), data: {}, id: newId() };
    const before = (await heard()).length;
    expect(await Promise.all(Array.from({ length: 10 }, () => subgraph.send(event)))).toEqual(
      Array.from({ length: 10 }, () => 204),
    );
    expect((await heard()).slice(before)).toEqual([
      { at: new Date('2013-10-19T02:00:00Z'), what: 'mediation.case.closed', who: 'service:board' },
    ]);
  });

  test('that fail leave nothing and may come again', async () => {
    const event = { type: 'mediation.case.closed', subject: newId(), id: newId() };
    const before = (await heard()).length;
    expect(await subgraph.send({ ...event, data: { fail: true } })).toBe(500);
    expect((await heard()).length).toBe(before);
    expect(await subgraph.send({ ...event, data: {} })).toBe(204);
    expect((await heard()).length).toBe(before + 1);
  });

  test('are to come again soon when the database broke off, whatever else is wrong with those beside them', async () => {
    const event = (data: object) => ({ type: 'mediation.case.closed', subject: newId(), id: newId(), data });
    expect(await subgraph.send(event({ cutOff: true }))).toBe(503);
    expect(await subgraph.send(event({ fail: true }), event({ cutOff: true }))).toBe(503);
    expect(await subgraph.send(event({ fail: true }))).toBe(500);
  });

  test('that a sender tells in the name of a person are refused', async () => {
    const event = { type: 'mediation.case.closed', subject: newId(), data: {} };
    const before = (await heard()).length;
    expect(await subgraph.sendAs(member(newId()), event)).toBe(401);
    expect((await heard()).length).toBe(before);
  });

  test('without data or with an unreadable time are refused', async () => {
    const event = { type: 'mediation.case.closed', subject: newId() };
    expect(await subgraph.send({ ...event, data: null as never })).toBe(400);
    expect(await subgraph.send({ ...event, data: {}, time: 'yesterday' })).toBe(400);
  });

  test('that cannot be read are refused and counted; those about other rows in the same request are taken', async () => {
    const type = 'mediation.case.closed';
    const readable = { type, subject: newId(), data: { fail: false, caseNo: 'a member of a later version' } };
    const before = (await heard()).length;
    expect(await subgraph.send({ type, subject: newId(), data: { fail: 'yes' } }, readable)).toBe(400);
    expect((await heard()).length).toBe(before + 1);
    const metrics = await (await fetch(`${subgraph.url}/metrics`)).text();
    expect(metrics).toMatch(/events_received_total\{type="mediation.case.closed",outcome="refused",service="board"\} 1/);
  });

  test('of another version of their schema are refused', async () => {
    const event = { type: 'mediation.case.closed', subject: newId(), data: {} };
    expect(await subgraph.send({ ...event, dataschema: 'urn:union-graph:event:mediation.case.closed:2' })).toBe(400);
    expect(await subgraph.send({ ...event, dataschema: 'urn:union-graph:event:mediation.case.closed:1' })).toBe(204);
  });

  test('nobody listens to are taken and forgotten', async () => {
    expect(await subgraph.send({ type: 'mediation.else', subject: newId(), data: {} })).toBe(204);
  });

  test('tasks run on the clock of the request that asked for them, and not before their time', async () => {
    const before = (await heard()).length;
    const { data } = await write('soon');
    await write('later');
    await eventually(async () => (await heard()).length > before);
    const [first, ...more] = (await heard()).slice(before);
    expect(first?.what).toBe(`yellow ${data.writeNote.note.id}`);
    expect(first?.at.toISOString()).toMatch(/^2013-10-19T02:00:0/);
    expect(more).toEqual([]);
  });
});
