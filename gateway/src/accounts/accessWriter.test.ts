import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import pg from 'pg';
import { pino } from 'pino';
import { accessRecord } from '../../test/accessRecord.ts';
import { governance } from '../governance/builders.ts';
import { type AccessWriter, createAccessWriter } from './accessWriter.ts';

const TIMEOUT_MS = 1_000;
let database: TestDatabase;
let client: pg.Client;
let writer: AccessWriter;
beforeEach(async () => {
  database = await createTestDatabase(governance);
  client = new pg.Client({ connectionString: database.migratorUrl });
  await client.connect();
  writer = createAccessWriter({
    databaseUrl: database.appUrl,
    log: pino({ level: 'silent' }),
    onWritten: () => undefined,
    timeoutMs: TIMEOUT_MS,
  });
});
afterEach(async () => {
  await writer.stop();
  await client.end();
  await database.drop();
});

/** Resolves when the statement has been sent, and its answer cannot have come. */
const sent = () => new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));
function beBusy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('a process that is busy for longer than the limit finds that its record was written', async () => {
  const { seq } = await writer.writeRecord(accessRecord());
  const writing = writer.writeRecord(accessRecord());
  await sent();
  beBusy(3 * TIMEOUT_MS);
  expect(await writing).toMatchObject({ seq: seq + 1 });
});

test('a database that is held up fails the record within the limit, writes nothing afterwards, and the next one is written', async () => {
  const { seq } = await writer.writeRecord(accessRecord());
  await client.query('begin');
  await client.query('select from access_log_head for update');
  await expect(writer.writeRecord(accessRecord())).rejects.toThrow();
  await client.query('rollback');
  expect(await writer.writeRecord(accessRecord())).toMatchObject({ seq: seq + 1 });
});
