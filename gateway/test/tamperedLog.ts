import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import type pg from 'pg';
import { pino } from 'pino';
import { type PublicKey, type Receipt, type Verification, verifyLog } from '../audit/verify-access-log.mjs';
import { createAccessWriter } from '../src/accounts/accessWriter.ts';
import { exportLog } from '../src/accounts/exportLog.ts';
import { publicKeyOf } from '../src/accounts/logKeys.ts';
import { createLogSigner } from '../src/accounts/logSigner.ts';
import { governance } from '../src/governance/builders.ts';
import { accessRecord } from './accessRecord.ts';
import { gatewayKeys } from './gateway.ts';
import { connectAsSuperuser } from './superuser.ts';

const log = pino({ level: 'silent' });

/** How many records the log has, and how many of them the first signature covers. */
export const RECORDS = 12;
const SIGNED = 8;

/** The columns of a record, besides its day and number. */
export const COLUMNS =
  'at, client, actor, agreement_id, purpose, operation_name, operation_hash, coordinates, subjects, row_count, suppressed, decision, code, latency_ms, previous_hash, hash, format, roles';

/** An access log of twelve records in a database of its own, which tests tamper with as a superuser. */
export interface TamperedLog {
  readonly database: TestDatabase;
  /** As psql in the hands of a superuser with every trigger off, in a transaction that is undone after each test. */
  readonly superuser: pg.Client;
  readonly key: PublicKey;
  readonly receipts: readonly Receipt[];
  ask(text: string, values: readonly unknown[]): Promise<Record<string, unknown>[]>;
  tamper(...statements: string[]): Promise<void>;
  verify(given?: readonly Receipt[]): Promise<Verification>;
  /** The kind and number of the fault that verification finds; null for a whole log. */
  faultOf(given?: readonly Receipt[]): Promise<readonly [kind: string, seq: number | null] | null>;
}

/** Writes the log for a test file. Call it outside of hooks; its properties may be read in tests. */
export function useTamperedLog(): TamperedLog {
  let database: TestDatabase;
  let superuser: pg.Client;
  let key: PublicKey;
  const receipts: Receipt[] = [];
  beforeAll(async () => {
    database = await createTestDatabase(governance);
    superuser = await connectAsSuperuser(database);
    const { serviceKey } = await gatewayKeys();
    key = publicKeyOf(serviceKey);
    for (const count of [SIGNED, RECORDS - SIGNED]) await writeRecords(database, serviceKey, { count, receipts });
  });
  afterAll(async () => {
    await superuser.end();
    await database.drop();
  });
  beforeEach(() => superuser.query('begin; set local session_replication_role = replica'));
  afterEach(() => superuser.query('rollback'));
  const ask: TamperedLog['ask'] = async (text, values) => (await superuser.query(text, [...values])).rows;
  const verify: TamperedLog['verify'] = (given = []) => verifyLog(exportLog(ask), { keys: [key], receipts: given });
  return {
    get database() {
      return database;
    },
    get superuser() {
      return superuser;
    },
    get key() {
      return key;
    },
    receipts,
    ask,
    tamper: async (...statements) => {
      for (const statement of statements) await superuser.query(statement);
    },
    verify,
    faultOf: async (given) => {
      const { fault } = await verify(given);
      return fault && [fault.kind, fault.seq];
    },
  };
}

/** Writes records as a gateway does that is stopped afterwards, and therefore signs the last one. */
async function writeRecords(
  database: TestDatabase,
  serviceKey: Parameters<typeof createLogSigner>[1],
  { count, receipts }: { readonly count: number; readonly receipts: Receipt[] },
): Promise<void> {
  const signer = createLogSigner(database.appUrl, serviceKey, log);
  const writer = createAccessWriter({ databaseUrl: database.appUrl, log, onWritten: () => undefined });
  for (let at = 0; at < count; at++)
    receipts.push(await writer.writeRecord(accessRecord({ operationName: `operation ${receipts.length + 1}` })));
  signer.noteHead(receipts.at(-1) as Receipt, null);
  await writer.stop();
  await signer.stop();
}
