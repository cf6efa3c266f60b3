import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, eventually, type TestDatabase } from '@union-graph/testing';
import type { JWK } from 'jose';
import { pino } from 'pino';
import { type PublicKey, verifyExport, type WitnessLine } from '../../audit/verify-access-log.mjs';
import { accessRecord } from '../../test/accessRecord.ts';
import { gatewayKeys } from '../../test/gateway.ts';
import { connectAsSuperuser } from '../../test/superuser.ts';
import { createAccessWriter } from '../accounts/accessWriter.ts';
import { exportLog } from '../accounts/exportLog.ts';
import { publicKeyOf } from '../accounts/logKeys.ts';
import { createLogSigner } from '../accounts/logSigner.ts';
import { newestInFolder, readWitnessFolder } from '../accounts/witnessFolder.ts';
import { governance } from '../governance/builders.ts';
import { openWitness, type Witness } from './witness.ts';

const log = pino({ level: 'silent' });
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A service that answers for its audit as a test says, and remembers who asked. */
interface Service {
  readonly name: string;
  readonly url: string;
  readonly asked: string[];
  answer: () => { readonly status: number; readonly body: string } | null;
}
const saying = (number: number, hash = hashOf(String(number))) => ({
  status: 200,
  body: JSON.stringify({ head: { number, hash } }),
});

let serviceKey: JWK;
let key: PublicKey;
let folder: string;
const servers: Server[] = [];
const witnesses: Witness[] = [];
beforeAll(async () => {
  ({ serviceKey } = await gatewayKeys());
  key = publicKeyOf(serviceKey);
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'witness-'));
});
afterEach(async () => {
  for (const witness of witnesses.splice(0)) await witness.stop();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});

async function startService(name: string, answer: Service['answer']): Promise<Service> {
  const asked: string[] = [];
  const service = { name, asked, answer };
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`);
    const reply = service.answer();
    // A service that hangs says nothing at all.
    if (reply) response.writeHead(reply.status).end(reply.body);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return Object.assign(service, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` });
}

function open(services: readonly Service[]): { witness: Witness; broken: string[] } {
  const broken: string[] = [];
  const witness = openWitness({
    subgraphs: services,
    authorization: async (audience) => `Passport for ${audience}`,
    serviceKey,
    folder,
    log,
    onBroken: (service) => broken.push(service),
  });
  witnesses.push(witness);
  return { witness, broken };
}

test('each service is asked for the end of its audit; one that hangs, is away or has none keeps the others from nothing', async () => {
  const venues = await startService('venues', () => saying(12));
  const services = [
    venues,
    await startService('none', () => ({ status: 404, body: '' })),
    await startService('new', () => ({ status: 200, body: '{"head":null}' })),
    await startService('odd', () => ({ status: 200, body: '{"head":{"number":"1","hash":7}}' })),
    await startService('ill', () => ({ status: 503, body: '' })),
    await startService('hung', () => null),
  ];
  const { witness, broken } = open(services);
  await eventually(() => witness.heads.unsigned().length > 0);
  expect(witness.heads.unsigned()).toEqual([['venues', 12, hashOf('12')]]);
  expect(venues.asked[0]).toBe('/audit/head Passport for venues');
  witness.heads.signed(witness.heads.unsigned());
  expect(witness.heads.unsigned()).toEqual([]);
  venues.answer = () => saying(13);
  await eventually(() => witness.heads.unsigned().length > 0);
  expect(witness.heads.unsigned()).toEqual([['venues', 13, hashOf('13')]]);
  expect(broken).toEqual([]);
});

test.each([
  ['ends before what was seen of it', () => saying(11)],
  ['has another seal where one was seen', () => saying(12, hashOf('another'))],
])('an audit that %s is noticed while the gateway runs, and what was seen stays', async (_, later) => {
  const venues = await startService('venues', () => saying(12));
  const { witness, broken } = open([venues]);
  await eventually(() => witness.heads.unsigned().length > 0);
  venues.answer = later;
  await eventually(() => broken.length > 0);
  expect(broken).toEqual(['venues']);
  expect(witness.heads.unsigned()).toEqual([['venues', 12, hashOf('12')]]);
});

test('what a gateway saw before its restart is in its folder, also when the last line is half written', async () => {
  const venues = await startService('venues', () => saying(12));
  const first = open([venues]);
  await eventually(() => readdirSync(folder).length > 0);
  first.witness.noteLog({ seq: 8, hash: hashOf('8') });
  await first.witness.stop();
  appendFileSync(path.join(folder, readdirSync(folder)[0] as string), '{"kind":"witn');
  venues.answer = () => saying(5);
  const second = open([venues]);
  await eventually(() => second.broken.length > 0);
  expect(second.broken).toEqual(['venues']);
  const organisation = await startService('organisation', () => saying(3));
  await second.witness.stop();
  const third = open([venues, organisation]);
  await eventually(() => third.witness.heads.unsigned().length > 1);
  await third.witness.stop();
  const read = await linesIn(folder);
  // Nothing was written to the log since: it ends where the first process saw it.
  expect(read.map(({ seq, hash }) => [seq, hash])).toEqual([[8, hashOf('8')]]);
  expect(read.map(({ heads }) => heads.map(([name, number]) => [name, number]))).toEqual([
    [
      ['organisation', 3],
      ['venues', 12],
    ],
  ]);
});

const linesIn = async (where: string): Promise<WitnessLine[]> => {
  const lines: WitnessLine[] = [];
  for await (const line of readWitnessFolder(where)) lines.push(line);
  return lines;
};
const line = (seq: number, ...heads: readonly (readonly [string, number, string])[]) =>
  `${JSON.stringify({ kind: 'witness', seq, hash: `of ${seq}`, heads })}\n`;

test('a day counts by its last line, and files of other names are left alone', async () => {
  writeFileSync(path.join(folder, '2026-12-02.ndjson'), line(3) + line(4));
  writeFileSync(path.join(folder, '2026-12-01.ndjson'), line(1) + line(2));
  writeFileSync(path.join(folder, 'notes.txt'), 'mine');
  expect((await linesIn(folder)).map(({ seq }) => seq)).toEqual([2, 4]);
  expect(await linesIn(path.join(folder, 'nowhere'))).toEqual([]);
});

test('an old line that is appended once more hides nothing, nor does a chain that was made anew', async () => {
  const old = line(1, ['venues', 7, 'g']);
  const newest = line(5, ['venues', 9, 'i']);
  const anew = line(5, ['venues', 9, 'other']) + line(6, ['venues', 10, 'j']);
  writeFileSync(path.join(folder, '2026-12-01.ndjson'), old + newest + old);
  writeFileSync(path.join(folder, '2026-12-02.ndjson'), old + newest + anew);
  expect((await linesIn(folder)).map(({ seq, heads }) => [seq, heads[0]?.[1], heads[0]?.[2]])).toEqual([
    [5, 9, 'i'],
    [1, 7, 'g'],
    [5, 9, 'i'],
    [6, 10, 'j'],
  ]);
  expect(newestInFolder(folder)).toEqual({ seq: 6, hash: 'of 6', heads: [['venues', 10, 'j']] });
});

describe('with an access log', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase(governance);
  });
  afterAll(() => database.drop());

  test('checkpoints tell what audits have gone on, and lines outside hold the log as well', async () => {
    const venues = await startService('venues', () => saying(12));
    const { witness } = open([venues]);
    const signer = createLogSigner(database.appUrl, serviceKey, log, { audits: witness.heads });
    const writer = createAccessWriter({
      databaseUrl: database.appUrl,
      log,
      onWritten: (head, opened) => {
        signer.noteHead(head, opened);
        witness.noteLog(head);
      },
    });
    const superuser = await connectAsSuperuser(database);
    const ask = async (text: string, values: readonly unknown[] = []) => (await superuser.query(text, [...values])).rows;
    const checkpoints = async () => (await ask('select heads from access_checkpoint order by seq')).map(({ heads }) => heads);
    try {
      await eventually(() => witness.heads.unsigned().length > 0);
      for (let count = 1; count <= 3; count++) {
        if (count === 3) {
          venues.answer = () => saying(13);
          await eventually(() => witness.heads.unsigned().length > 0);
        }
        await writer.writeRecord(accessRecord());
        await eventually(async () => (await checkpoints()).length === count);
      }
      expect(await checkpoints()).toEqual([[['venues', 12, hashOf('12')]], null, [['venues', 13, hashOf('13')]]]);
      await witness.stop();
      const lines = readFileSync(path.join(folder, readdirSync(folder)[0] as string), 'utf8')
        .trimEnd()
        .split('\n');
      const last = JSON.parse(lines.at(-1) as string) as WitnessLine;
      expect(last).toMatchObject({ kind: 'witness', seq: 3, heads: [['venues', 13, hashOf('13')]] });
      const verify = () => verifyExport(exportLog(ask), { keys: [key], witness: [[{ ...last }]] });
      expect(await verify()).toMatchObject({ isWhole: true, absent: [{ chain: 'venues', number: 13 }], log: { checkpoints: 3 } });
      // The end of the log, cut off at an earlier signature.
      await superuser.query('set session_replication_role = replica');
      await superuser.query('delete from access_record where seq > 2');
      await superuser.query('delete from access_checkpoint where seq > 2');
      await superuser.query('update access_log_head set seq = 2, hash = (select hash from access_record where seq = 2)');
      const cut = await verify();
      expect([cut.isWhole, cut.log?.fault?.kind]).toEqual([false, 'TRUNCATED']);
    } finally {
      await superuser.end();
      await writer.stop();
      await signer.stop();
    }
  });
});
