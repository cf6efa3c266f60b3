import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { halfSent } from '@union-graph/testing';
import { createRemoteJWKSet, decodeJwt, importJWK, jwtVerify, SignJWT } from 'jose';
import { personId } from '../../data/demo/persons.ts';
import { unionPath } from '../../data/demo/unions.ts';
import { AUDIENCE } from './claims.ts';
import { DEMO_PERSON_GRANT, PARTNERS } from './clients.ts';
import { openSecrets } from './secrets.ts';
import { type IdentityServer, startIdentity } from './server.ts';

const CONSOLE = 'http://localhost:4000';
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'identity-test-'));
let identity: IdentityServer;

const start = (port = 0) => startIdentity({ host: '127.0.0.1', port, dir, consoleOrigins: [CONSOLE, 'http://127.0.0.1:4000'] });

beforeAll(async () => {
  identity = await start();
});
afterAll(async () => {
  await identity.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

interface TokenAnswer {
  access_token: string;
  id_token?: string;
  refresh_token?: string;
  scope?: string;
  error?: string;
  error_description?: string;
}

async function token(form: Record<string, string>, headers: Record<string, string> = {}): Promise<TokenAnswer> {
  const answer = await fetch(`${identity.issuer}/token`, { method: 'POST', headers, body: new URLSearchParams(form) });
  return (await answer.json()) as TokenAnswer;
}

/** Verifies as the gateway does: signature by the published keys, issuer, audience, type. */
async function verified(accessToken: string) {
  const keys = createRemoteJWKSet(new URL(`${identity.issuer}/jwks`));
  const { payload } = await jwtVerify(accessToken, keys, { issuer: identity.issuer, audience: AUDIENCE, typ: 'at+jwt' });
  return payload;
}

/** A browser that keeps cookies and follows redirects inside the provider; gives the address it is sent out to. */
function browser() {
  const cookies = new Map<string, string>();
  const visit = async (url: string, form?: Record<string, string>): Promise<{ url: string; body: string }> => {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name) cookies.set(name, value ?? '');
    }
    const location = answer.headers.get('location');
    if (!location) return { url, body: await answer.text() };
    const next = new URL(location, url).href;
    return next.startsWith(identity.issuer) ? visit(next) : { url: next, body: '' };
  };
  return visit;
}

const verifier = randomBytes(32).toString('base64url');

function authorizationUrl(changes: Record<string, string> = {}): string {
  const url = new URL(`${identity.issuer}/auth`);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: 'console',
    redirect_uri: `${CONSOLE}/`,
    scope: 'openid profile offline_access read write introspect',
    resource: AUDIENCE,
    state: 's',
    nonce: 'n',
    prompt: 'login',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  }).toString();
  return url.href;
}

async function signIn(login: string): Promise<TokenAnswer> {
  const visit = browser();
  const page = await visit(authorizationUrl());
  const back = new URL((await visit(page.url, { login })).url);
  expect(back.origin).toBe(CONSOLE);
  const code = back.searchParams.get('code') as string;
  return token({
    grant_type: 'authorization_code',
    client_id: 'console',
    redirect_uri: `${CONSOLE}/`,
    code,
    code_verifier: verifier,
    resource: AUDIENCE,
  });
}

test('people sign in by code and PKCE, and the token tells the gateway who they are', async () => {
  const tokens = await signIn('chen-xiaomei');
  const claims = await verified(tokens.access_token);
  expect(claims).toMatchObject({ sub: 'chen-xiaomei', client_id: 'console', scope: 'read write introspect' });
  expect(claims.union_graph).toEqual({
    person_id: personId('chen-xiaomei'),
    union_path: null,
    grants: [
      expect.objectContaining({
        role: 'JOINT_UNION_OFFICER',
        scope_path: unionPath('joint-panjiayuan'),
        district_code: '110105',
      }),
    ],
  });
  expect(decodeJwt(tokens.id_token as string)).toMatchObject({ sub: 'chen-xiaomei', name: '陈晓梅', nonce: 'n' });
});

test('a refresh token gives a new access token, also after the provider was started again', async () => {
  const tokens = await signIn('li-jianguo');
  const { port } = new URL(identity.issuer);
  await identity.stop();
  identity = await start(Number(port));
  // Our side may hold on to a connection that the first provider closed; a failed call lets go of it.
  await fetch(identity.issuer).catch(() => undefined);
  expect(await verified(tokens.access_token)).toMatchObject({ sub: 'li-jianguo' });
  const again = await token({ grant_type: 'refresh_token', client_id: 'console', refresh_token: tokens.refresh_token as string });
  expect(await verified(again.access_token)).toMatchObject({ sub: 'li-jianguo', scope: 'read write introspect' });
});

test('the sign-in page names every person in two languages, and lets nobody in who is not on it', async () => {
  const visit = browser();
  const page = await visit(authorizationUrl({ login_hint: 'sun-li' }));
  expect(page.body).toContain('王秀兰');
  expect(page.body).toContain('For demonstration on this machine only');
  expect(page.body.indexOf('value="sun-li"')).toBeLessThan(page.body.indexOf('value="wang-xiulan"'));
  expect((await visit(page.url, { login: '<b>mayor</b>' })).body).toContain('There is no demo person &#34;&#60;b&#62;');
});

test.each([
  ['an address that is not the console', { redirect_uri: 'http://evil.example/' }, /redirect_uri/],
  ['a client it does not know', { client_id: 'somebody' }, /client/],
])('refuses to send anybody to %s', async (_, changes, reason) => {
  const visit = browser();
  const page = await visit(authorizationUrl(changes));
  expect(page.url).toContain(identity.issuer);
  expect(page.body).toMatch(reason);
});

test('refuses to begin without a code challenge', async () => {
  const url = new URL(authorizationUrl());
  url.searchParams.delete('code_challenge');
  url.searchParams.delete('code_challenge_method');
  const back = new URL((await browser()(url.href)).url);
  expect([back.origin, back.searchParams.get('error')]).toEqual([CONSOLE, 'invalid_request']);
});

test('refuses a code without its verifier, and a second use of a code', async () => {
  const visit = browser();
  const page = await visit(authorizationUrl());
  const code = new URL((await visit(page.url, { login: 'li-jianguo' })).url).searchParams.get('code') as string;
  const form = { grant_type: 'authorization_code', client_id: 'console', redirect_uri: `${CONSOLE}/`, code };
  expect(await token({ ...form, code_verifier: 'x'.repeat(43) })).toMatchObject({ error: 'invalid_grant' });
  expect(await token({ ...form, code_verifier: verifier })).toMatchObject({ access_token: expect.any(String) });
  expect(await token({ ...form, code_verifier: verifier })).toMatchObject({ error: 'invalid_grant' });
});

test('partners prove themselves by a secret or by a signed assertion, and may only read', async () => {
  const { partnerKey, partnerSecret } = await openSecrets(dir);
  const basic = (secret: string) => ({
    authorization: `Basic ${Buffer.from(`${PARTNERS.bySecret}:${secret}`).toString('base64')}`,
  });
  const form = { grant_type: 'client_credentials', scope: 'read' };
  const bySecret = await token(form, basic(partnerSecret));
  expect(await verified(bySecret.access_token)).toMatchObject({
    sub: PARTNERS.bySecret,
    scope: 'read',
    union_graph: { person_id: null, grants: [{ role: 'PARTNER' }] },
  });
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: 'ngo-1' })
    .setIssuer(PARTNERS.byKey)
    .setSubject(PARTNERS.byKey)
    .setAudience(identity.issuer)
    .setJti(randomBytes(8).toString('hex'))
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(await importJWK(partnerKey));
  const proof = { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion };
  expect(await verified((await token({ ...form, ...proof })).access_token)).toMatchObject({ client_id: PARTNERS.byKey });

  expect(await token(form, basic('wrong'))).toMatchObject({ error: 'invalid_client' });
  expect(await token({ ...form, ...proof })).toMatchObject({ error: 'invalid_client' });
  expect(await token({ ...form, scope: 'introspect' }, basic(partnerSecret))).toMatchObject({ error: 'invalid_scope' });
});

test('the command line gets a token for a demo person, and for nobody else', async () => {
  const form = { grant_type: DEMO_PERSON_GRANT, client_id: 'local-tools' };
  const answer = await token({ ...form, person: 'zhang-haiyan', scope: 'read' });
  expect(answer.scope).toBe('read');
  expect(await verified(answer.access_token)).toMatchObject({
    sub: 'zhang-haiyan',
    scope: 'read',
    union_graph: { union_path: unionPath('ent-housekeeping') },
  });
  expect(await token({ ...form, person: 'nobody' })).toMatchObject({ error: 'invalid_request' });
  expect(await token({ ...form, person: 'zhang-haiyan', scope: 'everything' })).toMatchObject({ error: 'invalid_scope' });
  expect(await token({ ...form, client_id: 'console', person: 'zhang-haiyan' })).toMatchObject({
    error_description: expect.stringMatching(/grant type is not allowed/),
  });
});

test.each(['http://localhost:5173/', 'http://127.0.0.1:61000/callback', 'http://[::1]:8080/sign-in?from=page'])(
  'a page under development at %s signs people in',
  async (redirect_uri) => {
    const visit = browser();
    const page = await visit(authorizationUrl({ redirect_uri }));
    const back = (await visit(page.url, { login: 'li-jianguo' })).url;
    expect(back.startsWith(redirect_uri)).toBe(true);
    const code = new URL(back).searchParams.get('code') as string;
    const form = { grant_type: 'authorization_code', client_id: 'console', redirect_uri, code, code_verifier: verifier };
    expect(await token({ ...form, resource: AUDIENCE })).toMatchObject({ access_token: expect.any(String) });
  },
);

test.each([
  'http://localhost.evil.example:5173/',
  'http://evil.example/?http://localhost:1/',
  'http://localhost:1@evil.example/',
  'http://user@localhost:5173/',
  'javascript://localhost/%0aalert(1)',
  'http://192.168.1.2:5173/',
  'https://127.0.0.1.evil.example/',
])('nobody is sent to %s', async (redirect_uri) => {
  const page = await browser()(authorizationUrl({ redirect_uri }));
  expect(page.url).toContain(identity.issuer);
  expect(page.body).toMatch(/redirect_uri/);
});

test.each([
  ['its own page', '/', 200],
  ['a wrong request to sign in', '/auth?client_id=nobody', 400],
  ['a sign-in that is over', '/sign-in/gone', 400],
  ['a page that is not there', '/nowhere', 404],
  ['a sign-out', '/session/end', 200],
  ['a broken address', '//', 404],
])('%s carries the headers that keep a page safe', async (_, route, status) => {
  const answer = await fetch(identity.issuer + route);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
});

test('a path that leads nowhere is told as by the gateway and the subgraphs', async () => {
  for (const route of ['/nowhere', '//', '/token/x']) {
    const answer = await fetch(identity.issuer + route);
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { errors: [{ message: expect.any(String), extensions: { code: 'NOT_FOUND' } }] },
    ]);
  }
});

test('a body that does not come to its end is let go', async () => {
  const own = await startIdentity({ host: '127.0.0.1', port: 0, dir, consoleOrigins: [CONSOLE], receiveMs: 300 });
  const { hostname, port } = new URL(own.issuer);
  const closed = Array.from({ length: 20 }, () => halfSent({ host: hostname, port: Number(port), path: '/token' }));
  expect(await Promise.all(closed)).toHaveLength(20);
  await own.stop();
});

test('only the console, and pages of this machine, may read tokens from another origin', async () => {
  const ask = async (origin: string) => {
    const answer = await fetch(`${identity.issuer}/token`, {
      method: 'POST',
      headers: { origin },
      body: new URLSearchParams({ grant_type: 'refresh_token', client_id: 'console', refresh_token: 'x' }),
    });
    return answer.headers.get('access-control-allow-origin');
  };
  expect(await ask(CONSOLE)).toBe(CONSOLE);
  expect(await ask('http://localhost:5173')).toBe('http://localhost:5173');
  expect(await ask('http://evil.example')).toBeNull();
  expect(await ask('http://localhost.evil.example')).toBeNull();
});

test('answers what every process answers', async () => {
  const get = async (route: string) => fetch(`${identity.issuer}${route}`);
  expect((await get('/health')).status).toBe(200);
  expect(await (await get('/ready')).json()).toMatchObject({ ready: true });
  expect(await (await get('/metrics')).text()).toMatch(/^identity_token_requests_total\{outcome="granted"\} \d+$/m);
});
