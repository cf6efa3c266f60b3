import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import pg from 'pg';
import { pino } from 'pino';
import {
  chain,
  digestOf,
  type LogRecord,
  type PublicKey,
  type Receipt,
  type Verification,
  verifyLog,
} from '../../audit/verify-access-log.mjs';
import { accessRecord } from '../../test/accessRecord.ts';
import { gatewayKeys } from '../../test/gateway.ts';
import { connectAsSuperuser } from '../../test/superuser.ts';
import { governance } from '../governance/builders.ts';
import { createAccessWriter } from './accessWriter.ts';
import { exportLog } from './exportLog.ts';
import { publicKeyOf } from './logKeys.ts';
import { createLogSigner } from './logSigner.ts';

const log = pino({ level: 'silent' });
const RECORDS = 12;
/** Of the twelve records; the rest come after it. */
const SIGNED = 8;

let database: TestDatabase;
/** As psql in the hands of a superuser with every trigger off, in a transaction that is undone after each test. */
let superuser: pg.Client;
let key: PublicKey;
const receipts: Receipt[] = [];
beforeAll(async () => {
  database = await createTestDatabase(governance);
  superuser = await connectAsSuperuser(database);
  const { serviceKey } = await gatewayKeys();
  key = publicKeyOf(serviceKey);
  await write(serviceKey, SIGNED);
  await write(serviceKey, RECORDS - SIGNED);
});
afterAll(async () => {
  await superuser.end();
  await database.drop();
});
const ask = async (text: string, values: readonly unknown[]) => (await superuser.query(text, [...values])).rows;
beforeEach(() => superuser.query('begin; set local session_replication_role = replica'));
afterEach(() => superuser.query('rollback'));

/** Writes records as a gateway does that is stopped afterwards, and therefore signs the last one. */
async function write(serviceKey: Parameters<typeof createLogSigner>[1], count: number): Promise<void> {
  const signer = createLogSigner(database.appUrl, serviceKey, log);
  const writer = createAccessWriter({ databaseUrl: database.appUrl, log, onWritten: () => undefined });
  for (let at = 0; at < count; at++)
    receipts.push(await writer.writeRecord(accessRecord({ operationName: `operation ${receipts.length + 1}` })));
  signer.noteHead(receipts.at(-1) as Receipt, null);
  await writer.stop();
  await signer.stop();
}

const tamper = async (...statements: string[]): Promise<void> => {
  for (const statement of statements) await superuser.query(statement);
};

const verify = (given: readonly Receipt[] = []): Promise<Verification> =>
  verifyLog(exportLog(ask), { keys: [key], receipts: given });

const faultOf = async (given?: readonly Receipt[]) => {
  const { fault } = await verify(given);
  return fault && [fault.kind, fault.seq];
};

test('an untouched log is whole, and signed to its end', async () => {
  expect(await verify(receipts)).toMatchObject({
    records: RECORDS,
    firstSeq: 1,
    lastSeq: RECORDS,
    signedSeq: RECORDS,
    fault: null,
  });
});

const COLUMNS =
  'at, client, actor, agreement_id, purpose, operation_name, operation_hash, coordinates, subjects, row_count, suppressed, decision, code, latency_ms, previous_hash, hash, format, roles';

test.each([
  ['who asked', `update access_record set client = 'other' where seq = 5`, 'ALTERED', 5],
  ['when', `update access_record set at = at + interval '1 microsecond' where seq = 5`, 'ALTERED', 5],
  ['the roles', `update access_record set roles = '{AUDITOR /city/}' where seq = 5`, 'ALTERED', 5],
  ['the form, and the roles are gone', `update access_record set format = 1, roles = '{}' where seq = 5`, 'ALTERED', 5],
  ['the persons', `update access_record set subjects = '{a}' where seq = 5`, 'ALTERED', 5],
  ['the rows', `update access_record set row_count = 3 where seq = 1`, 'ALTERED', 1],
  ['a coordinate', `update access_record set coordinates[1] = 'Member.id' where seq = 12`, 'ALTERED', 12],
  ['null instead of nothing', `update access_record set purpose = null where seq = 5`, 'ALTERED', 5],
  ['its hash', `update access_record set hash = sha256('x') where seq = 5`, 'ALTERED', 5],
  ['the hash before it', `update access_record set previous_hash = sha256('x') where seq = 5`, 'ALTERED', 5],
  ['a record in the middle is deleted', 'delete from access_record where seq = 5', 'MISSING', 5],
  ['the first one is deleted', 'delete from access_record where seq = 1', 'MISSING', 1],
  ['the last one is deleted', 'delete from access_record where seq = 12', 'TRUNCATED', 12],
  [
    'the last one is deleted with its signature',
    'delete from access_record where seq = 12; delete from access_checkpoint where seq = 12',
    'TRUNCATED',
    12,
  ],
  ['several at the end are deleted', 'delete from access_record where seq > 6', 'TRUNCATED', 7],
  ['all are deleted', 'delete from access_record', 'TRUNCATED', 1],
  [
    'one is deleted, and the rest renumbered',
    'delete from access_record where seq = 5; update access_record set seq = seq + 1000 where seq > 5; update access_record set seq = seq - 1001 where seq > 1000',
    'MISSING',
    5,
  ],
  [
    'one is put in, and the rest renumbered',
    `update access_record set seq = seq + 1001 where seq >= 5; update access_record set seq = seq - 1000 where seq > 1000;
     insert into access_record select day, 5, ${COLUMNS} from access_record where seq = 4`,
    'INSERTED',
    5,
  ],
  [
    'one is put in at the end',
    `insert into access_record select day, 13, ${COLUMNS} from access_record where seq = 12`,
    'MOVED',
    13,
  ],
  [
    'two are swapped',
    'update access_record set seq = 1005 where seq = 5; update access_record set seq = 5 where seq = 9; update access_record set seq = 9 where seq = 1005',
    'MOVED',
    5,
  ],
  [
    'two neighbours are swapped',
    'update access_record set seq = 1005 where seq = 5; update access_record set seq = 5 where seq = 6; update access_record set seq = 6 where seq = 1005',
    'MOVED',
    5,
  ],
  ['a checkpoint is altered', `update access_checkpoint set hash = sha256('x') where seq = 8`, 'CHECKPOINT', 8],
  [
    'a signature is altered',
    `update access_checkpoint set signature = translate(signature, 'ABCDEF', 'FEDCBA') where seq = 8`,
    'CHECKPOINT',
    8,
  ],
  ['a checkpoint in the middle is gone', 'delete from access_checkpoint where seq = 8', 'CHECKPOINT', 8],
  [
    'a checkpoint is said to follow another one',
    'update access_checkpoint set previous_seq = 3 where seq = 12',
    'CHECKPOINT',
    12,
  ],
  [
    'a checkpoint is put in',
    'insert into access_checkpoint select 5, hash, signed_at, key_id, signature from access_checkpoint where seq = 8',
    'CHECKPOINT',
    5,
  ],
  [
    'one record is said to stand for many',
    'alter table access_record drop constraint access_record_repeats_form; update access_record set repeats = 9 where seq = 5',
    'ALTERED',
    5,
  ],
  ['its form is said to be newer', 'update access_record set format = 3 where seq = 5', 'ALTERED', 5],
  ['the signatures are gone', 'delete from access_checkpoint', 'UNSIGNED', 1],
  ['the last signature is gone', 'delete from access_checkpoint where seq > 8', 'UNSIGNED', 9],
  ['the head is put back', 'update access_log_head set seq = 11', 'INSERTED', 12],
  [
    'the partition is dropped',
    `do $$ begin execute 'drop table ' || (select inhrelid::regclass from pg_inherits where inhparent = 'access_record'::regclass); end $$`,
    'TRUNCATED',
    1,
  ],
])('%s', async (_, statement, kind, seq) => {
  await tamper(statement as string);
  expect(await faultOf()).toEqual([kind, seq]);
});

/** A statement that gives one column of one row another value, whatever its type. */
const otherValue = (table: string, column: string, type: string, where: string): string => {
  const value: Record<string, string> = {
    text: `coalesce(${column}, '') || 'x'`,
    uuid: 'gen_random_uuid()',
    bytea: `sha256(${column})`,
    date: `${column} + 1`,
    'timestamp with time zone': `${column} + interval '1 microsecond'`,
    ARRAY: `${column} || '{x}'`,
    integer: `${column} + 1`,
    bigint: `${column} + 1000`,
  };
  return `update ${table} set ${column} = ${value[type]} where ${where}`;
};

test('any column of a record, a checkpoint or a closing is altered: the first bad one is named', async () => {
  const { rows } = await superuser.query<{ table: string; column: string; type: string }>(
    `select table_name as table, column_name as column, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name in ('access_record', 'access_checkpoint') order by 1, ordinal_position`,
  );
  const missed: string[] = [];
  for (const { table, column, type } of rows) {
    await superuser.query('savepoint untouched');
    await superuser.query('alter table access_record drop constraint access_record_decision, drop constraint access_record_code');
    await superuser.query('alter table access_record drop constraint access_record_repeats_form');
    if (column === 'day')
      await superuser.query(`create table other_day partition of access_record for values from ('2001-01-01') to ('2001-01-02')`);
    const change =
      column === 'day' ? `update access_record set day = '2001-01-01' where seq = 8` : otherValue(table, column, type, 'seq = 8');
    await superuser.query(change);
    const fault = await faultOf();
    // Numbers that moved leave a hole.
    if (fault?.[1] !== 8) missed.push(`${table}.${column}: ${fault}`);
    await superuser.query('rollback to savepoint untouched');
  }
  expect([rows.length > 25, missed]).toEqual([true, []]);
});

/** Writes the chain anew from a record on, as somebody can who knows how it is made but has no key. */
async function rewriteFrom(seq: number, change: Partial<LogRecord>): Promise<void> {
  const records: LogRecord[] = [];
  for await (const entry of exportLog(ask)) if (entry.kind === 'record') records.push(entry);
  let hash = records[seq - 2]?.hash ?? '';
  for (const old of records.slice(seq - 1)) {
    const changed = old.seq === seq ? { ...old, ...change } : old;
    const before = hash;
    hash = chain(before, old.day, old.seq, digestOf(changed));
    await tamper(
      `update access_record set client = '${changed.client}', previous_hash = '\\x${before}', hash = '\\x${hash}' where seq = ${old.seq}`,
    );
  }
  await tamper(`update access_log_head set hash = '\\x${hash}'`);
}

test('the chain is rewritten without the key: the first signature after it does not fit', async () => {
  await rewriteFrom(10, { client: 'other' });
  expect(await faultOf()).toEqual(['REWRITTEN', 9]);
});

test('a record is rewritten with its own hash alone: the next one follows another', async () => {
  const [old] = (await ask(`select previous_hash from access_record where seq = 5`, [])) as { previous_hash: Buffer }[];
  for await (const entry of exportLog(ask)) {
    if (entry.kind !== 'record' || entry.seq !== 5) continue;
    const hash = chain(
      (old as { previous_hash: Buffer }).previous_hash.toString('hex'),
      entry.day,
      5,
      digestOf({ ...entry, client: 'other' }),
    );
    await tamper(`update access_record set client = 'other', hash = '\\x${hash}' where seq = 5`);
  }
  expect(await faultOf()).toEqual(['REWRITTEN', 1]);
});

test('the chain is rewritten and the signatures after it are deleted: somebody would have signed', async () => {
  await rewriteFrom(5, { client: 'other' });
  await tamper('delete from access_checkpoint');
  expect(await faultOf()).toEqual(['UNSIGNED', 1]);
});

test('the end is cut off with its signatures and the head put back: a receipt tells', async () => {
  await tamper(
    'delete from access_record where seq > 8',
    'delete from access_checkpoint where seq > 8',
    'update access_log_head set seq = 8, hash = (select hash from access_record where seq = 8)',
  );
  expect(await faultOf()).toBeNull();
  expect(await faultOf([receipts[9] as Receipt])).toEqual(['TRUNCATED', 9]);
});

test('a form that nobody knows yet is not believed', async () => {
  await tamper('update access_record set format = 4 where seq = 5');
  expect(await faultOf()).toEqual(['FORMAT', 5]);
});

test('a log signed with another key is not believed', async () => {
  const { serviceKey } = await gatewayKeys();
  const { fault } = await verifyLog(exportLog(ask), { keys: [publicKeyOf(serviceKey)] });
  expect(fault?.kind).toBe('CHECKPOINT');
});

test("a gateway's role can neither change nor remove nor fabricate records", async () => {
  const app = new pg.Client({ connectionString: database.appUrl });
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
  const owner = new pg.Client({ connectionString: database.migratorUrl });
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

describe('an exported file, verified by the one file that outsiders are given', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'access-log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs the verifier as an outsider does, away from this checkout. */
  async function run(change: (lines: string[]) => string[], ...more: string[]) {
    const lines: string[] = [];
    for await (const entry of exportLog(ask)) lines.push(JSON.stringify(entry));
    writeFileSync(path.join(folder, 'log.ndjson'), change(lines).join('\n'));
    writeFileSync(path.join(folder, 'key.jwk'), JSON.stringify(key));
    const script = path.join(import.meta.dirname, '../../audit/verify-access-log.mjs');
    return new Promise<{ code: number; said: string }>((resolve) =>
      execFile(process.execPath, [script, '--key', 'key.jwk', ...more, 'log.ndjson'], { cwd: folder }, (error, stdout) =>
        resolve({ code: Number(error?.code ?? 0), said: stdout.trim() }),
      ),
    );
  }
  const at = (lines: string[], seq: number) =>
    lines.findIndex((line) => line.startsWith('{"kind":"record"') && JSON.parse(line).seq === seq);

  test('whole', async () => {
    const { code, said } = await run((lines) => lines, '--receipt', `12:${receipts[11]?.hash}`);
    expect([code, said]).toEqual([0, 'Whole: records 1 to 12, signed up to 12.']);
  });

  test.each([
    [
      'altered',
      (lines: string[]) => lines.map((line, n) => (n === at(lines, 5) ? line.replace('"ngo"', '"x"') : line)),
      'NOT WHOLE (ALTERED): Record 5 was altered.',
    ],
    [
      'a line is gone',
      (lines: string[]) => lines.filter((_, n) => n !== at(lines, 5)),
      'NOT WHOLE (MISSING): Record 5 is missing; after 4 comes 6.',
    ],
    [
      'a line is twice there',
      (lines: string[]) => lines.flatMap((line, n) => (n === at(lines, 5) ? [line, line] : [line])),
      'NOT WHOLE (INSERTED): There is more than one record 5.',
    ],
    ['cut off', (lines: string[]) => lines.slice(0, at(lines, 7)), 'NOT WHOLE (TRUNCATED): The file is cut off after record 6.'],
    [
      'two lines are swapped',
      (lines: string[]) =>
        lines.with(at(lines, 5), lines[at(lines, 6)] as string).with(at(lines, 6), lines[at(lines, 5)] as string),
      'NOT WHOLE (MISSING): Record 5 is missing; after 4 comes 6.',
    ],
    [
      'said to be made when days may be gone',
      (lines: string[]) => lines.map((line) => line.replace(/"exportedAt":"\d{4}/, '"exportedAt":"2999')),
      'NOT WHOLE (FORMAT): The export says that it was made in time to come.',
    ],
    [
      'said to be made before anything had to be signed',
      (lines: string[]) => lines.map((line) => line.replace(/"exportedAt":"\d{4}/, '"exportedAt":"2013')),
      'NOT WHOLE (FORMAT): The export says that it was made before record 1 was written.',
    ],
    ['something else', () => ['{"a":1}'], 'NOT WHOLE (FORMAT): This is no export of an access log.'],
  ])('%s', async (_, change, told) => {
    expect(await run(change as (lines: string[]) => string[])).toEqual({ code: 1, said: told });
  });
});
