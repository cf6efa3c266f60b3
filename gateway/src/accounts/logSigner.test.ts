import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import type pg from 'pg';
import { pino } from 'pino';
import { chain, digestOf, type LogEntry, type LogRecord, type PublicKey, verifyLog } from '../../audit/verify-access-log.mjs';
import { accessRecord } from '../../test/accessRecord.ts';
import { eventually, gatewayKeys } from '../../test/gateway.ts';
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
  await superuser.query('set session_replication_role = replica');
  ({ serviceKey } = await gatewayKeys());
  key = publicKeyOf(serviceKey);
});
afterEach(async () => {
  await superuser.end();
  await database.drop();
});

const ask = async (text: string, values: readonly unknown[] = []) => (await superuser.query(text, [...values])).rows;
const checkpoints = async () =>
  (await ask('select seq::int from access_checkpoint order by seq')).map(({ seq }) => seq as number);
const verify = () => verifyLog(exportLog(ask), { keys: [key] });

/** Opens the writer and the signer of a gateway; `broken` is how often the signer found a rewritten log. */
function open() {
  let broken = 0;
  const signer = createLogSigner(database.appUrl, serviceKey, log, {
    onBroken: () => {
      broken += 1;
    },
  });
  const writer = createAccessWriter({ databaseUrl: database.appUrl, log, onWritten: signer.noteHead });
  const write = async (count: number) => {
    for (let at = 0; at < count; at++) await writer.writeRecord(accessRecord());
    const [head] = await ask('select seq::int from access_log_head');
    return head?.seq as number;
  };
  const stop = async () => {
    await writer.stop();
    await signer.stop();
  };
  return { write, stop, broken: () => broken };
}

/** Rewrites the hash chain from a record on, with its head, as a database superuser can. */
async function rewriteFrom(seq: number): Promise<void> {
  const entries: LogEntry[] = [];
  for await (const entry of exportLog(ask)) entries.push(entry);
  const records = entries.filter((entry): entry is LogRecord => entry.kind === 'record');
  let hash = records[seq - 2]?.hash ?? '';
  for (const old of records.slice(seq - 1)) {
    const changed = old.seq === seq ? { ...old, client: 'other' } : old;
    const before = hash;
    hash = chain(before, old.day, old.seq, digestOf(changed));
    await ask(
      `update access_record set client = '${changed.client}', previous_hash = '\\x${before}', hash = '\\x${hash}' where seq = $1`,
      [old.seq],
    );
  }
  await ask(`update access_log_head set hash = '\\x${hash}'`);
}

test('a running gateway signs nothing after a rewritten chain, also when the checkpoints were deleted', async () => {
  const gateway = open();
  const last = await gateway.write(3);
  await eventually(async () => expect(await checkpoints()).toContain(last));
  await rewriteFrom(2);
  await ask('delete from access_checkpoint');
  await gateway.write(2);
  await gateway.stop();
  expect(gateway.broken()).toBe(1);
  expect(await checkpoints()).toEqual([]);
  expect((await verify()).fault).toMatchObject({ kind: 'UNSIGNED', seq: 1 });
});

test('a gateway that starts signs nothing after a rewritten chain when a checkpoint is left', async () => {
  const before = open();
  await before.write(3);
  await before.stop();
  // From the first record on, because the number of checkpoints between records depends on the speed of writing.
  await rewriteFrom(1);
  const after = open();
  await after.write(2);
  await after.stop();
  expect(after.broken()).toBe(1);
  expect((await verify()).fault).toMatchObject({ kind: 'REWRITTEN', seq: 1 });
});

test('another gateway continues the checkpoints when one has stopped', async () => {
  const [one, other] = [open(), open()];
  await one.write(2);
  await other.write(2);
  await one.stop();
  const last = await other.write(2);
  await other.stop();
  expect([one.broken(), other.broken()]).toEqual([0, 0]);
  expect(await checkpoints()).toContain(last);
  expect(await verify()).toMatchObject({ fault: null, signedSeq: last });
});
