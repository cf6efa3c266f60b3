import { readFileSync } from 'node:fs';
import { importJWK, type JWK, SignJWT } from 'jose';
import type { Credentials } from './credentialStore.ts';
import { EXIT } from './exitCodes.ts';
import { Failure } from './failure.ts';
import { readBody } from './readBody.ts';
import { checkedUrl } from './settings.ts';
import { text } from './text.ts';

const TOKEN_TIMEOUT_MS = 15_000;

/** Gets an access token by client credentials (RFC 6749, 4.4), with the secret or with a signed assertion (RFC 7523). Tokens are never stored: they live for minutes. */
export async function fetchToken(credentials: Credentials): Promise<string> {
  const endpoint = await tokenEndpoint(credentials.issuer);
  const { headers, fields } = await proofOf(credentials);
  const body = await readJson(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'read write', ...fields }).toString(),
  });
  if (typeof body.access_token === 'string') return body.access_token;
  const reason = String(body.error_description ?? body.error ?? 'no access token');
  throw new Failure(
    EXIT.notAllowed,
    'UNAUTHENTICATED',
    text(
      `The identity provider ${credentials.issuer} refuses the client "${credentials.clientId}": ${reason}. Ask those who run it whether the client is known and its secret or key is current, and sign in again.`,
      `身份服务 ${credentials.issuer} 拒绝了客户端“${credentials.clientId}”：${reason}。请向其管理者核实该客户端是否登记、密钥是否有效，再重新登录。`,
    ),
  );
}

async function tokenEndpoint(issuer: string): Promise<string> {
  const url = `${checkedUrl(issuer, 'issuer').replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { token_endpoint: endpoint } = await readJson(url);
  if (typeof endpoint === 'string') return checkedUrl(endpoint, 'token endpoint');
  throw unavailable(url, 'it is not the discovery document of an identity provider');
}

async function readJson(url: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TOKEN_TIMEOUT_MS) });
    const body: unknown = JSON.parse(await readBody(response));
    if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
    throw new Error('the answer is no JSON object');
  } catch (error) {
    throw unavailable(url, reasonOf(error));
  }
}

const unavailable = (url: string, reason: string): Failure =>
  new Failure(
    EXIT.unavailable,
    'DEPENDENCY_UNAVAILABLE',
    text(
      `The identity provider does not answer at ${url}: ${reason}. Check the address ("--issuer"), and try again later.`,
      `身份服务 ${url} 没有响应：${reason}。请核对地址（“--issuer”），稍后再试。`,
    ),
  );

/** Why a request failed, in a few words. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as {
    readonly cause?: { readonly code?: string; readonly message?: string };
    readonly message: string;
  };
  return cause?.code ?? cause?.message ?? message;
}

interface Proof {
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
}

async function proofOf({ clientId, secret, keyFile, issuer }: Credentials): Promise<Proof> {
  if (secret !== undefined) {
    const pair = [clientId, secret].map(encodeURIComponent).join(':');
    return { headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }, fields: {} };
  }
  const assertion = await sign(clientId, issuer, readKey(keyFile as string));
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  return { headers: {}, fields: { client_id: clientId, client_assertion_type: type, client_assertion: assertion } };
}

async function sign(clientId: string, issuer: string, key: JWK): Promise<string> {
  const alg = key.alg ?? (key.kty === 'OKP' ? 'EdDSA' : 'ES256');
  return new SignJWT()
    .setProtectedHeader({ alg, ...(key.kid !== undefined && { kid: key.kid }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setJti(crypto.randomUUID())
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(await importJWK(key, alg));
}

/** Reads a private key (JWK) from a file. Throws {@link Failure} when there is none. */
export function readKey(file: string): JWK {
  try {
    const key = JSON.parse(readFileSync(file, 'utf8')) as JWK;
    if (typeof key.d === 'string') return key;
  } catch {
    // Told below.
  }
  throw new Failure(
    EXIT.usage,
    'WRONG_KEY',
    text(`"${file}" holds no private key as JSON Web Key (RFC 7517).`, `“${file}”中没有 JSON Web Key（RFC 7517）格式的私钥。`),
  );
}
