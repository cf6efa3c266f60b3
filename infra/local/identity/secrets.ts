import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { keep } from '../launcher/keys.ts';

/** What the provider must have again after a restart, so that tokens and sessions stay good. */
export interface Secrets {
  /** Signs all tokens (ES256). */
  readonly signingKey: JWK;
  readonly cookieKey: string;
  /** Of the partner client that proves itself by a secret. */
  readonly partnerSecret: string;
  /** Private key of the partner client that proves itself by a signed assertion (RFC 7523). */
  readonly partnerKey: JWK;
}

/** Reads the provider's secrets from `dir`, made on first use and readable by their owner alone. */
export async function openSecrets(dir: string): Promise<Secrets> {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  return JSON.parse(await keep(path.join(dir, 'secrets.json'), newSecrets)) as Secrets;
}

async function newSecrets(): Promise<string> {
  const secrets: Secrets = {
    signingKey: await newKey('local-1'),
    cookieKey: randomBytes(32).toString('base64url'),
    partnerSecret: randomBytes(32).toString('base64url'),
    partnerKey: await newKey('ngo-1'),
  };
  return JSON.stringify(secrets, null, 2);
}

async function newKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' };
}
