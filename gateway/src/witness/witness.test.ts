import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, eventually, type TestDatabase } from '@union-graph/testing';
import type { JWK } from 'jose';
import { pino } from 'pino';
import {
  type AuditHead,
  type PublicKey,
  verifyExport,
  WITNESS_PREFIX,
  type WitnessLine,
} from '../../audit/verify-access-log.mjs';
import { accessRecord } from '../../test/accessRecord.ts';
import { gatewayKeys } from '../../test/gateway.ts';
import { connectAsSuperuser } from '../../test/superuser.ts';
import { createAccessWriter } from '../accounts/accessWriter.ts';
import { exportLog } from '../accounts/exportLog.ts';
import { publicKeyOf } from '../accounts/logKeys.ts';
import { createLogSigner } from '../accounts/logSigner.ts';
import { readFolderState, readWitnessFolder } from '../accounts/witnessFolder.ts';
import { createWitnessWriter } from '../accounts/witnessWriter.ts';
import { governance } from '../governance/builders.ts';
import { openWitness, type Witness } from './witness.ts';

// @slow

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

/** The ends of the audits that a checkpoint would tell of; the line outside of the databases left out. */
const unsigned = (witness: Witness) => witness.heads.unsigned().filter(([name]) => !name.startsWith(WITNESS_PREFIX));

function open(services: readonly Service[]): { witness: Witness; broken: string[] } {
  const broken: string[] = [];
  const witness = openWitness({
    subgraphs: services,
    authorization: async (audience) => `Passport for ${audience}`,
    serviceKey,
    logKeys: [key],
    maxBytes: 10_000,
    folder,
    log,
    onBroken: (service) => broken.push(service),
  });
  witnesses.push(witness);
  return { witness, broken };
}

test('a path that is no folder stops the start with a sentence', () => {
  const file = path.join(folder, 'witness');
  appendFileSync(file, '');
  folder = file;
  expect(() => open([])).toThrow(/WITNESS_FOLDER is no folder that this process may read and write \(EEXIST\): .*witness/);
});

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
  await eventually(() => unsigned(witness).length > 0);
  expect(unsigned(witness)).toEqual([['venues', 12, hashOf('12')]]);
  expect(venues.asked[0]).toBe('/audit/head Passport for venues');
  witness.heads.signed(witness.heads.unsigned());
  expect(unsigned(witness)).toEqual([]);
  venues.answer = () => saying(13);
  await eventually(() => unsigned(witness).length > 0);
  expect(unsigned(witness)).toEqual([['venues', 13, hashOf('13')]]);
  expect(broken).toEqual([]);
});

test.each([
  ['ends before what was seen of it', () => saying(11)],
  ['has another seal where one was seen', () => saying(12, hashOf('another'))],
])('an audit that %s is noticed while the gateway runs, and what was seen stays', async (_, later) => {
  const venues = await startService('venues', () => saying(12));
  const { witness, broken } = open([venues]);
  await eventually(() => unsigned(witness).length > 0);
  venues.answer = later;
  await eventually(() => broken.length > 0);
  expect(broken).toEqual(['venues']);
  expect(unsigned(witness)).toEqual([['venues', 12, hashOf('12')]]);
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
  await eventually(() => unsigned(third.witness).length > 1);
  await third.witness.stop();
  const read = (await linesIn(folder)).slice(-1);
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
const seen = (seq: number, ...heads: readonly AuditHead[]) => ({ seq, hash: hashOf(String(seq)), heads });
const files = () => readdirSync(folder).sort();
const linesOf = (name: string) => readFileSync(path.join(folder, name), 'utf8').split('\n').filter(Boolean);

test('a line that this gateway did not sign is told at the start, and not passed on', async () => {
  const write = createWitnessWriter(folder, serviceKey);
  await write(seen(1, ['venues', 12, hashOf('12')]));
  const { serviceKey: otherKey } = await gatewayKeys();
  await createWitnessWriter(folder, otherKey)(seen(9, ['venues', 99, hashOf('99')]));
  const venues = await startService('venues', () => saying(13));
  const { witness, broken } = open([venues]);
  expect(broken).toEqual(['witness']);
  await eventually(() => unsigned(witness).some(([, number]) => number === 13));
  expect(broken).toEqual(['witness']);
  // It is known a moment before it is written.
  await eventually(() => readFolderState(folder, [key]).newest.heads.some(([, number]) => number === 13));
  expect(readFolderState(folder, [key]).newest).toEqual(seen(1, ['venues', 13, hashOf('13')]));
});

test('the ids of unsealed rows are written once, and an answer that is too large is ignored', async () => {
  const ids = ['01a232a9-84c4-7488-b1c3-e813bac05e93', '01a232ab-d2a7-705d-a4ee-041c3d4af056'];
  const body = (unsealed: unknown[], more = {}) =>
    JSON.stringify({ head: { number: 12, hash: hashOf('12') }, unsealed, ...more });
  const venues = await startService('venues', () => ({ status: 200, body: body([ids[0], 'x', 7]) }));
  const endless = await startService('endless', () => ({ status: 200, body: body([], { filler: 'x'.repeat(10_000) }) }));
  const { witness } = open([venues, endless]);
  const told = () => files().flatMap((name) => linesOf(name).map((text) => (JSON.parse(text) as WitnessLine).unsealed ?? []));
  await eventually(() => told().flat().length === 1);
  venues.answer = () => ({ status: 200, body: body(ids) });
  await eventually(() => told().flat().length === 2);
  await witness.stop();
  expect(told().flat()).toEqual(ids.map((id) => ['venues', id]));
  expect(witness.heads.unsigned().map(([name]) => name)).not.toContain('endless');
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
    const checkpoints = async () =>
      (await ask('select heads from access_checkpoint order by seq')).map(({ heads }) => heads ?? []);
    const ofAudits = (heads: AuditHead[]) => heads.filter(([name]) => !name.startsWith(WITNESS_PREFIX));
    try {
      await eventually(() => unsigned(witness).length > 0);
      for (let count = 1; count <= 3; count++) {
        if (count === 3) {
          venues.answer = () => saying(13);
          await eventually(() => unsigned(witness).length > 0);
        }
        await writer.writeRecord(accessRecord());
        await eventually(async () => (await checkpoints()).length === count);
      }
      expect((await checkpoints()).map(ofAudits)).toEqual([[['venues', 12, hashOf('12')]], [], [['venues', 13, hashOf('13')]]]);
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
