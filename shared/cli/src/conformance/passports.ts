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

interface PassportOptions {
  readonly key: JWK;
  readonly audience: string;
  readonly viewer: Viewer;
}

interface Changes {
  readonly issuer?: string;
  readonly kid?: string;
  readonly type?: string;
  /** Seconds from now. */
  readonly issuedIn?: number;
  readonly endsIn?: number;
}

const ISSUER = 'gateway';
const LIFETIME_SECONDS = 60;

/** The value of the header `authorization` for a valid passport. */
export const validPassport = async (options: PassportOptions): Promise<string> => `Passport ${await sign(options)}`;

async function sign({ key, audience, viewer }: PassportOptions, changes: Changes = {}): Promise<string> {
  const { issuer = ISSUER, kid = ISSUER, type = 'passport+jwt', issuedIn = 0, endsIn = LIFETIME_SECONDS } = changes;
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ viewer: { ...viewer } })
    .setProtectedHeader({ alg: 'EdDSA', kid, typ: type })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(viewer.subject)
    .setIssuedAt(now + issuedIn)
    .setExpirationTime(now + endsIn)
    .sign(await importJWK(key, 'EdDSA'));
}

/** Headers that a subgraph must refuse, each with what is wrong; null is no header. */
export async function invalidPassports(options: PassportOptions): Promise<readonly (readonly [Text, string | null])[]> {
  const { key, audience, viewer } = options;
  const good = await sign(options);
  const [head = '', , signature = ''] = good.split('.');
  const promoted = { ...viewer, grants: [{ role: 'SYSTEM', scopePath: '/' }] };
  const [, otherBody = ''] = (await sign({ ...options, viewer: promoted })).split('.');
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const stranger = await new SignJWT({ viewer: { ...viewer } })
    .setProtectedHeader({ alg: 'EdDSA', kid: ISSUER, typ: 'passport+jwt' })
    .setIssuer(ISSUER)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(privateKey);
  const passport = async (changes: Changes) => `Passport ${await sign(options, changes)}`;
  return [
    [text('a call without a passport', '没有通行证的调用'), null],
    [text('a passport in a header "Bearer"', '放在“Bearer”标头中的通行证'), `Bearer ${good}`],
    [text('what is no token', '不是令牌的内容'), 'Passport x.y.z'],
    [text('an expired passport', '过期的通行证'), await passport({ issuedIn: -180, endsIn: -120 })],
    [text('a passport that lives an hour', '有效期长达一小时的通行证'), await passport({ endsIn: 3_600 })],
    [text('a passport from the future', '签发时间在未来的通行证'), await passport({ issuedIn: 600, endsIn: 660 })],
    [
      text("another audience's passport", '发给其他受众的通行证'),
      await validPassport({ key, viewer, audience: `${audience}-other` }),
    ],
    [text('a passport with a viewer that was replaced', '查询者被替换的通行证'), `Passport ${head}.${otherBody}.${signature}`],
    [text('a passport without a signature', '没有签名的通行证'), `Passport ${head}.${otherBody}.`],
    [text('a passport that says it needs no signature', '声称无需签名的通行证'), `Passport ${unsigned(good)}`],
    [text('a passport signed with a key that is not the gateway’s', '非网关密钥签名的通行证'), `Passport ${stranger}`],
    [text('a passport of another issuer', '其他签发者的通行证'), await passport({ issuer: 'mediation' })],
    [text('a token of another type', '其他类型的令牌'), await passport({ type: 'JWT' })],
  ];
}

/** The same claims under the algorithm "none". */
function unsigned(token: string): string {
  const [, body = ''] = token.split('.');
  const head = Buffer.from(JSON.stringify({ alg: 'none', kid: ISSUER, typ: 'passport+jwt' })).toString('base64url');
  return `${head}.${body}.`;
}
