import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import pg from 'pg';
import { verifyLog } from '../../audit/verify-access-log.mjs';
import { eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { type PartnerHouse, PURPOSE, startPartnerHouse } from '../../test/partners.ts';
import { people } from '../../test/people.ts';
import { exportLog } from './exportLog.ts';

/** A way to the database that can be held: then nothing gets through, and nobody is told. */
async function openWay(to: URL): Promise<{ url: string; hold(): void; free(): void; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  let isHeld = false;
  const server: Server = createServer((from) => {
    const onward = dial(Number(to.port), to.hostname);
    for (const [one, other] of [
      [from, onward],
      [onward, from],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
      if (isHeld) one.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(to);
  url.port = String((server.address() as { port: number }).port);
  url.hostname = '127.0.0.1';
  return {
    url: url.href,
    hold: () => {
      isHeld = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    // What hung stays dead, as after a long outage; new connections get through.
    free: () => {
      isHeld = false;
      for (const socket of sockets) socket.destroy();
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let house: PartnerHouse;
let way: Awaited<ReturnType<typeof openWay>>;
let gateway: GatewayUnderTest;
let [staff, ngo] = ['', ''];
beforeAll(async () => {
  house = await startPartnerHouse(0, people);
  way = await openWay(new URL(house.appUrl));
  gateway = await house.open(way.url);
  await house.agree({ coordinates: ['Query.servicePoints', 'ServicePoint.nameZh'] });
  [staff, ngo] = await Promise.all([house.tokenOfOne('mediator', 'MEDIATOR'), house.tokenOf()]);
  await eventually(async () => expect((await asPartner()).codes).toEqual([]));
});
afterAll(async () => {
  await gateway.stop();
  await way.stop();
  await house.stop();
});

const asMediator = () => gateway.ask('{ member(id: "a") { nameZh } }', { token: staff });
const asPartner = () => gateway.ask('{ servicePoints { nameZh } }', { token: ngo, headers: PURPOSE });
const unlogged = async () => {
  const { data } = await gateway.ask('{ servicePoints { nameZh } me { nameZh } }', { token: staff });
  expect(data).toEqual({ servicePoints: [{ nameZh: '朝阳' }], me: { nameZh: 'name of mediator' } });
};
const nothingLeft = (answers: Awaited<ReturnType<typeof asMediator>>[]) => {
  for (const answer of answers) {
    expect([answer.status, answer.codes, answer.data]).toEqual([503, ['DEPENDENCY_UNAVAILABLE'], undefined]);
    expect(answer.headers.get('x-access-record')).toBeNull();
  }
};
const many = <Value>(count: number, make: () => Promise<Value>) => Promise.all(Array.from({ length: count }, make));
const isWhole = async () => {
  const client = new pg.Client({ connectionString: house.appUrl });
  await client.connect();
  await client.query('begin isolation level repeatable read');
  const ask = async (text: string, values: readonly unknown[]) => (await client.query(text, [...values])).rows;
  const { fault, records } = await verifyLog(exportLog(ask), { keys: [house.publicKey] });
  await client.end();
  expect(fault).toBeNull();
  return records;
};

/**
 * While the log takes no record: sends many requests that need one, and five, one after the other, that need none. The five are answered
 * while all of the many still wait, and the many do not leave. On a machine so busy that the many give up sooner, all are sent again.
 */
const othersPass = (pairs: number) =>
  eventually(async () => {
    house.subgraph.calls.length = 0;
    let ended = 0;
    const waiting = many(pairs, () =>
      Promise.all([asMediator(), asPartner()]).finally(() => {
        ended += 1;
      }),
    );
    // Those of one reader share a call, and a partner whose agreement cannot be read makes none.
    await eventually(() => expect(house.subgraph.calls.length).toBeGreaterThanOrEqual(1));
    for (let asked = 0; asked < 5; asked++) await unlogged();
    const endedBefore = ended;
    nothingLeft((await waiting).flat());
    expect(endedBefore).toBe(0);
  });

test('while another holds the log, 100 answers that need a record wait and do not leave; others do, and it recovers', async () => {
  const holder = new pg.Client({ connectionString: house.migratorUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select from access_log_head for update');
  const before = await isWhole();
  try {
    await othersPass(50);
    // The database has given up, too: nothing is written once the log is free.
    await eventually(async () => expect(await house.waitingForLocks()).toBe(0));
  } finally {
    await holder.query('rollback');
    await holder.end();
  }
  let asked = 0;
  for (const ask of [asMediator, asPartner])
    await eventually(async () => {
      asked += 1;
      expect((await ask()).codes).toEqual([]);
    });
  // Those that did not leave were not written either.
  expect((await isWhole()) - before).toBeLessThanOrEqual(asked);
});

test('while the database swallows all that is sent to it, the same holds, and no request hangs', async () => {
  way.hold();
  await othersPass(20);
  way.free();
  await eventually(async () => expect((await asMediator()).codes).toEqual([]));
  await eventually(async () => expect((await asPartner()).codes).toEqual([]));
  await eventually(async () => void (await isWhole()));
});
