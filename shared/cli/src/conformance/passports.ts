import { createHmac } from 'node:crypto';
import { generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { type Text, text } from '../text.ts';

/** Who asks, as the passport says it (specification/subgraph.md). */
export interface Viewer {
  readonly subject: string;
  readonly kind: string;
  readonly personId: string | null;
  readonly unionPath: string | null;
  readonly grants: readonly { readonly role: string; readonly scopePath: string }[];
  readonly scopes: readonly string[];
  readonly clientId: string | null;
}

/** A person of a department of the city federation, invented. */
export const CITY_STAFF: Viewer = {
  subject: 'conformance',
  kind: 'person',
  personId: '01900000-0000-7000-8000-00000000c0de',
  unionPath: '/city/',
  grants: [{ role: 'CITY_DEPT', scopePath: '/city/' }],
  scopes: ['read'],
  clientId: 'conformance',
};

export interface PassportOptions {
  readonly key: JWK;
  readonly audience: string;
  readonly viewer: Viewer;
  /** Who signs, which is the key id, too; the gateway when left out. */
  readonly issuer?: string;
}

interface Changes {
  readonly issuer?: string;
  readonly kid?: string;
  readonly type?: string;
  /** Seconds from now. */
  readonly issuedIn?: number;
  readonly endsIn?: number;
  readonly without?: 'iat' | 'exp' | 'viewer';
}

const ISSUER = 'gateway';
const LIFETIME_SECONDS = 60;

/** The value of the header `authorization` for a valid passport. */
export const validPassport = async (options: PassportOptions): Promise<string> => `Passport ${await sign(options)}`;

async function sign({ key, audience, viewer, issuer: signer = ISSUER }: PassportOptions, changes: Changes = {}): Promise<string> {
  const { issuer = signer, kid = signer, type = 'passport+jwt', issuedIn = 0, endsIn = LIFETIME_SECONDS, without } = changes;
  const now = Math.floor(Date.now() / 1_000);
  const token = new SignJWT(without === 'viewer' ? {} : { viewer: { ...viewer } })
    .setProtectedHeader({ alg: 'EdDSA', kid, typ: type })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(viewer.subject);
  if (without !== 'iat') token.setIssuedAt(now + issuedIn);
  if (without !== 'exp') token.setExpirationTime(now + endsIn);
  return token.sign(await importJWK(key, 'EdDSA'));
}

/** A header that a subgraph must refuse, with what is wrong; null is no header. */
type InvalidPassport = readonly [what: Text, authorization: string | null];

/** Headers that a subgraph must refuse. The clocks of both sides may differ by 5 seconds, so the times are wrong by 15. */
export async function invalidPassports(options: PassportOptions): Promise<readonly InvalidPassport[]> {
  const good = await sign(options);
  return [
    [text('a call without a passport', '没有通行证的调用'), null],
    [text('a passport in a header "Bearer"', '放在“Bearer”标头中的通行证'), `Bearer ${good}`],
    [text('what is no token', '不是令牌的内容'), 'Passport x.y.z'],
    ...(await wrongTimes(options)),
    ...(await forgeries(options, good)),
    ...(await wrongOrigins(options)),
  ];
}

async function wrongTimes(options: PassportOptions): Promise<InvalidPassport[]> {
  const passport = async (changes: Changes) => `Passport ${await sign(options, changes)}`;
  return [
    [text('a passport that ended 15 seconds ago', '15 秒前过期的通行证'), await passport({ issuedIn: -75, endsIn: -15 })],
    [text('a passport that lives two minutes', '有效期长达两分钟的通行证'), await passport({ endsIn: 120 })],
    [text('a passport issued in 15 seconds', '签发时间在 15 秒之后的通行证'), await passport({ issuedIn: 15, endsIn: 60 })],
    [text('a passport without "exp"', '没有“exp”的通行证'), await passport({ without: 'exp' })],
    [text('a passport without "iat"', '没有“iat”的通行证'), await passport({ without: 'iat' })],
  ];
}

async function forgeries(options: PassportOptions, good: string): Promise<InvalidPassport[]> {
  const [head = '', body = '', signature = ''] = good.split('.');
  const promoted = { ...options.viewer, grants: [{ role: 'SYSTEM', scopePath: '/' }] };
  const [, otherBody = ''] = (await sign({ ...options, viewer: promoted })).split('.');
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const stranger = await new SignJWT(JSON.parse(Buffer.from(body, 'base64url').toString()))
    .setProtectedHeader(JSON.parse(Buffer.from(head, 'base64url').toString()))
    .sign(privateKey);
  return [
    [text('a passport with a viewer that was replaced', '查询者被替换的通行证'), `Passport ${head}.${otherBody}.${signature}`],
    [text('a passport without a signature', '没有签名的通行证'), `Passport ${head}.${body}.`],
    [text('a passport that says it needs no signature', '声称无需签名的通行证'), `Passport ${withAlgorithm('none', body)}.`],
    [
      text('a passport signed with the public key as an HMAC secret', '以公钥作为 HMAC 密钥签名的通行证'),
      `Passport ${signedWithPublicKey(options.key, body)}`,
    ],
    [text('a passport signed with a key that is not the gateway’s', '非网关密钥签名的通行证'), `Passport ${stranger}`],
  ];
}

async function wrongOrigins(options: PassportOptions): Promise<InvalidPassport[]> {
  const passport = async (changes: Changes) => `Passport ${await sign(options, changes)}`;
  const other = { ...options, audience: `${options.audience}-other` };
  return [
    [text("another audience's passport", '发给其他受众的通行证'), await validPassport(other)],
    [text('a passport of another issuer', '其他签发者的通行证'), await passport({ issuer: 'mediation' })],
    [
      text('a passport with the key id of another issuer', '密钥标识属于其他签发者的通行证'),
      await passport({ kid: 'mediation' }),
    ],
    [text('a passport without a viewer', '没有查询者的通行证'), await passport({ without: 'viewer' })],
    [text('a token of another type', '其他类型的令牌'), await passport({ type: 'JWT' })],
  ];
}

/** Header and claims of a token under another algorithm, not signed yet. */
function withAlgorithm(alg: string, body: string): string {
  const head = Buffer.from(JSON.stringify({ alg, kid: ISSUER, typ: 'passport+jwt' })).toString('base64url');
  return `${head}.${body}`;
}

/** The claims signed by HS256 with the bytes of the public key: a library that takes the algorithm from the token accepts it. */
function signedWithPublicKey({ x = '' }: JWK, body: string): string {
  const signed = withAlgorithm('HS256', body);
  return `${signed}.${createHmac('sha256', Buffer.from(x, 'base64url')).update(signed).digest('base64url')}`;
}
