import type { SignInSettings } from '../settings.ts';
import type { TokenAnswer } from './issuer.ts';
import { discover, requestTokens, SignInFault } from './issuer.ts';
import { challengeOf, claimsOf, randomText } from './pkce.ts';

const SCOPE = 'openid profile offline_access read write introspect';
const PENDING = 'console.sign-in.pending';

interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const redirectUri = (): string => `${location.origin}/`;

/**
 * Leaves the page for the issuer's sign-in (authorization code with PKCE, RFC 7636). `prompt=login` lets one choose another person
 * while the issuer still remembers the last one. Throws `SignInFault`.
 */
export async function leaveForSignIn(settings: SignInSettings, loginHint?: string): Promise<void> {
  // WebCrypto exists in secure contexts only: https, localhost and 127.0.0.1.
  if (!globalThis.isSecureContext) throw new SignInFault('insecure-context', location.origin);
  const { authorization_endpoint } = await discover(settings.issuer);
  const pending: Pending = { state: randomText(), nonce: randomText(), verifier: randomText() };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const url = new URL(authorization_endpoint);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: redirectUri(),
    scope: SCOPE,
    resource: settings.audience,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await challengeOf(pending.verifier),
    code_challenge_method: 'S256',
    prompt: 'login',
    ...(loginHint ? { login_hint: loginHint } : {}),
  }).toString();
  location.assign(url);
}

/**
 * Finishes the sign-in when the page's address carries the issuer's answer; null when it carries none.
 * Takes the answer out of the address first, so that neither a reload nor a bookmark repeats it. Throws `SignInFault`.
 */
export async function returnFromSignIn(settings: SignInSettings): Promise<TokenAnswer | null> {
  const answer = new URL(location.href).searchParams;
  if (!answer.has('state') || !(answer.has('code') || answer.has('error'))) return null;
  history.replaceState(null, '', '/');
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? 'null') as Pending | null;
  sessionStorage.removeItem(PENDING);
  if (pending?.state !== answer.get('state')) throw new SignInFault('not-ours', 'state');
  if (answer.has('iss') && answer.get('iss') !== settings.issuer) throw new SignInFault('not-ours', 'iss');
  const error = answer.get('error');
  if (error) throw new SignInFault('refused', answer.get('error_description') ?? error);
  const tokens = await requestTokens(settings.issuer, {
    grant_type: 'authorization_code',
    client_id: settings.clientId,
    redirect_uri: redirectUri(),
    resource: settings.audience,
    code: answer.get('code') ?? '',
    code_verifier: pending.verifier,
  });
  if (tokens.id_token && claimsOf(tokens.id_token).nonce !== pending.nonce) throw new SignInFault('not-ours', 'nonce');
  return tokens;
}
