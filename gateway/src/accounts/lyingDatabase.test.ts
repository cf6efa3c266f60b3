import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import type pg from 'pg';
import { pino } from 'pino';
import { type PublicKey, type Receipt, verifyLog } from '../../audit/verify-access-log.mjs';
import { accessRecord } from '../../test/accessRecord.ts';
import { gatewayKeys } from '../../test/gateway.ts';
import { connectAsSuperuser } from '../../test/superuser.ts';
import { governance } from '../governance/builders.ts';
import { createAccessWriter } from './accessWriter.ts';
import { exportLog } from './exportLog.ts';
import { publicKeyOf } from './logKeys.ts';
import { createLogSigner } from './logSigner.ts';

const log = pino({ level: 'silent' });
let database: TestDatabase;
let superuser: pg.Client;
let key: PublicKey;
let serviceKey: Parameters<typeof createLogSigner>[1];
beforeEach(async () => {
  database = await createTestDatabase(governance);
  superuser = await connectAsSuperuser(database);
  ({ serviceKey } = await gatewayKeys());
  key = publicKeyOf(serviceKey);
});
afterEach(async () => {
  await superuser.end();
  await database.drop();
});

/** Writes records of five clients; returns the receipts. The tests manipulate the third one. */
async function write(): Promise<Receipt[]> {
  const signer = createLogSigner(database.appUrl, serviceKey, log);
  const { noteHead, stopSigning } = signer;
  const writer = createAccessWriter({ databaseUrl: database.appUrl, log, onWritten: noteHead, onBroken: stopSigning });
  const receipts = [];
  for (const client of ['a', 'b', 'hushed', 'd', 'e']) receipts.push(await writer.writeRecord(accessRecord({ client })));
  await writer.stop();
  await signer.stop();
  return receipts;
}

async function faultOf(receipts: readonly Receipt[] = []) {
  await superuser.query('begin isolation level repeatable read');
  const ask = async (text: string, values: readonly unknown[]) => (await superuser.query(text, [...values])).rows;
  const { fault } = await verifyLog(exportLog(ask), { keys: [key], receipts });
  await superuser.query('rollback');
  return fault && [fault.kind, fault.seq];
}

/** Replaces the records that the database function appends. */
async function corrupt(records: string): Promise<void> {
  const [{ source }] = (
    await superuser.query(`select pg_get_functiondef('append_access_records_on(date, jsonb)'::regprocedure) as source`)
  ).rows as [{ source: string }];
  await superuser.query(
    source.replace(/\bbegin\b/, `begin batch := (select coalesce(jsonb_agg(value), '[]') from (${records}) as given);`),
  );
}

test('an unmanipulated database has no fault', async () => {
  expect(await faultOf(await write())).toBeNull();
});

test('a function that omits records of a client: the gateway notices it at the next record and stops signing', async () => {
  await corrupt(`select value from jsonb_array_elements(batch) where value->>'client' <> 'hushed'`);
  const receipts = await write();
  expect((await faultOf())?.[0]).toMatch(/UNSIGNED|REWRITTEN|TRUNCATED/);
  expect(await faultOf(receipts)).toEqual(['REWRITTEN', 3]);
});

test('a function that changes the client of a record', async () => {
  await corrupt(`select case value->>'client' when 'hushed' then jsonb_set(value, '{client}', '"c"') else value end as value
    from jsonb_array_elements(batch)`);
  await write();
  expect(await faultOf()).toEqual(['ALTERED', 3]);
});

test('a trigger that changes inserted records', async () => {
  await superuser.query(`create function hush() returns trigger language plpgsql as $$
    begin if new.client = 'hushed' then new.subjects := '{}'; end if; return new; end $$`);
  await superuser.query('create trigger hush before insert on access_record for each row execute function hush()');
  await write();
  expect(await faultOf()).toEqual(['ALTERED', 3]);
});

test('a record that exists twice, on two days', async () => {
  await write();
  await superuser.query('set session_replication_role = replica');
  await superuser.query(`create table another partition of access_record for values from ('2001-01-01') to ('2001-01-02')`);
  await superuser.query(`create temp table copy as select * from access_record where seq = 3`);
  await superuser.query(`update copy set day = '2001-01-01'`);
  await superuser.query('insert into access_record select * from copy');
  expect(await faultOf()).not.toBeNull();
});

test('a record that was moved to another day', async () => {
  await write();
  await superuser.query('set session_replication_role = replica');
  await superuser.query(`create table another partition of access_record for values from ('2001-01-01') to ('2001-01-02')`);
  await superuser.query(`update access_record set day = '2001-01-01' where seq = 3`);
  expect(await faultOf()).toEqual(['ALTERED', 3]);
});

test('a row policy that hides a record', async () => {
  await write();
  await superuser.query(`alter table access_record enable row level security`);
  await superuser.query(`create policy shown on access_record using (client <> 'hushed')`);
  await superuser.query('set role governance_app');
  expect(await faultOf()).toEqual(['MISSING', 3]);
  await superuser.query('reset role');
});
