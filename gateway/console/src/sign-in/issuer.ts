/** Why a sign-in did not succeed. */
export type SignInFaultCode = 'issuer-unreachable' | 'refused' | 'not-ours' | 'insecure-context';

/** A sign-in that failed; `detail` is the issuer's own words, when it said any. */
export class SignInFault extends Error {
  readonly code: SignInFaultCode;
  readonly detail: string;

  constructor(code: SignInFaultCode, detail = '') {
    super(`${code} ${detail}`.trim());
    this.code = code;
    this.detail = detail;
  }
}

interface Discovery {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly revocation_endpoint?: string;
}

/** The token endpoint's answer (RFC 6749 5.1). */
export interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in?: number;
  readonly refresh_token?: string;
  readonly id_token?: string;
}

async function ask(url: string, form?: Record<string, string>): Promise<Response> {
  try {
    return await fetch(url, form ? { method: 'POST', body: new URLSearchParams(form) } : {});
  } catch {
    throw new SignInFault('issuer-unreachable', url);
  }
}

/** The issuer's endpoints by its discovery document. Throws `SignInFault('issuer-unreachable')`. */
export async function discover(issuer: string): Promise<Discovery> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await ask(url);
  if (!response.ok) throw new SignInFault('issuer-unreachable', `${url}: ${response.status}`);
  return (await response.json()) as Discovery;
}

/** Exchanges a code or a refresh token. Throws `SignInFault`: `refused` when the issuer says no, `issuer-unreachable` when it cannot be asked. */
export async function requestTokens(issuer: string, form: Record<string, string>): Promise<TokenAnswer> {
  const { token_endpoint } = await discover(issuer);
  const response = await ask(token_endpoint, form);
  if (response.status >= 500) throw new SignInFault('issuer-unreachable', `${token_endpoint}: ${response.status}`);
  const answer = (await response.json()) as TokenAnswer & { error?: string; error_description?: string };
  if (!response.ok) throw new SignInFault('refused', answer.error_description ?? answer.error ?? String(response.status));
  return answer;
}

/** Tells the issuer to forget a refresh token (RFC 7009). A failure changes nothing here: the page has forgotten it already. */
export async function revoke(issuer: string, clientId: string, token: string): Promise<void> {
  try {
    const { revocation_endpoint } = await discover(issuer);
    if (revocation_endpoint) await ask(revocation_endpoint, { client_id: clientId, token });
  } catch (error) {
    console.warn('The refresh token could not be revoked.', error);
  }
}
