import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPassportSigner } from '@union-graph/identity';
import { eventually, key, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { exportJWK, generateKeyPair } from 'jose';
import { pino } from 'pino';
import { startLanes } from '../src/events/lanes.ts';
import { makeSubgraphMetrics } from '../src/http/metrics.ts';
import { newId } from '../src/index.ts';
import { board } from './fixture/board.ts';

// @slow

const WRITE = 'mutation ($input: WriteNoteInput!) { writeNote(input: $input) { note { id } } }';

const pause = () => new Promise((resume) => setTimeout(resume, 20));

interface Heard {
  readonly subject: string;
  readonly n: number;
}

/** A subscriber that says of each event what the test wants: a status, or nothing at all. */
class Listener {
  readonly asked: Heard[] = [];
  readonly taken: Heard[] = [];
  /** The requests that it has let hang, and whether they still do. */
  readonly hanging: { isOpen: boolean }[] = [];
  answer: (event: Heard) => number | null = () => 204;
  readonly #server: Server = createServer((request, response) => this.#hear(request, response));
  url = '';

  async start(): Promise<this> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/events`;
    return this;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #hear(request: IncomingMessage, response: ServerResponse): void {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      if (request.method === 'GET') return response.writeHead(200).end('{}');
      const sent = [JSON.parse(text)].flat() as { subject: string; data: { n: number } }[];
      const events = sent.map(({ subject, data }) => ({ subject, n: data.n }));
      this.asked.push(...events);
      const answers = events.map((event) => this.answer(event));
      if (answers.includes(null)) return this.#hang(response);
      // A receiver takes each event for itself but those behind a failed one of their aggregate, and says of all together that one failed.
      const failed = events.filter((_, at) => (answers[at] as number) >= 300).map(({ subject }) => subject);
      this.taken.push(...events.filter(({ subject }) => !failed.includes(subject)));
      response.writeHead(Math.max(...(answers as number[]))).end();
    });
  }

  #hang(response: ServerResponse): void {
    const hang = { isOpen: true };
    this.hanging.push(hang);
    response.on('close', () => {
      hang.isOpen = false;
    });
  }
}

describe('each subscriber is told apart from all others', () => {
  let subgraph: TestSubgraph;
  let quick: Listener;
  let hung: Listener;
  beforeAll(async () => {
    [quick, hung] = await Promise.all([new Listener().start(), new Listener().start()]);
    subgraph = await testSubgraph(board, {
      subscribers: [
        { type: 'board.note.*', name: 'hung', url: hung.url },
        { type: 'board.note.*', name: 'quick', url: quick.url },
      ],
    });
  });
  afterAll(async () => {
    hung.stop();
    await subgraph.stop();
    quick.stop();
  });

  const tell = (subscriber: string, ...events: Heard[]) =>
    subgraph.sql(
      `with told as (
         insert into event_delivery (subscriber, aggregate, event)
         select $1, subject, json_build_object('id', gen_random_uuid(), 'subject', subject, 'data', json_build_object('n', n))
         from unnest($2::text[], $3::int[]) with ordinality as event(subject, n, at) order by at returning id)
       select pg_notify('event_delivery', '') from told limit 1`,
      [subscriber, events.map(({ subject }) => subject), events.map(({ n }) => n)],
    );
  const waiting = async (subscriber: string) =>
    (await subgraph.sql('select from event_delivery where subscriber = $1 and dead_at is null', [subscriber])).length;

  test('one that accepts connections and answers nothing keeps no other and no task waiting', async () => {
    hung.answer = () => null;
    const write = async () => {
      const input = { idempotencyKey: key(), text: newId(), amountFen: 1 };
      return (await subgraph.ask(member(newId()), WRITE, { input })).data.writeNote.note.id as string;
    };
    const isDone = async (id: string) =>
      quick.taken.some(({ subject }) => subject === id) &&
      (await subgraph.sql('select from heard where what = $1', [`yellow ${id}`])).length === 1;
    await write();
    // While one and the same request hangs, a note is written, told to the other, and its task has run. (A request may end before on a busy machine.)
    let written = 1;
    await eventually(async () => {
      await eventually(() => hung.hanging.at(-1)?.isOpen === true);
      const hang = hung.hanging.at(-1);
      const id = await write();
      written++;
      while (hang?.isOpen && !(await isDone(id))) await pause();
      return hang?.isOpen === true;
    });
    const readiness = (await (await fetch(`${subgraph.url}/ready`)).json()) as object;
    expect(readiness).toMatchObject({
      ready: true,
      subscribersBehind: [{ subscriber: 'hung', waiting: written, oldestSeconds: expect.any(Number), dead: 0 }],
    });
    const metrics = await (await fetch(`${subgraph.url}/metrics`)).text();
    expect(metrics).toContain(`event_deliveries_waiting{subscriber="hung",service="board"} ${written}`);
    expect(metrics).toMatch(/event_delivery_lag_seconds\{subscriber="hung",service="board"\} \d/);
    hung.answer = () => 204;
    await eventually(async () => (await waiting('hung')) === 0);
  });

  test('an event that is refused holds back those of its aggregate, and no others', async () => {
    const [a, b] = [newId(), newId()];
    let refusals = 0;
    quick.taken.length = 0;
    quick.answer = ({ subject, n }) => (subject === a && n === 1 && refusals++ < 2 ? 400 : 204);
    await tell('quick', { subject: a, n: 1 }, { subject: a, n: 2 }, { subject: b, n: 1 }, { subject: a, n: 3 });
    await eventually(async () => (await waiting('quick')) === 0);
    const of = (id: string) => quick.taken.filter(({ subject }) => subject === id).map(({ n }) => n);
    expect(of(a)).toEqual([1, 2, 3]);
    expect(of(b).length).toBeGreaterThan(0);
  });

  test('what is refused for the last time is a dead letter that holds nothing back, and stays', async () => {
    const a = newId();
    quick.taken.length = 0;
    quick.answer = ({ n }) => (n === 1 ? 422 : 204);
    await tell('quick', { subject: a, n: 1 });
    const isRefused = async () => (await subgraph.sql('select from event_delivery where attempts > 0')).length === 1;
    await eventually(isRefused);
    await subgraph.sql('update event_delivery set attempts = 24, retry_at = now() where attempts > 0');
    await tell('quick', { subject: a, n: 2 });
    await eventually(() => quick.taken.some(({ n }) => n === 2));
    const [dead] = await subgraph.sql('select attempts, last_error, dead_at is not null as dead from event_delivery');
    expect(dead).toEqual({ attempts: 25, last_error: '422 ', dead: true });
    await subgraph.sql('delete from event_delivery');
  });

  test('an event that a ready subscriber never takes is to blame after a while, and the others go on', async () => {
    const [a, b] = [newId(), newId()];
    quick.taken.length = 0;
    quick.answer = ({ subject }) => (subject === a ? 503 : 204);
    await tell('quick', { subject: a, n: 1 });
    await eventually(() => quick.asked.some(({ subject }) => subject === a));
    await tell('quick', { subject: b, n: 1 });
    await eventually(() => quick.taken.some(({ subject }) => subject === b));
    await subgraph.sql('delete from event_delivery');
  });
});

test('of two processes one tells a subscriber, in order; when it is gone, the other does', async () => {
  const subgraph = await testSubgraph(board);
  const listener = await new Listener().start();
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const sign = await createPassportSigner('board', { ...(await exportJWK(privateKey)), kid: 'board', alg: 'EdDSA' });
  const log = pino({ level: 'silent' });
  const subscribers = [{ type: 'board.*', name: 'listener', url: listener.url }];
  const open = () =>
    startLanes({
      subgraph: 'board',
      subscribers,
      databaseUrl: subgraph.database.appUrl,
      sign,
      auditHead: () => null,
      log,
      metrics: makeSubgraphMetrics('board'),
    });
  const processes = [open(), open()];
  const subject = newId();
  const tell = (from: number, to: number) =>
    subgraph.sql(
      `insert into event_delivery (subscriber, aggregate, event)
       select 'listener', $1, json_build_object('id', gen_random_uuid(), 'subject', $1::text, 'data', json_build_object('n', n))
       from generate_series($2::int, $3::int) n order by n`,
      [subject, from, to],
    );
  const numbers = (to: number) => Array.from({ length: to }, (_, at) => at + 1);
  try {
    await tell(1, 250);
    // Until it is noted that an event was taken, another process may tell it once more.
    const isNoted = async () => (await subgraph.sql('select from event_delivery')).length === 0;
    await eventually(isNoted);
    await processes[0]?.stop();
    await tell(251, 300);
    await eventually(() => listener.taken.length >= 300);
    expect(listener.taken.map(({ n }) => n)).toEqual(numbers(300));
  } finally {
    await processes[1]?.stop();
    listener.stop();
    await subgraph.stop();
  }
});
