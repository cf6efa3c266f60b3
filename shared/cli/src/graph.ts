import type { Call } from './command.ts';
import { readCredentials } from './credentials.ts';
import { EXIT, exitCodeOf } from './exitCodes.ts';
import { Failure } from './failure.ts';
import { readBody, readJsonBody } from './readBody.ts';
import { gatewayOf } from './settings.ts';
import { joined, type Language, text } from './text.ts';
import { fetchToken, reasonOf } from './token.ts';

/** Longer than a check of a schema takes on a busy gateway. */
const COMMAND_TIMEOUT_MS = 120_000;
const ATTEMPTS = 3;
const PAUSE_MS = 1_000;

interface GraphError {
  readonly message: string;
  readonly extensions?: {
    readonly code?: string;
    readonly messageZh?: string;
    readonly field?: string;
    readonly retryAfterMs?: number;
  };
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphError[];
}

/** Sends operations to the gateway as the signed-in program. */
export type Graph = <Data>(query: string, variables?: object) => Promise<Data>;

/** Signs in, and returns what sends operations. They throw {@link Failure} for every refusal. */
export async function openGraph(call: Call): Promise<Graph> {
  const gateway = gatewayOf(call);
  const credentials = readCredentials(call);
  const token = 'token' in credentials ? credentials.token : await fetchToken(credentials);
  const connection = { gateway, token, language: call.language };
  return <Data>(query: string, variables: object = {}) => send<Data>(connection, query, variables);
}

interface Connection {
  readonly gateway: string;
  readonly token: string;
  readonly language: Language;
}

/** A mutation carries an idempotency key, so it is sent again where no answer came. */
async function send<Data>(connection: Connection, query: string, variables: object): Promise<Data> {
  for (let attempt = 1; ; attempt++) {
    const { status, answer, reason } = await post<Data>(connection, { query, variables });
    if (answer && !answer.errors && answer.data) return answer.data;
    const error = answer?.errors?.[0];
    const mayPass = !answer || error?.extensions?.code === 'RATE_LIMITED';
    if (attempt === ATTEMPTS || !mayPass)
      throw error ? refusal(error) : unanswered(connection.gateway, reason ?? `status ${status}`, query);
    await new Promise((resolve) => setTimeout(resolve, error?.extensions?.retryAfterMs ?? PAUSE_MS * attempt));
  }
}

async function post<Data>(
  { gateway, token, language }: Connection,
  body: object,
): Promise<{ readonly status: number; readonly answer: Answer<Data> | null; readonly reason?: string }> {
  try {
    const response = await fetch(`${gateway}/graphql`, {
      method: 'POST',
      redirect: 'error',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        authorization: `Bearer ${token}`,
        'accept-language': language,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(COMMAND_TIMEOUT_MS),
    });
    const answer = (await readJsonBody(response)) as Answer<Data> | null;
    return { status: response.status, answer: answer && (answer.data || answer.errors) ? answer : null };
  } catch (error) {
    return { status: 0, answer: null, reason: reasonOf(error) };
  }
}

function refusal({ message, extensions = {} }: GraphError): Failure {
  const code = extensions.code ?? 'INTERNAL_SERVER_ERROR';
  const zh = extensions.messageZh ? `${extensions.messageZh}\n${message}` : message;
  return new Failure(exitCodeOf(code), code, text(`${message} (${code})`, `${zh} (${code})`));
}

const unreachable = (gateway: string, reason: string): Failure =>
  new Failure(
    EXIT.unavailable,
    'DEPENDENCY_UNAVAILABLE',
    text(
      `The gateway does not answer at ${gateway}: ${reason}. Check the address ("--gateway"), and try again later.`,
      `网关 ${gateway} 没有响应：${reason}。请核对地址（“--gateway”），稍后再试。`,
    ),
  );

/** A mutation without an answer may have been done all the same, so its message says how to find out. */
function unanswered(gateway: string, reason: string, query: string): Failure {
  const failure = unreachable(gateway, reason);
  if (!query.startsWith('mutation')) return failure;
  const next = text(
    ' It is done or not done, and never half: "union-graph status" tells which, as soon as the gateway answers. Running the command again does no harm.',
    '操作要么已完成，要么未进行，不会只完成一半：网关恢复后可用“union-graph status”查看。重新运行该命令不会造成损害。',
  );
  return new Failure(failure.exitCode, failure.code, joined(failure.text, next));
}

/** What the gateway says of its identity provider; null for one without sign-in. Throws {@link Failure} when it does not answer. */
export async function findIssuer(gateway: string): Promise<string | null> {
  try {
    const response = await fetch(`${gateway}/console.json`, { redirect: 'error', signal: AbortSignal.timeout(15_000) });
    const { issuer } = JSON.parse(await readBody(response)) as { readonly issuer?: unknown };
    return typeof issuer === 'string' ? issuer : null;
  } catch (error) {
    throw unreachable(gateway, reasonOf(error));
  }
}
