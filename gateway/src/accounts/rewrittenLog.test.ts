import pg from 'pg';
import { chain, digestOf, type LogRecord, type Receipt, verifyLog } from '../../audit/verify-access-log.mjs';
import { gatewayKeys } from '../../test/gateway.ts';
import { COLUMNS, useTamperedLog } from '../../test/tamperedLog.ts';
import { exportLog } from './exportLog.ts';
import { publicKeyOf } from './logKeys.ts';

const log = useTamperedLog();

/** Writes the chain anew from a record on, as somebody can who knows how it is made but has no key. */
async function rewriteFrom(seq: number, change: Partial<LogRecord>): Promise<void> {
  const records: LogRecord[] = [];
  for await (const entry of exportLog(log.ask)) if (entry.kind === 'record') records.push(entry);
  let hash = records[seq - 2]?.hash ?? '';
  for (const old of records.slice(seq - 1)) {
    const changed = old.seq === seq ? { ...old, ...change } : old;
    const before = hash;
    hash = chain(before, old.day, old.seq, digestOf(changed));
    await log.tamper(
      `update access_record set client = '${changed.client}', previous_hash = '\\x${before}', hash = '\\x${hash}' where seq = ${old.seq}`,
    );
  }
  await log.tamper(`update access_log_head set hash = '\\x${hash}'`);
}

test('the chain is rewritten without the key: the first signature after it does not fit', async () => {
  await rewriteFrom(10, { client: 'other' });
  expect(await log.faultOf()).toEqual(['REWRITTEN', 9]);
});

test('a record is rewritten with its own hash alone: the next one follows another', async () => {
  const [old] = (await log.ask(`select previous_hash from access_record where seq = 5`, [])) as { previous_hash: Buffer }[];
  for await (const entry of exportLog(log.ask)) {
    if (entry.kind !== 'record' || entry.seq !== 5) continue;
    const hash = chain(
      (old as { previous_hash: Buffer }).previous_hash.toString('hex'),
      entry.day,
      5,
      digestOf({ ...entry, client: 'other' }),
    );
    await log.tamper(`update access_record set client = 'other', hash = '\\x${hash}' where seq = 5`);
  }
  expect(await log.faultOf()).toEqual(['REWRITTEN', 1]);
});

test('the chain is rewritten and the signatures after it are deleted: somebody would have signed', async () => {
  await rewriteFrom(5, { client: 'other' });
  await log.tamper('delete from access_checkpoint');
  expect(await log.faultOf()).toEqual(['UNSIGNED', 1]);
});

test('the end is cut off with its signatures and the head put back: a receipt tells', async () => {
  await log.tamper(
    'delete from access_record where seq > 8',
    'delete from access_checkpoint where seq > 8',
    'update access_log_head set seq = 8, hash = (select hash from access_record where seq = 8)',
  );
  expect(await log.faultOf()).toBeNull();
  expect(await log.faultOf([log.receipts[9] as Receipt])).toEqual(['TRUNCATED', 9]);
});

test('a form that nobody knows yet is not believed', async () => {
  await log.tamper('update access_record set format = 4 where seq = 5');
  expect(await log.faultOf()).toEqual(['FORMAT', 5]);
});

test('a log signed with another key is not believed', async () => {
  const { serviceKey } = await gatewayKeys();
  const { fault } = await verifyLog(exportLog(log.ask), { keys: [publicKeyOf(serviceKey)] });
  expect(fault?.kind).toBe('CHECKPOINT');
});

test("a gateway's role can neither change nor remove nor fabricate records", async () => {
  const app = new pg.Client({ connectionString: log.database.appUrl });
  await app.connect();
  try {
    const [part] = (
      await app.query(`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'access_record'::regclass`)
    ).rows;
    for (const table of ['access_record', part.name, 'access_checkpoint', 'access_day', 'access_log_head'])
      for (const attempt of [`update ${table} set seq = 1`, `delete from ${table}`, `truncate ${table}`, `drop table ${table}`])
        await expect(app.query(attempt.replace('access_day set seq', 'access_day set last_seq'))).rejects.toMatchObject({
          code: '42501',
        });
    for (const attempt of [
      `insert into access_record select day, 99, ${COLUMNS} from access_record where seq = 1`,
      `insert into ${part.name} select day, 99, ${COLUMNS} from access_record where seq = 1`,
      `select append_access_records_on('2001-01-01', '[]')`,
      `set session_replication_role = replica`,
    ])
      await expect(app.query(attempt)).rejects.toMatchObject({ code: '42501' });
  } finally {
    await app.end();
  }
});

test('its owner is held up by the triggers', async () => {
  const owner = new pg.Client({ connectionString: log.database.migratorUrl });
  await owner.connect();
  try {
    for (const attempt of [`update access_record set client = 'x'`, 'delete from access_record', 'truncate access_record'])
      await expect(owner.query(attempt)).rejects.toMatchObject({ code: '42501' });
    for (const attempt of ['delete from access_checkpoint', 'truncate access_day'])
      await expect(owner.query(attempt)).rejects.toMatchObject({ code: '42501' });
  } finally {
    await owner.end();
  }
});
