import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import pg from 'pg';
import { pino } from 'pino';
import { digestOf, type LogEntry, type LogRecord, readExport, readKeyFile, verifyLog } from '../../audit/verify-access-log.mjs';
import { accessRecord } from '../../test/accessRecord.ts';
import { gatewayKeys } from '../../test/gateway.ts';
import { governance } from '../governance/builders.ts';
import { createAccessWriter } from './accessWriter.ts';
import { exportLog } from './exportLog.ts';
import { publicKeyOf } from './logKeys.ts';
import { createLogSigner } from './logSigner.ts';

const FIXTURES = path.join(import.meta.dirname, '../../audit/fixtures');
/** An export of before records told roles, and the key of its gateway, which does not name it. */
const old = {
  lines: readFileSync(path.join(FIXTURES, 'access-log-1.ndjson'), 'utf8').split('\n'),
  keys: readKeyFile(`gateway=${path.join(FIXTURES, 'access-log-1.keys.json')}`),
};
const verifyOld = (lines: readonly string[]) =>
  verifyLog(readExport(lines), { keys: old.keys, now: Date.parse('2026-11-23T00:00:00Z') });

test('an export of the first form is whole still', async () => {
  expect(await verifyOld(old.lines)).toMatchObject({ fault: null, records: 3, signedSeq: 3 });
});

test.each([
  ['altered', '"operationName":"First"', '"operationName":"Other"'],
  ['given roles that nobody wrote', '"actor":"worker"', '"actor":"worker","roles":["AUDITOR /"]'],
  ['said to be of the second form', '"kind":"record"', '"kind":"record","format":2,"roles":[]'],
])('one of it that is %s is found', async (_, before, after) => {
  const { fault } = await verifyOld(old.lines.map((line, at) => (at === 1 ? line.replace(before, after) : line)));
  expect(fault).toMatchObject({ kind: 'ALTERED', seq: 1 });
});

describe('a log that goes on after its gateways have learned the second form', () => {
  let database: TestDatabase;
  let client: pg.Client;
  const { roles: _, ...first } = accessRecord();
  let keys: Parameters<typeof verifyLog>[1]['keys'];
  beforeAll(async () => {
    database = await createTestDatabase(governance);
    client = new pg.Client({ connectionString: database.appUrl });
    await client.connect();
    const { serviceKey } = await gatewayKeys();
    keys = [publicKeyOf(serviceKey)];
    const log = pino({ level: 'silent' });
    const signer = createLogSigner(database.appUrl, serviceKey, log);
    const writer = createAccessWriter({ databaseUrl: database.appUrl, log, onWritten: signer.noteHead });
    // One that does not know it yet, and one that does.
    for (let round = 0; round < 2; round++) {
      const batch = JSON.stringify([{ ...first, digest: digestOf(first) }]);
      await client.query('select append_access_records($1::jsonb)', [batch]);
      await writer.writeRecord(accessRecord({ roles: ['MEDIATOR /city/110105/'] }));
    }
    await writer.stop();
    await signer.stop();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  test('is whole, and its records stay in the form they were written in', async () => {
    const entries: LogEntry[] = [];
    for await (const entry of exportLog(async (text, values) => (await client.query(text, [...values])).rows))
      entries.push(entry);
    expect((await verifyLog(entries, { keys })).fault).toBeNull();
    const records = entries.filter((entry): entry is LogRecord => entry.kind === 'record');
    expect(records.map(({ format, roles }) => [format, roles])).toEqual([
      [undefined, undefined],
      [2, ['MEDIATOR /city/110105/']],
      [undefined, undefined],
      [2, ['MEDIATOR /city/110105/']],
    ]);
    expect(Object.keys(records[0] ?? {})).toEqual(Object.keys(JSON.parse(old.lines[1] as string)));
  });

  test('its database keeps roles out of the first form', async () => {
    const owner = new pg.Client({ connectionString: database.migratorUrl });
    await owner.connect();
    const batch = JSON.stringify([{ ...first, roles: ['AUDITOR /'], digest: digestOf(first) }]);
    await expect(owner.query('select append_access_records($1::jsonb)', [batch])).rejects.toMatchObject({
      constraint: 'access_record_roles',
    });
    await owner.end();
  });
});
