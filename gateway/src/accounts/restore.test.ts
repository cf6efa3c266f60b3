import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId, recordOperatorAct } from '@union-graph/subgraph';
import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import type { JWK } from 'jose';
import pg from 'pg';
import { pino } from 'pino';
import {
  describeExport,
  type ExportEntry,
  GENESIS,
  readExport,
  verifyExport,
  type WitnessLineRef,
} from '../../audit/verify-access-log.mjs';
import { accessRecord } from '../../test/accessRecord.ts';
import { gatewayKeys } from '../../test/gateway.ts';
import { governance } from '../governance/builders.ts';
import { createAuditHeads } from '../witness/auditHeads.ts';
import { createAccessWriter } from './accessWriter.ts';
import { acknowledgeRestore } from './acknowledgeRestore.ts';
import { exportAll } from './exportAll.ts';
import type { Query } from './exportLog.ts';
import { publicKeyOf } from './logKeys.ts';
import { createLogSigner } from './logSigner.ts';
import { readFolderState, readLaterLines, readWitnessFolder } from './witnessFolder.ts';
import { createWitnessWriter } from './witnessWriter.ts';

const log = pino({ level: 'silent' });
let database: TestDatabase;
let client: pg.Client;
let serviceKey: JWK;
let folder: string;
beforeEach(async () => {
  database = await createTestDatabase(governance);
  ({ serviceKey } = await gatewayKeys());
  folder = mkdtempSync(path.join(tmpdir(), 'restore-'));
  client = new pg.Client({ connectionString: database.migratorUrl });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const query: Query = async (text, values) => (await client.query(text, [...values])).rows;
const keys = () => [publicKeyOf(serviceKey)];
/** What a backup of this database holds. */
const TABLES = [
  'access_record',
  'access_checkpoint',
  'access_log_head',
  'audit_event',
  'audit_unsealed',
  'audit_seal',
  'audit_head',
];
async function copyTables(): Promise<void> {
  for (const table of TABLES) await client.query(`create table backup_${table} as select * from ${table}`);
}
async function putBack(): Promise<void> {
  for (const table of TABLES)
    await client.query(
      `alter table ${table} disable trigger user; delete from ${table}; insert into ${table} overriding system value select * from backup_${table}; alter table ${table} enable trigger user`,
    );
}

/** A gateway that works for a while: two records, a row of the audit, a line outside before and after the checkpoint that tells the first. */
async function work(): Promise<void> {
  const { newest: before, lastLine } = readFolderState(folder, keys());
  const heads = createAuditHeads(before.heads);
  const write = createWitnessWriter(folder, serviceKey, lastLine);
  const actor = 'somebody';
  await recordOperatorAct(
    { subgraph: 'governance', databaseUrl: database.migratorUrl, serviceKey, log },
    { id: newId(), at: new Date(), actor, coordinate: 'Mutation.signAgreement', entityIds: [] },
  );
  const [audit] = (await query(`select number, encode(hash, 'hex') as hash from audit_head`, [])) as {
    number: string;
    hash: string;
  }[];
  if (audit) heads.note(['governance', Number(audit.number), audit.hash]);
  heads.noteLine(await write({ ...before, heads: heads.all() }));
  const signer = createLogSigner(database.appUrl, serviceKey, log, { audits: heads });
  const writer = createAccessWriter({ databaseUrl: database.appUrl, log, onWritten: signer.noteHead });
  await writer.writeRecord(accessRecord());
  const { seq, hash } = await writer.writeRecord(accessRecord());
  await writer.stop();
  await signer.stop();
  await write({ seq, hash, heads: heads.all() });
}

const entries = () =>
  exportAll({
    witness: readWitnessFolder(folder),
    witnessLater: () => readLaterLines(folder),
    readLog: (read) => read(query, {}),
    audits: [{ name: 'governance', read: (read) => read(query) }],
  });
async function findMissingLines(): Promise<WitnessLineRef[]> {
  const missingLines: WitnessLineRef[] = [];
  for await (const _ of readWitnessFolder(folder, (__, missing) => missing && missingLines.push(missing)));
  return missingLines;
}
const verify = () => verifyExport(entries(), { keys: keys() });
const told = async () => describeExport(await verify());
const acknowledge = async (
  by = 'Lin Fang',
  reason = 'the disk failed',
  more: Partial<Parameters<typeof acknowledgeRestore>[0]> = {},
) =>
  acknowledgeRestore({
    missingLines: await findMissingLines(),
    databases: { databaseUrl: database.migratorUrl, audits: { governance: database.migratorUrl }, witnessFolder: folder },
    verification: await verify(),
    serviceKey,
    keys: keys(),
    by,
    reason,
    read: (_, ask) => ask(query),
    ...more,
  });

test('a backup that was put back is told, and once it is acknowledged, all is whole and the restore is told for good', async () => {
  await work();
  await copyTables();
  await work();
  expect(await verify()).toMatchObject({ isWhole: true, restores: [] });
  await putBack();
  expect((await verify()).log?.fault?.kind).toBe('TRUNCATED');
  expect((await verify()).audits[0]?.fault?.kind).toBe('TRUNCATED');
  await acknowledge();
  const sentence =
    'told by Lin Fang: a backup was put back, which set back the access log from record 4 to 2, the audit of governance from seal 3 to 2. Reason: the disk failed';
  expect(await told()).toMatch(/^Whole, with an acknowledged restore: records 1 to 2/);
  expect(await told()).toMatch(/^Whole, with an acknowledged restore: the audit of governance, 2 rows in 3 seals\.$/m);
  expect(await told()).toContain(sentence);
  // What comes after it hangs together with the backup.
  await work();
  expect((await verify()).isWhole).toBe(true);
  expect(await told()).toContain(sentence);
  await expect(acknowledge()).rejects.toThrow('Nothing was set back');
});

test('what is cut off after an acknowledged restore is told as ever, also when its own line is taken out', async () => {
  await work();
  await copyTables();
  await work();
  await putBack();
  await acknowledge();
  // Even the row of the restore itself cannot go.
  await client.query('begin');
  await putBack();
  expect((await verify()).audits[0]?.fault?.kind).toBe('TRUNCATED');
  await client.query('rollback');
  await work();
  await putBack();
  const { log: cut, audits } = await verify();
  expect([cut?.fault?.kind, audits[0]?.fault?.kind]).toEqual(['TRUNCATED', 'TRUNCATED']);
  // A second restore is acknowledged by itself, and both are told.
  await acknowledge('Lin Fang', 'the disk failed again');
  const after = await verify();
  expect([after.isWhole, after.restores.map(({ reason }) => reason)]).toEqual([
    true,
    ['the disk failed', 'the disk failed again'],
  ]);
  const [name] = readdirSync(folder);
  const file = path.join(folder, name as string);
  const lines = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, lines.filter((line) => !line.includes('failed again')).join('\n'));
  expect((await verify()).isWhole).toBe(false);
});

test('a fault that no backup explains is not acknowledged, nor is anything without a name and a reason', async () => {
  await work();
  await copyTables();
  await work();
  await putBack();
  await expect(acknowledge('  ')).rejects.toThrow('--by needs a text');
  await client.query(`alter table access_record disable trigger user; update access_record set client = 'another' where seq = 1`);
  await acknowledge();
  const { log: altered, audits, isWhole } = await verify();
  expect([isWhole, altered?.fault?.kind, audits[0]?.fault]).toEqual([false, 'ALTERED', null]);
  await expect(acknowledge()).rejects.toThrow('no backup that was put back explains this: Record 1 was altered.');
});

test('a line at the end of the files that a checkpoint tells of is missed, also in an exported file', async () => {
  await work();
  await work();
  expect((await verify()).isWhole).toBe(true);
  const [name] = readdirSync(folder);
  const file = path.join(folder, name as string);
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  // The second process wrote two lines, and its checkpoint tells of the first.
  writeFileSync(file, `${lines.slice(0, -1).join('\n')}\n`);
  expect((await verify()).isWhole).toBe(true);
  writeFileSync(file, `${lines.slice(0, -2).join('\n')}\n`);
  const exported: string[] = [];
  for await (const entry of entries()) exported.push(JSON.stringify(entry));
  const result = await verifyExport(readExport<ExportEntry>(exported), { keys: keys() });
  expect(result.witnesses[0]?.fault).toMatchObject({
    kind: 'TRUNCATED',
    message: expect.stringContaining("The gateway's witness files hold no line of gateway process"),
  });
});

test('a row that waited for its seal outside of the databases must be in the audit', async () => {
  await work();
  const { newest, lastLine } = readFolderState(folder, keys());
  const [row] = (await query('select id::text as id from audit_event', [])) as { id: string }[];
  const write = createWitnessWriter(folder, serviceKey, lastLine);
  await write({ ...newest, unsealed: [['governance', row?.id ?? '']] });
  expect((await verify()).isWhole).toBe(true);
  const gone = newId();
  await write({ ...newest, unsealed: [['governance', gone]] });
  expect(await told()).toContain(
    `A row of the audit of governance (${gone}) was committed, and was removed or changed while it waited for its seal`,
  );
});

/** Writes what stands in the files: the lines that are left of them. */
function leaveLines(isLeft: (line: string, at: number) => boolean): void {
  const [name] = readdirSync(folder);
  const file = path.join(folder, name as string);
  writeFileSync(file, `${readFileSync(file, 'utf8').split('\n').filter(Boolean).filter(isLeft).join('\n')}\n`);
}

describe('files outside of the databases that are lost', () => {
  const beginAnew = () => acknowledge('Lin Fang', 'the disk failed', { isNewWitness: true });

  test('are a fault until somebody says so by name, and then a gap that is told for good', async () => {
    await work();
    leaveLines(() => false);
    await work();
    expect((await verify()).witnesses[0]?.fault).toMatchObject({ kind: 'TRUNCATED' });
    await beginAnew();
    expect((await verify()).isWhole).toBe(true);
    const sentence =
      /^Acknowledged gap of \S+, told by Lin Fang: the gateway's witness files were lost to line 1 of gateway process \S+\. .* Reason: the disk failed$/m;
    expect(await told()).toMatch(sentence);
    await work();
    expect((await verify()).isWhole).toBe(true);
    expect(await told()).toMatch(sentence);
    await expect(beginAnew()).rejects.toThrow('No line is missing');
    // It excuses no line that was written later.
    leaveLines((line) => line.includes('the disk failed'));
    expect((await verify()).isWhole).toBe(false);
  });

  test('are missed by lines that follow them, too', async () => {
    await work();
    leaveLines((_, at) => at > 0);
    expect(await findMissingLines()).toHaveLength(1);
    await beginAnew();
    expect([await findMissingLines(), (await verify()).isWhole]).toEqual([[], true]);
  });

  test('are begun anew where nothing is left, and that excuses no database that was set back', async () => {
    await work();
    await copyTables();
    await work();
    await putBack();
    rmSync(folder, { recursive: true });
    await beginAnew();
    await work();
    expect((await verify()).isWhole).toBe(true);
    await putBack();
    await beginAnew().catch(() => undefined);
    expect((await verify()).log?.fault?.kind).toBe('TRUNCATED');
  });

  test('are no excuse for a line that was changed', async () => {
    await work();
    leaveLines((_, at) => at > 0);
    await work();
    const [name] = readdirSync(folder);
    const file = path.join(folder, name as string);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"seq":2', '"seq":1'));
    await beginAnew();
    expect((await verify()).isWhole).toBe(false);
  });
});

test('an acknowledgement that fails halfway is finished by the next one, and tells so', async () => {
  await work();
  await copyTables();
  await work();
  await putBack();
  const read = async () => {
    throw new Error('the connection broke');
  };
  await expect(acknowledge('Lin Fang', 'the disk failed', { read })).rejects.toThrow('the connection broke');
  expect((await verify()).unfinished).toHaveLength(1);
  await acknowledge();
  expect((await verify()).isWhole).toBe(true);
  expect(await told()).toContain('This finishes what was begun once before. Reason: the disk failed');
  await expect(acknowledge()).rejects.toThrow('Nothing was set back');
});

test('a restore excuses nothing where the log or the audit does not end with what it went back to', async () => {
  await work();
  const write = createWitnessWriter(folder, serviceKey, readFolderState(folder, keys()).lastLine);
  const [seen, other] = ['a', 'b'].map((digit) => digit.repeat(64)) as [string, string];
  const [seal] = (await query(`select number, encode(hash, 'hex') as hash from audit_head`, [])) as ChainEnd[];
  const [record] = (await query(`select seq as number, encode(hash, 'hex') as hash from access_log_head`, [])) as ChainEnd[];
  const point = ({ number, hash }: ChainEnd, is = hash): [number, string] => [Number(number), is];
  const restoreTo = (hash?: string) =>
    write(
      { seq: 0, hash: GENESIS, heads: [] },
      {
        ...{ id: newId(), by: 'Lin Fang', reason: 'the disk failed' },
        log: [[9, seen], point(record as ChainEnd, hash)],
        audits: [['governance', [9, seen], point(seal as ChainEnd, hash)]],
      },
    );
  await write({ seq: 9, hash: seen, heads: [['governance', 9, seen]] });
  const kinds = async () => {
    const { log: ofLog, audits } = await verify();
    return [ofLog?.fault?.kind, audits[0]?.fault?.kind];
  };
  expect(await kinds()).toEqual(['TRUNCATED', 'TRUNCATED']);
  await restoreTo(other);
  expect(await kinds()).toEqual(['TRUNCATED', 'TRUNCATED']);
  await restoreTo();
  expect(await kinds()).toEqual([undefined, undefined]);
});

interface ChainEnd {
  readonly number: string;
  readonly hash: string;
}
