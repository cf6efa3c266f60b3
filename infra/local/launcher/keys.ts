import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from 'jose';
import { SUBGRAPHS } from './services.ts';

export interface Keys {
  /** The Ed25519 private key (RFC 8037) that each issuer signs passports with, its `kid` the issuer's name. */
  readonly private: Readonly<Record<string, JWK>>;
  /** The public halves of all of them: whom every service trusts. */
  readonly trusted: JSONWebKeySet;
  /** What database passwords are derived from. */
  readonly databaseSecret: string;
  /** What every service derives the key of its cursors from. */
  readonly cursorSecret: string;
  /** What URLs of files are signed with. */
  readonly objectSecret: string;
}

/** Reads the keys kept in `dir`; makes those that are missing, readable by their owner alone. */
export async function openKeys(dir: string): Promise<Keys> {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const entries: [string, JWK][] = [];
  for (const issuer of ['gateway', ...SUBGRAPHS]) {
    const text = await keep(path.join(dir, `${issuer}.jwk`), () => newKey(issuer));
    entries.push([issuer, JSON.parse(text) as JWK]);
  }
  const secret = (name: string) => keep(path.join(dir, name), async () => randomBytes(32).toString('base64url'));
  const databaseSecret = await secret('database-secret');
  const cursorSecret = await secret('cursor-secret');
  const objectSecret = await secret('object-secret');
  const gateway = entries.filter(([issuer]) => issuer === 'gateway').map(([, key]): JWK => ({ ...key, kid: 'governance' }));
  // The gateway's own subgraph tells its events under its own name, with the gateway's key.
  const trusted = [...entries.map(([, key]) => key), ...gateway].map(publicHalf);
  return { private: Object.fromEntries(entries), trusted: { keys: trusted }, databaseSecret, cursorSecret, objectSecret };
}

/** The text of a file, written on first use with mode 0600. */
export async function keep(file: string, make: () => Promise<string>): Promise<string> {
  if (!fs.existsSync(file)) {
    // Renamed into place, so that a start cut short leaves no half key.
    fs.writeFileSync(`${file}.new`, await make(), { mode: 0o600 });
    fs.renameSync(`${file}.new`, file);
  }
  return fs.readFileSync(file, 'utf8');
}

async function newKey(issuer: string): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return JSON.stringify({ ...(await exportJWK(privateKey)), kid: issuer, alg: 'EdDSA', use: 'sig' });
}

const publicHalf = ({ d: _private, ...rest }: JWK): JWK => rest;
