import { createHmac } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import type { Fault } from './subgraph.ts';

/** Whether the subgraph `ind-x` with its faults answers the bearer of this header. */
export async function isTrusted(
  authorization: string | undefined,
  trusted: JSONWebKeySet,
  has: (fault: Fault) => boolean,
): Promise<boolean> {
  if (has('NO_PASSPORT_NEEDED') && authorization === undefined) return true;
  const [, token = ''] = /^Passport (\S+)$/.exec(authorization ?? '') ?? [];
  try {
    if (has('UNVERIFIED')) return decodeJwt(token).aud === 'ind-x' && (decodeJwt(token).exp ?? 0) * 1_000 > Date.now();
    if (has('PUBLIC_KEY_AS_SECRET') && isSignedWithPublicKey(token, trusted)) return true;
    const header = decodeProtectedHeader(token);
    const keys = has('ANY_KEY_ID') ? { keys: trusted.keys.map((key) => ({ ...key, kid: header.kid })) } : trusted;
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys as JSONWebKeySet), {
      algorithms: ['EdDSA'],
      clockTolerance: has('LENIENT_CLOCK') ? 60 : 5,
      ...(!has('ANY_AUDIENCE') && { audience: 'ind-x' }),
      ...(!has('ANY_TYPE') && { typ: 'passport+jwt' }),
    });
    const isOwnIssuer = has('ANY_KEY_ID') || header.kid === payload.iss;
    return isOfTime(payload, has) && (has('ANY_ISSUER') || isOwnIssuer) && ('viewer' in payload || has('NO_VIEWER_NEEDED'));
  } catch {
    return false;
  }
}

function isOfTime({ iat, exp }: JWTPayload, has: (fault: Fault) => boolean): boolean {
  if (has('ANY_LIFETIME')) return iat !== undefined && exp !== undefined;
  if (exp === undefined) return has('NO_EXPIRY_NEEDED');
  if (iat === undefined) return has('NO_ISSUE_TIME_NEEDED');
  const isIssued = iat <= Date.now() / 1_000 + (has('LENIENT_CLOCK') ? 60 : 5);
  return isIssued && exp - iat <= (has('LIFETIME_OF_MINUTES') ? 300 : 60);
}

function isSignedWithPublicKey(token: string, { keys }: JSONWebKeySet): boolean {
  const [head = '', body = '', signature] = token.split('.');
  const secret = Buffer.from(String(keys[0]?.x), 'base64url');
  return createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url') === signature;
}
