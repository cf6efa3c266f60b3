import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import { house } from './house.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the test's own query
  readonly data: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: {
      readonly code: string;
      readonly rule?: string;
      readonly field?: string;
      readonly service?: string;
      readonly missing?: readonly unknown[];
    };
  }[];
}

/** A connection of its own for each request: none is sent on one that a server is about to close as idle. */
const dispatcher = new Agent({ pipelining: 0 });

/** The demo data's "today". */
export const TODAY = '2013-10-19T10:00:00+08:00';

const tokens = new Map<string, Promise<string>>();

/** A token for a demo person, by the local provider's own grant; one a test run. */
export function tokenOf(login: string): Promise<string> {
  const known = tokens.get(login) ?? fetchToken(login);
  tokens.set(login, known);
  return known;
}

async function fetchToken(login: string): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'urn:union-graph:demo-person',
    client_id: 'local-tools',
    person: login,
    scope: 'read write introspect',
  });
  const answer = await request(`${house.issuer}/token`, {
    dispatcher,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  const body = (await answer.body.json()) as { access_token?: string };
  if (!body.access_token) throw new Error(`No token for "${login}": ${JSON.stringify(body)}`);
  return body.access_token;
}

/** A token for a demo partner's program, by client credentials, as `npm run token` prints it. */
export function tokenOfPartner(client: string): Promise<string> {
  const known = partnerTokens.get(client) ?? printToken(client);
  partnerTokens.set(client, known);
  return known;
}

const partnerTokens = new Map<string, Promise<string>>();

async function printToken(client: string): Promise<string> {
  const root = path.resolve(import.meta.dirname, '../..');
  const env = { ...process.env, DATA_DIR: house.dataDir, OIDC_ISSUER: house.issuer };
  const { stdout } = await promisify(execFile)(process.execPath, ['infra/run.mjs', 'token', client], { cwd: root, env });
  return stdout.trim().split('\n').at(-1) as string;
}

/** Sends one operation to the gateway as a demo person (null: nobody), on the clock `now`. */
export async function ask(login: string | null, query: string, variables: object = {}, now: string = TODAY): Promise<Answer> {
  return send({ query, variables }, { ...(login ? { authorization: `Bearer ${await tokenOf(login)}` } : {}), 'x-test-now': now });
}

/** Posts a body as it is. */
export async function send(body: object | string, headers: Record<string, string> = {}): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const start = Date.now();
  const answer = await request(`${house.gateway}/graphql`, {
    dispatcher,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: text,
  }).catch((error: Error) => {
    throw new Error(`No answer after ${Date.now() - start} ms (${error.message}) to ${text.slice(0, 2_000)}`, { cause: error });
  });
  return { status: answer.statusCode, ...((await answer.body.json()) as Omit<Answer, 'status'>) };
}

/** The first error's code, or null. */
export const codeOf = ({ errors }: Answer): string | null => errors?.[0]?.extensions.code ?? null;

/** Data of an answer that must have no errors. */
export function good(answer: Answer) {
  if (answer.errors) throw new Error(`Refused: ${JSON.stringify(answer.errors)}`);
  return answer.data;
}

/** A fresh idempotency key. */
export const key = (): string => crypto.randomUUID();
