import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import {
  describeExport,
  type ExportEntry,
  type PublicKey,
  type Receipt,
  readExport,
  readKeyFile,
  verifyExport,
  type WitnessLineRef,
} from '../../audit/verify-access-log.mjs';
import { acknowledgeRestore } from './acknowledgeRestore.ts';
import { exportAll } from './exportAll.ts';
import type { Query } from './exportLog.ts';
import { findKeys, findLogDatabases, findServiceKey, governanceOnly, type LogDatabases } from './findLogDatabases.ts';
import { readLaterLines, readWitnessFolder } from './witnessFolder.ts';

const USAGE = `npm run audit:verify                          verifies the access log and the audits of all services that npm start runs
npm run audit:verify -- EXPORT.ndjson         verifies an exported file
npm run audit:export -- EXPORT.ndjson         exports them to a file, which anybody can verify: see gateway/audit/
npm run audit:restore -- --by NAME --reason TEXT
                                              acknowledges a restore: a backup was put back. Run it before the services start. From then on each
                                              verification prints the restore, and what it lost is no fault
npm run audit:restore -- --new-witness --by NAME --reason TEXT
                                              acknowledges a gap: files of WITNESS_FOLDER were lost. Run it while no gateway runs. From then on each
                                              verification prints the gap, and the lost lines are no fault

  --database URL        the governance database, with any role that may read it; else GOVERNANCE_DATABASE_URL, or the databases of npm start
  --audit NAME=URL      with --database, the database of a service whose audit is verified, too; may be given more than once
  --key FILE            a public key or a set of them (JWK), each with the name of its service ("kid"); SERVICE=FILE names those of a file without;
                        else those of SERVICE_KEY and of npm start; may be given more than once
  --from DAY --to DAY   only these days of the access log; audits are verified as a whole
  --witness FILE        an earlier export, or a file that the gateway wrote into WITNESS_FOLDER, kept elsewhere; may be given more than once
  --receipt SEQ:HASH    of an answer ("x-access-record"); the log must hold it; may be given more than once`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string' },
    audit: { type: 'string', multiple: true },
    key: { type: 'string', multiple: true },
    from: { type: 'string' },
    to: { type: 'string' },
    receipt: { type: 'string', multiple: true },
    witness: { type: 'string', multiple: true },
    by: { type: 'string' },
    reason: { type: 'string' },
    'new-witness': { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

/** The faults of the lines in the witness folder, as sentences. */
const fileFaults: string[] = [];
/** The newest missing lines before the gaps in the witness folder. */
const missingLines: WitnessLineRef[] = [];
const MOST_SHOWN_FAULTS = 20;

try {
  process.exitCode = await runCommand();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}

async function runCommand(): Promise<number> {
  const [verb, file] = positionals;
  if (values.help || (verb !== 'verify' && verb !== 'restore' && !(verb === 'export' && file))) {
    process.stdout.write(`${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  if (verb === 'export') return writeExport(readAll(namedDatabases()), file as string);
  if (verb === 'restore') await restore();
  return verify(verb === 'restore' ? undefined : file);
}

/** Verifies the databases, and acknowledges a restore or a gap that explains the faults. */
async function restore(): Promise<void> {
  const databases = namedDatabases();
  const keys = readKeys();
  const verification = await verifyExport(readAll(databases), { keys, witness: (values.witness ?? []).map(readLines) });
  const read = async <Value>(url: string, work: (query: Query) => Promise<Value>): Promise<Value> => {
    for await (const value of readDatabase(url, async function* (query) {
      yield await work(query);
    }))
      return value;
    throw new Error('nothing was read');
  };
  const { by = '', reason = '', 'new-witness': isNewWitness = false } = values;
  await acknowledgeRestore({
    databases,
    verification,
    keys,
    serviceKey: findServiceKey(),
    by,
    reason,
    read,
    isNewWitness,
    missingLines,
  });
}

async function verify(file: string | undefined): Promise<number> {
  fileFaults.length = 0;
  const receipts = (values.receipt ?? []).map(readReceipt);
  const witness = (values.witness ?? []).map(readLines);
  const databases = file ? null : namedDatabases();
  const result = await verifyExport(databases ? readAll(databases) : readLines(file ?? ''), {
    keys: readKeys(),
    receipts,
    witness,
  });
  process.stdout.write(`${describeExport(result)}\n`);
  const { witnessFolder = null } = databases ?? {};
  const isCompared = witnessFolder === null || result.witnesses.some(({ lines }) => lines > 0);
  if (!isCompared) process.stdout.write(`${noWitness(witnessFolder)}\n`);
  for (const message of fileFaults.slice(0, MOST_SHOWN_FAULTS)) process.stdout.write(`NOT WHOLE (WITNESS): ${message}\n`);
  return result.isWhole && isCompared && fileFaults.length === 0 ? 0 : 1;
}

function noWitness(folder: string): string {
  return `NOT WHOLE (WITNESS): The gateway writes where the log and the audits end into ${folder}, and nothing is there: it was removed, or no gateway has run.`;
}

function readLines(file: string): AsyncGenerator<ExportEntry> {
  return readExport<ExportEntry>(createInterface({ input: createReadStream(file) }));
}

async function writeExport(entries: AsyncIterable<ExportEntry>, file: string): Promise<number> {
  const lines = (async function* () {
    for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
  })();
  await pipeline(Readable.from(lines), createWriteStream(file));
  return 0;
}

function noteFileFault(message: string, missing: WitnessLineRef | null): void {
  fileFaults.push(message);
  if (missing) missingLines.push(missing);
}

/** Exports the databases that the options name, each in one snapshot. */
async function* readAll({ databaseUrl, audits, witnessFolder }: LogDatabases): AsyncGenerator<ExportEntry> {
  const range = { from: values.from ?? null, to: values.to ?? null };
  const parts = exportAll({
    witness: witnessFolder === null ? [] : readWitnessFolder(witnessFolder, noteFileFault),
    witnessLater: () => (witnessFolder === null ? [] : readLaterLines(witnessFolder)),
    readLog: (read) => readDatabase(databaseUrl, (query) => read(query, range)),
    audits: Object.entries(audits).map(([name, url]) => ({ name, read: (read) => readDatabase(url, read) })),
  });
  let chain = '';
  for await (const entry of parts) {
    if (entry.kind === 'audit-header') chain = entry.chain;
    if (entry.kind === 'audit-head' && entry.number === 0)
      process.stderr.write(`The audit of ${chain} is empty: its service never started, or all of it was removed.\n`);
    yield entry;
  }
}

/** Reads a database in one snapshot. */
async function* readDatabase<Entry>(url: string, read: (query: Query) => AsyncGenerator<Entry>): AsyncGenerator<Entry> {
  const client = new pg.Client({ connectionString: url });
  await client.connect().catch((error: NodeJS.ErrnoException) => {
    const { host, pathname } = new URL(url);
    throw new Error(
      `The database ${pathname.slice(1)} at ${host} cannot be read (${error.code ?? error.message}). Start it, or name one that runs with --database.`,
    );
  });
  try {
    await client.query('begin isolation level repeatable read read only');
    yield* read(async (text, parameters) => (await client.query(text, [...parameters])).rows);
  } finally {
    await client.end();
  }
}

function namedDatabases(): LogDatabases {
  if (!values.database) return findLogDatabases();
  const more = (values.audit ?? []).map((text) => /^([a-z-]+)=(.+)$/.exec(text)?.slice(1) ?? [text, '']);
  const [wrong] = more.find(([, url]) => !url) ?? [];
  if (wrong !== undefined) throw new Error(`"${wrong}" is no NAME=URL.`);
  const { audits, ...governance } = governanceOnly(values.database);
  return { ...governance, audits: { ...audits, ...Object.fromEntries(more) } };
}

function readKeys(): readonly PublicKey[] {
  return values.key ? values.key.flatMap(readKeyFile) : findKeys();
}

function readReceipt(text: string): Receipt {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!seq || !hash) throw new Error(`"${text}" is no receipt: it reads like 1234:5f3c….`);
  return { seq: Number(seq), hash };
}
