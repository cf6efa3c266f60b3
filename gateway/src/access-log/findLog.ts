import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { JWK } from 'jose';
import type { PublicKey } from '../../audit/verify-access-log.mjs';
import { publicHalf } from './signer.ts';

/**
 * Where the log of this checkout is: by `GOVERNANCE_DATABASE_URL` and `SERVICE_KEY`, else what a local start left in
 * `DATA_DIR`. Throws a sentence when nothing is found.
 */
export function findLog(env: NodeJS.ProcessEnv = process.env): { databaseUrl: string; keys: readonly PublicKey[] } {
  const dataDir = path.resolve(env.DATA_DIR || '.data');
  return { databaseUrl: env.GOVERNANCE_DATABASE_URL || localDatabase(dataDir), keys: [publicHalf(ownKey(env, dataDir))] };
}

function localDatabase(dataDir: string): string {
  const { databases } = readJson(path.join(dataDir, 'directory.json')) as {
    databases?: Record<string, { migratorUrl?: string }>;
  };
  const url = databases?.governance?.migratorUrl;
  if (!url) throw new Error('No governance database is known here. Run npm start, or name one with --database.');
  return url;
}

const ownKey = (env: NodeJS.ProcessEnv, dataDir: string): JWK =>
  env.SERVICE_KEY ? (JSON.parse(env.SERVICE_KEY) as JWK) : (readJson(path.join(dataDir, 'keys', 'gateway.jwk')) as JWK);

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`There is no ${file}. Run npm start, or name the database with --database and the key with --key.`);
  }
}
