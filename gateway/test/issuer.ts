import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { close, listen } from './subgraph.ts';

export const AUDIENCE = 'https://graph.union.local';

type SigningKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

export interface FixtureIssuer {
  readonly url: string;
  /** A valid access token of this issuer; `claims` and `header` replace or remove (undefined) parts of it. */
  token(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  /** Replaces the signing key by a new one and publishes it. */
  rotate(): Promise<void>;
  /** The number of fetches of the keys. */
  keyFetches(): number;
  stop(): Promise<void>;
}

/** Starts an OpenID Connect issuer with the parts that a resource server uses: discovery document, keys, signed access tokens. */
export async function startIssuer(): Promise<FixtureIssuer> {
  let signing: { key: SigningKey; jwk: JWK } | undefined;
  let serial = 0;
  let fetches = 0;
  const rotate = async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    serial += 1;
    signing = { key: privateKey, jwk: { ...(await exportJWK(publicKey)), kid: `key-${serial}`, alg: 'ES256', use: 'sig' } };
  };
  await rotate();
  const server: Server = createServer((request, response) => {
    const isKeys = request.url === '/jwks';
    if (isKeys) fetches += 1;
    const body = isKeys ? { keys: [signing?.jwk] } : { issuer: url, jwks_uri: `${url}/jwks` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await listen(server);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    rotate,
    keyFetches: () => fetches,
    token: (claims = {}, header = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const payload = {
        iss: url,
        aud: AUDIENCE,
        sub: 'somebody',
        scope: 'read write',
        client_id: 'console',
        iat: now,
        exp: now + 300,
        ...claims,
      };
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: signing?.jwk.kid, ...header })
        .sign(signing?.key as SigningKey);
    },
    stop: () => close(server),
  };
}

/** The claims of a person with roles, as the identity provider issues them. */
export const person = (id: string, ...roles: string[]) => ({
  sub: id,
  union_graph: { person_id: id, union_path: null, grants: roles.map((role) => ({ role, scope_path: '/city/' })) },
});
