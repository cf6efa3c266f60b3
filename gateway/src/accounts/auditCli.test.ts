import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compiledProgram, createTestDatabase, type TestDatabase } from '@union-graph/testing';
import type { JWK } from 'jose';
import { pino } from 'pino';
import type { Receipt } from '../../audit/verify-access-log.mjs';
import { accessRecord } from '../../test/accessRecord.ts';
import { gatewayKeys } from '../../test/gateway.ts';
import { governance } from '../governance/builders.ts';
import { createAccessWriter } from './accessWriter.ts';
import { createLogSigner } from './logSigner.ts';
import { createWitnessWriter } from './witnessWriter.ts';

let database: TestDatabase;
let dataDir: string;
let receipt: Receipt;
let serviceKey: JWK;
beforeAll(async () => {
  database = await createTestDatabase(governance);
  ({ serviceKey } = await gatewayKeys());
  const log = pino({ level: 'silent' });
  const signer = createLogSigner(database.appUrl, serviceKey, log);
  const writer = createAccessWriter({ databaseUrl: database.appUrl, log, onWritten: signer.noteHead });
  for (let at = 0; at < 3; at++) receipt = await writer.writeRecord(accessRecord());
  await writer.stop();
  await signer.stop();
  // As a local start leaves it.
  dataDir = mkdtempSync(path.join(tmpdir(), 'audit-'));
  mkdirSync(path.join(dataDir, 'keys'));
  writeFileSync(path.join(dataDir, 'keys', 'gateway.jwk'), JSON.stringify(serviceKey));
  writeFileSync(
    path.join(dataDir, 'directory.json'),
    JSON.stringify({ databases: { governance: { migratorUrl: database.migratorUrl } } }),
  );
});
afterAll(async () => {
  rmSync(dataDir, { recursive: true });
  await database.drop();
});

const ROOT = path.join(import.meta.dirname, '../../..');
const run = (...args: string[]) =>
  new Promise<{ code: number; said: string }>((resolve) =>
    execFile(
      process.execPath,
      [...compiledProgram(path.join(import.meta.dirname, 'audit-cli.ts')), ...args],
      { cwd: ROOT, env: { ...process.env, DATA_DIR: dataDir } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), said: (stdout + stderr).trim() }),
    ),
  );
const EMPTY = 'The audit of governance is empty: its service never started, or all of it was removed.';
const WHOLE = {
  code: 0,
  said: [
    'Whole: records 1 to 3, signed up to 3.',
    'Whole: the audit of governance, 0 rows in 0 seals.',
    'Compared with 1 signed lines that were kept outside of the databases.',
  ].join('\n'),
};
const WHOLE_HERE = { code: 0, said: `${WHOLE.said}\n${EMPTY}` };

test('the log of a local start is found, verified, exported and verified from the file', async () => {
  expect(await run('verify')).toMatchObject({ code: 1, said: expect.stringContaining('NOT WHOLE (WITNESS)') });
  await createWitnessWriter(path.join(dataDir, 'witness'), serviceKey)({ ...receipt, heads: [] });
  expect(await run('verify')).toEqual(WHOLE_HERE);
  expect(await run('verify', '--receipt', `${receipt.seq}:${receipt.hash}`)).toEqual(WHOLE_HERE);
  const file = path.join(dataDir, 'log.ndjson');
  expect(await run('export', file)).toEqual({ code: 0, said: EMPTY });
  expect(await run('verify', file)).toEqual(WHOLE);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"rows":2', '"rows":3'));
  expect(await run('verify', file)).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^NOT WHOLE \(ALTERED\): Record 1 was altered\.$/m),
  });
});

test('what is wrong with a call is told', async () => {
  expect((await run('delete')).code).toBe(2);
  expect(await run('verify', '--receipt', 'x')).toMatchObject({ code: 2, said: expect.stringContaining('is no receipt') });
});
