import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import {
  describeResult,
  keysOf,
  type LogEntry,
  type PublicKey,
  type Receipt,
  readExport,
  verifyLog,
} from '../../audit/verify-access-log.mjs';
import { exportLog } from './export.ts';
import { findLog } from './findLog.ts';

const USAGE = `npm run audit:verify                          the access log of the databases here (npm start)
npm run audit:verify -- EXPORT.ndjson         an exported file
npm run audit:export -- EXPORT.ndjson         writes the log to a file, which anybody can verify: see gateway/audit/

  --database URL        the governance database, instead of the one here; any role that may read it
  --key FILE            a public key or a set of them (JWK), instead of the one here; may be given more than once
  --from DAY --to DAY   only these days
  --receipt SEQ:HASH    of an answer ("x-access-record"); the log must hold it; may be given more than once`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string' },
    key: { type: 'string', multiple: true },
    from: { type: 'string' },
    to: { type: 'string' },
    receipt: { type: 'string', multiple: true },
    help: { type: 'boolean' },
  },
});

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}

async function run(): Promise<number> {
  const [verb, file] = positionals;
  if (values.help || (verb !== 'verify' && !(verb === 'export' && file))) {
    process.stdout.write(`${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  if (verb === 'export') return reading((entries) => writeExport(entries, file as string));
  const receipts = (values.receipt ?? []).map(readReceipt);
  const verify = async (entries: AsyncIterable<LogEntry>): Promise<number> => {
    const result = await verifyLog(entries, { keys: readKeys(), receipts });
    process.stdout.write(`${describeResult(result)}\n`);
    return result.fault ? 1 : 0;
  };
  return file ? verify(readExport(createInterface({ input: createReadStream(file) }))) : reading(verify);
}

async function writeExport(entries: AsyncIterable<LogEntry>, file: string): Promise<number> {
  const lines = (async function* () {
    for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
  })();
  await pipeline(Readable.from(lines), createWriteStream(file));
  return 0;
}

/** Reads the log as of one moment, while gateways go on writing. */
async function reading(work: (entries: AsyncIterable<LogEntry>) => Promise<number>): Promise<number> {
  const client = new pg.Client({ connectionString: values.database ?? findLog().databaseUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const query = async (text: string, parameters: readonly unknown[]) => (await client.query(text, [...parameters])).rows;
    return await work(exportLog(query, { from: values.from ?? null, to: values.to ?? null }));
  } finally {
    await client.end();
  }
}

function readKeys(): readonly PublicKey[] {
  return values.key ? values.key.flatMap((file) => keysOf(JSON.parse(readFileSync(file, 'utf8')))) : findLog().keys;
}

function readReceipt(text: string): Receipt {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!seq || !hash) throw new Error(`"${text}" is no receipt: it reads like 1234:5f3c….`);
  return { seq: Number(seq), hash };
}
