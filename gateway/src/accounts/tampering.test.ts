import { COLUMNS, RECORDS, useTamperedLog } from '../../test/tamperedLog.ts';

const log = useTamperedLog();

test('an untouched log is whole, and signed to its end', async () => {
  expect(await log.verify(log.receipts)).toMatchObject({
    records: RECORDS,
    firstSeq: 1,
    lastSeq: RECORDS,
    signedSeq: RECORDS,
    fault: null,
  });
});

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
  await log.tamper(statement as string);
  expect(await log.faultOf()).toEqual([kind, seq]);
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
    jsonb: `'[["other", 1, "00"]]'`,
  };
  return `update ${table} set ${column} = ${value[type]} where ${where}`;
};

test('any column of a record, a checkpoint or a closing is altered: the first bad one is named', async () => {
  const { rows } = await log.superuser.query<{ table: string; column: string; type: string }>(
    `select table_name as table, column_name as column, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name in ('access_record', 'access_checkpoint') order by 1, ordinal_position`,
  );
  const missed: string[] = [];
  for (const { table, column, type } of rows) {
    await log.superuser.query('savepoint untouched');
    await log.superuser.query(
      'alter table access_record drop constraint access_record_decision, drop constraint access_record_code',
    );
    await log.superuser.query('alter table access_record drop constraint access_record_repeats_form');
    if (column === 'day')
      await log.superuser.query(
        `create table other_day partition of access_record for values from ('2001-01-01') to ('2001-01-02')`,
      );
    const change =
      column === 'day' ? `update access_record set day = '2001-01-01' where seq = 8` : otherValue(table, column, type, 'seq = 8');
    await log.superuser.query(change);
    const fault = await log.faultOf();
    // Numbers that moved leave a hole.
    if (fault?.[1] !== 8) missed.push(`${table}.${column}: ${fault}`);
    await log.superuser.query('rollback to savepoint untouched');
  }
  expect([rows.length > 25, missed]).toEqual([true, []]);
});
