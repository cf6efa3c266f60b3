import path from 'node:path';
import { readAnswer } from '@union-graph/subgraph/read-answer';
import { importJWK, SignJWT } from 'jose';
import { request } from 'undici';
import { PERSONS } from '../data/demo/persons.ts';
import { BY_SECRET, DEMO_PERSON_GRANT, PARTNERS, PUBLISHERS } from './identity/clients.ts';
import { openSecrets } from './identity/secrets.ts';
import { readDirectory } from './launcher/directory.ts';

// Prints one access token and nothing else: for a demo person by login, for a demo partner by client id.
const ANSWER_MS = 15_000;
const MAX_ANSWER_BYTES = 100_000;
const HAS_SECRET = [...BY_SECRET, ...PUBLISHERS];
const [name, scope] = process.argv.slice(2);
const dataDir = path.resolve(process.env.DATA_DIR || '.data');
const issuer = process.env.OIDC_ISSUER || readDirectory(dataDir).identity;

try {
  process.stdout.write(`${await tokenFor(name, scope)}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function tokenFor(who: string | undefined, scopes: string | undefined): Promise<string> {
  if (!who) throw new Error(`Whose token? npm run --silent token -- wang-xiulan ["read write"]\n\n${everybody()}`);
  if (PERSONS.some((person) => person.login === who)) {
    return ask({
      grant_type: DEMO_PERSON_GRANT,
      client_id: 'local-tools',
      person: who,
      scope: scopes ?? 'read write introspect',
    });
  }
  if (HAS_SECRET.includes(who) || who === PARTNERS.byKey) {
    return ask({ grant_type: 'client_credentials', scope: scopes ?? 'read write', ...(await proofOf(who)) });
  }
  throw new Error(`There is no demo person "${who}".\n\n${everybody()}`);
}

/** What a partner's program sends to prove who it is. */
async function proofOf(client: string): Promise<Record<string, string>> {
  const { partnerKey, partnerSecret } = await openSecrets(path.join(dataDir, 'identity'));
  if (HAS_SECRET.includes(client)) return { client_id: client, client_secret: partnerSecret };
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: partnerKey.kid as string })
    .setIssuer(client)
    .setSubject(client)
    .setAudience(issuer)
    .setJti(crypto.randomUUID())
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(await importJWK(partnerKey));
  return { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion };
}

async function ask(form: Record<string, string>): Promise<string> {
  const { client_id, client_secret, ...rest } = form;
  // A client with a secret sends it as HTTP Basic; a public one names itself in the form.
  const basic: Record<string, string> = client_secret
    ? { authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}` }
    : {};
  const fields = client_secret || !client_id ? rest : { ...rest, client_id };
  const body = await requestToken(new URLSearchParams(fields).toString(), basic).catch((error: Error) => {
    throw new Error(`The identity provider at ${issuer} does not answer (${error.message}). Is npm start running?`);
  });
  if (!body.access_token) throw new Error(`The identity provider refused: ${body.error_description ?? body.error}`);
  return body.access_token;
}

interface TokenAnswer {
  readonly access_token?: string;
  readonly error?: string;
  readonly error_description?: string;
}

async function requestToken(form: string, headers: Record<string, string>): Promise<TokenAnswer> {
  const { body } = await request(`${issuer}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: form,
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  return JSON.parse(await readAnswer(body, MAX_ANSWER_BYTES)) as TokenAnswer;
}

function everybody(): string {
  const people = PERSONS.map(({ login, nameZh, about }) => `  ${login.padEnd(14)} ${nameZh.padEnd(4, '\u3000')} ${about}`);
  return [
    'Demo persons:',
    ...people,
    'Demo partners:',
    ...[...BY_SECRET, PARTNERS.byKey].map((client) => `  ${client}`),
    'Programs that publish subgraphs and operations:',
    ...PUBLISHERS.map((client) => `  ${client}`),
  ].join('\n');
}
