import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ANONYMOUS } from '@union-graph/identity';
import { SignJWT } from 'jose';
import { AUDIENCE, type FixtureIssuer, person, startIssuer } from '../../test/issuer.ts';
import { type Authenticate, createAuthenticate } from './authenticate.ts';
import { createIssuerKeys, IssuerUnavailable } from './issuer.ts';

let issuer: FixtureIssuer;
let stranger: FixtureIssuer;
let authenticate: Authenticate;

beforeAll(async () => {
  issuer = await startIssuer();
  stranger = await startIssuer();
});
afterAll(() => Promise.all([issuer.stop(), stranger.stop()]));
beforeEach(() => {
  authenticate = createAuthenticate({ issuer: issuer.url, audience: AUDIENCE, keys: createIssuerKeys(issuer.url, 0) });
});

const bearer = async (...parts: Parameters<FixtureIssuer['token']>) => authenticate(`Bearer ${await issuer.token(...parts)}`);
const seconds = (delta: number) => Math.floor(Date.now() / 1000) + delta;

test('a request without a token has the anonymous viewer', async () => {
  expect(await authenticate(undefined)).toBe(ANONYMOUS);
});

test('the claims of a person become a viewer', async () => {
  const grants = [{ role: 'MEDIATOR', scope_path: '/city/110105/', union_id: 'u1', district_code: '110105' }];
  const viewer = await bearer({ sub: 's', union_graph: { person_id: 'p', union_path: '/city/110105/u1/', grants } });
  expect(viewer).toEqual({
    subject: 's',
    kind: 'person',
    personId: 'p',
    unionPath: '/city/110105/u1/',
    scopes: ['read', 'write'],
    clientId: 'console',
    grants: [{ role: 'MEDIATOR', scopePath: '/city/110105/', unionId: 'u1', districtCode: '110105' }],
  });
});

test('a token without a person is a client; unknown roles and SYSTEM are ignored', async () => {
  expect(await bearer({ sub: 'ngo', scope: 'read' })).toMatchObject({
    kind: 'client',
    personId: null,
    grants: [],
    scopes: ['read'],
  });
  expect(await bearer(person('p', 'SYSTEM', 'KING', 'MEMBER'))).toMatchObject({ grants: [{ role: 'MEMBER' }] });
});

test('a token is verified once and gives the same viewer object', async () => {
  const header = `Bearer ${await issuer.token()}`;
  expect(await authenticate(header)).toBe(await authenticate(header));
});

test.each<[string, Parameters<FixtureIssuer['token']>, RegExp]>([
  ['expired', [{ exp: seconds(-60) }], /expired/],
  ['not valid yet', [{ nbf: seconds(60) }], /"nbf"/],
  ['without an expiry', [{ exp: undefined }], /"exp"/],
  ['without a subject', [{ sub: undefined }], /"sub"/],
  ['for another audience', [{ aud: 'https://elsewhere.example' }], /"aud"/],
  ['of another issuer', [{ iss: 'https://elsewhere.example' }], /"iss"/],
  ['that is no access token', [{}, { typ: 'JWT' }], /"typ"/],
  ['with an unknown key', [{}, { kid: 'other' }], /not genuine/],
  ['with grants that are no list', [{ union_graph: { person_id: 'p', grants: 'all' } }], /grants are not a list/],
  [
    'with a scope path that reaches too far',
    [{ union_graph: { person_id: 'p', grants: [{ role: 'MEMBER', scope_path: '' }] } }],
    /scope path/,
  ],
])('a token %s is refused', async (_, parts, reason) => {
  await expect(bearer(...parts)).rejects.toThrow(reason);
});

test('a tampered token is refused', async () => {
  const [header, , signature] = (await issuer.token(person('p', 'MEMBER'))).split('.');
  const [, payload] = (await issuer.token(person('p', 'AUDITOR'))).split('.');
  await expect(authenticate(`Bearer ${header}.${payload}.${signature}`)).rejects.toThrow(/not genuine/);
});

test('a token signed with another key under the issuer’s key id is refused', async () => {
  await expect(authenticate(`Bearer ${await stranger.token({ iss: issuer.url })}`)).rejects.toThrow(/not genuine/);
});

test('a token signed with a shared secret is refused', async () => {
  const token = await new SignJWT({ sub: 's' })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'key-1' })
    .setIssuer(issuer.url)
    .setAudience(AUDIENCE)
    .setExpirationTime('5m')
    .sign(new Uint8Array(32));
  await expect(authenticate(`Bearer ${token}`)).rejects.toThrow(/not genuine/);
});

test.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Bearer a b', 'token'])('the header "%s" is refused', async (header) => {
  await expect(authenticate(header)).rejects.toThrow(/must be "Bearer"/);
});

test('a cached token is verified again after it has expired', async () => {
  const header = `Bearer ${await issuer.token({ exp: seconds(60) })}`;
  const viewer = await authenticate(header);
  const realNow = Date.now;
  Date.now = () => realNow() + 66_000;
  try {
    expect(await authenticate(header)).not.toBe(viewer);
  } finally {
    Date.now = realNow;
  }
});

test('a new signing key is fetched, and a removed key is no longer accepted', async () => {
  const rotating = await startIssuer();
  const check = createAuthenticate({ issuer: rotating.url, audience: AUDIENCE, keys: createIssuerKeys(rotating.url, 0) });
  const [known, unseen] = [await rotating.token({ sub: 'a' }), await rotating.token({ sub: 'b' })];
  await check(`Bearer ${known}`);
  await rotating.rotate();
  expect(await check(`Bearer ${await rotating.token({ sub: 'c' })}`)).toMatchObject({ subject: 'c' });
  await expect(check(`Bearer ${unseen}`)).rejects.toThrow(/not genuine/);
  expect(rotating.keyFetches()).toBeGreaterThan(1);
  await rotating.stop();
});

test('an unreachable issuer is not reported as an invalid token, and is used again when it is back', async () => {
  const late = await startIssuer();
  await late.stop();
  const check = createAuthenticate({ issuer: late.url, audience: AUDIENCE, keys: createIssuerKeys(late.url, 0) });
  await expect(check(`Bearer ${await late.token()}`)).rejects.toThrow(IssuerUnavailable);
  await expect(check(undefined)).resolves.toBe(ANONYMOUS);
});

test('a discovery document that names another issuer is rejected', async () => {
  const check = createAuthenticate({ issuer: `${issuer.url}/`, audience: AUDIENCE, keys: createIssuerKeys(`${issuer.url}/`, 0) });
  await expect(check(`Bearer ${await issuer.token()}`)).rejects.toThrow(IssuerUnavailable);
});

test('an issuer whose documents have no end is one that cannot be asked', async () => {
  const server = createServer((_, response) => response.end(JSON.stringify({ filler: 'x'.repeat(1_000_000) })));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = createIssuerKeys(url, 0);
  try {
    const signedIn = createAuthenticate({ issuer: url, audience: AUDIENCE, keys })(`Bearer ${await issuer.token()}`);
    await expect(signedIn).rejects.toThrow('an answer of more than 1000000 bytes');
  } finally {
    server.close().closeAllConnections();
  }
});
