import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JWK } from 'jose';
import type { PublicKey } from '../../audit/verify-access-log.mjs';
import { publicKeyOf } from './logKeys.ts';

/** The databases with the access log and the audits, and the witness folder. */
export interface LogDatabases {
  /** The governance database, which holds the access log and the audit of its own mutations. */
  readonly databaseUrl: string;
  /** The databases of the services, by name, governance among them. */
  readonly audits: Readonly<Record<string, string>>;
  /** The folder with the gateway's witness files; null when none is configured. */
  readonly witnessFolder: string | null;
}

/**
 * Finds the databases: the governance database by `GOVERNANCE_DATABASE_URL`, else those of all services by the files of a local start in
 * `DATA_DIR`. Throws when there is neither.
 */
export function findLogDatabases(env: NodeJS.ProcessEnv = process.env): LogDatabases {
  if (env.GOVERNANCE_DATABASE_URL) return governanceOnly(env.GOVERNANCE_DATABASE_URL, env);
  const { databases = {} } = readJson(path.join(dataDirOf(env), 'directory.json')) as {
    databases?: Record<string, { migratorUrl?: string }>;
  };
  const urls = Object.entries(databases).flatMap(([name, { migratorUrl }]) =>
    migratorUrl ? [[name, migratorUrl] as const] : [],
  );
  const audits = Object.fromEntries(urls);
  if (!audits.governance) throw new Error('No governance database is known here. Run npm start, or name one with --database.');
  const witnessFolder = env.WITNESS_FOLDER || path.join(dataDirOf(env), 'witness');
  return { databaseUrl: audits.governance, audits, witnessFolder };
}

/** The access log and the audit of one governance database. */
export const governanceOnly = (databaseUrl: string, env: NodeJS.ProcessEnv = process.env): LogDatabases => ({
  databaseUrl,
  audits: { governance: databaseUrl },
  witnessFolder: env.WITNESS_FOLDER || null,
});

/** The public keys of the services: of `SERVICE_KEY`, and of the key files in `DATA_DIR`. */
export function findKeys(env: NodeJS.ProcessEnv = process.env): PublicKey[] {
  const folder = path.join(dataDirOf(env), 'keys');
  const own = env.SERVICE_KEY ? [JSON.parse(env.SERVICE_KEY) as JWK] : [];
  const files = keyFiles(folder);
  if (own.length + files.length === 0) throw new Error(`There are no keys in ${folder}. Run npm start, or name keys with --key.`);
  const ofServices = files.map((file) => [path.basename(file, '.jwk'), readJson(file) as JWK] as const);
  return [...own.map((key) => [key.kid, key] as const), ...ofServices]
    .filter(([, { crv }]) => crv === 'Ed25519')
    .map(([service, key]) => publicKeyOf(key, service));
}

/** The private key of the gateway: `SERVICE_KEY`, or its key file in `DATA_DIR`. */
export const findServiceKey = (env: NodeJS.ProcessEnv = process.env): JWK =>
  (env.SERVICE_KEY ? JSON.parse(env.SERVICE_KEY) : readJson(path.join(dataDirOf(env), 'keys', 'gateway.jwk'))) as JWK;

const dataDirOf = (env: NodeJS.ProcessEnv): string => path.resolve(env.DATA_DIR || '.data');

function keyFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jwk'))
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`There is no ${file}. Run npm start, or name the database with --database and the key with --key.`);
  }
}
