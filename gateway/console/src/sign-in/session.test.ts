import { createHash } from 'node:crypto';
import type { SignInSettings } from '../settings.ts';
import type { Browser } from '../testing/browser.ts';
import { installBrowser } from '../testing/browser.ts';
import type { TestIssuer } from '../testing/issuer.ts';
import { idToken, startIssuer } from '../testing/issuer.ts';
import { challengeOf } from './pkce.ts';
import type { Session } from './session.ts';
import { createSession } from './session.ts';

let issuer: TestIssuer;
let browser: Browser;
let settings: SignInSettings;
const sessions: Session[] = [];

beforeEach(async () => {
  issuer = await startIssuer();
  browser = installBrowser();
  settings = { issuer: issuer.url, clientId: 'console', audience: 'https://graph.example' };
});

afterEach(async () => {
  for (const session of sessions.splice(0)) await session.signOut();
  await issuer.close();
});

const open = (): Session => {
  const session = createSession(settings);
  sessions.push(session);
  return session;
};

/** Goes to the issuer and comes back, as the browser does: the page is opened anew in between. */
async function signIn(answer: Record<string, unknown>, change: (back: URL, asked: URL) => void = () => {}): Promise<Session> {
  await open().signIn();
  const asked = new URL(browser.visited.at(-1) ?? '');
  const nonce = asked.searchParams.get('nonce');
  issuer.answer = { status: 200, body: { id_token: idToken({ sub: 'p1', name: '王秀兰', nonce }), ...answer } };
  const back = new URL('/?code=c1', 'http://localhost:4000');
  back.searchParams.set('state', asked.searchParams.get('state') ?? '');
  change(back, asked);
  browser.open(back.href);
  const session = open();
  await session.resume();
  return session;
}

const hour = { access_token: 't1', refresh_token: 'r1', expires_in: 3600 };

test('a sign-in by code and PKCE: the verifier sent matches the challenge asked, the address is clean, the name is known', async () => {
  const session = await signIn(hour);
  const asked = new URL(browser.visited[0] ?? '').searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: 'code',
    client_id: 'console',
    redirect_uri: 'http://localhost:4000/',
    code_challenge_method: 'S256',
    resource: 'https://graph.example',
  });
  expect(await challengeOf(issuer.asked[0]?.code_verifier ?? '')).toBe(asked.get('code_challenge'));
  expect(globalThis.location.href).toBe('http://localhost:4000/');
  expect(session.state()).toMatchObject({ kind: 'signed-in', name: '王秀兰', subject: 'p1', fault: null });
  expect(await session.accessToken()).toBe('t1');
});

test.each<[string, (back: URL) => void]>([
  ['another state (RFC 6749 10.12)', (back) => back.searchParams.set('state', createHash('sha256').digest('hex'))],
  ['another issuer (RFC 9207)', (back) => back.searchParams.set('iss', 'https://elsewhere.example')],
])('an answer with %s is ignored and no code is exchanged', async (_, change) => {
  const session = await signIn(hour, change);
  expect(session.state()).toMatchObject({ kind: 'anonymous', fault: { code: 'not-ours' } });
  expect(issuer.asked).toEqual([]);
});

test('an id token with another nonce is ignored (OpenID Connect Core 3.1.3.7)', async () => {
  const session = await signIn({ ...hour, id_token: idToken({ sub: 'p1', nonce: 'another' }) });
  expect(session.state()).toMatchObject({ kind: 'anonymous', fault: { code: 'not-ours' } });
});

test('a refusal is told in the words of the issuer', async () => {
  const session = await signIn(hour, (back) => {
    back.searchParams.delete('code');
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('error_description', 'Not today.');
  });
  expect(session.state().fault).toMatchObject({ code: 'refused', detail: 'Not today.' });
});

test('a token about to end is renewed once, however many ask', async () => {
  const session = await signIn({ ...hour, expires_in: 10 });
  issuer.answer = { status: 200, body: { access_token: 't2', refresh_token: 'r2', expires_in: 3600 } };
  expect(await Promise.all([session.accessToken(), session.accessToken(), session.accessToken()])).toEqual(['t2', 't2', 't2']);
  expect(issuer.asked.slice(1)).toEqual([{ grant_type: 'refresh_token', client_id: 'console', refresh_token: 'r1' }]);
  expect(session.state()).toMatchObject({ kind: 'signed-in', name: '王秀兰' });
});

test('a renewal that the issuer refuses ends the session and says whose it was', async () => {
  const session = await signIn({ ...hour, expires_in: 10 });
  issuer.answer = { status: 400, body: { error: 'invalid_grant' } };
  expect(await session.accessToken()).toBeNull();
  expect(session.state()).toMatchObject({ kind: 'expired', name: '王秀兰' });
});

test('an issuer that is away costs nothing while the token lives', async () => {
  const session = await signIn({ ...hour, expires_in: 10 });
  issuer.answer = { status: 503, body: {} };
  expect(await session.accessToken()).toBe('t1');
  expect(session.state().kind).toBe('signed-in');
});

test('a token that the gateway refuses is forgotten', async () => {
  const session = await signIn(hour);
  session.tokenRefused();
  expect(session.state()).toMatchObject({ kind: 'expired', name: '王秀兰' });
  expect(await session.accessToken()).toBeNull();
  expect([...browser.storage.keys()]).toEqual([]);
});

test('a reload of the page keeps the session; signing out forgets it here and at the issuer (RFC 7009)', async () => {
  await signIn(hour);
  const reloaded = open();
  expect(reloaded.state()).toMatchObject({ kind: 'signed-in', name: '王秀兰' });
  await reloaded.signOut();
  expect(open().state().kind).toBe('anonymous');
  expect(issuer.asked.at(-1)).toEqual({ client_id: 'console', token: 'r1' });
});
