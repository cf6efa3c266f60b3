import type { Fetcher } from '@graphiql/toolkit';
import { exampleOf } from '../examples/catalogue.ts';
import { rememberFindings } from '../examples/findings.ts';
import { takeExplanation } from '../plan/explanation.ts';
import { EXPLANATIONS } from '../plan/explanations.ts';
import type { Session } from '../sign-in/session.ts';
import type { Texts } from '../texts/texts.ts';

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

interface FetcherOptions {
  readonly session: Session;
  readonly texts: () => Texts;
  /** Told after every request whether the gateway answered at all. */
  readonly onReachable: (reachable: boolean) => void;
}

/** An error whose text is all there is to show: GraphiQL prints a stack where it finds one. */
function plainError(message: string): Error {
  const error = new Error(message);
  delete error.stack;
  return error;
}

/** GraphiQL's way to the gateway: sends the signed-in person's token, and notices what the page should tell. */
export function createFetcher({ session, texts, onReachable }: FetcherOptions): Fetcher {
  const post = async (body: string, headers: Record<string, string>): Promise<Response> => {
    try {
      const response = await fetch('/graphql', { method: 'POST', body, headers });
      onReachable(true);
      return response;
    } catch {
      onReachable(false);
      throw plainError(`${texts().gatewayAway} ${texts().gatewayAwayHint}`);
    }
  };

  return async (params, options) => {
    const token = await session.accessToken();
    const { kind, name } = session.state();
    // Sending it unsigned would answer another question. Reading the schema is the exception: it helps to go on writing.
    if (kind === 'expired' && params.operationName !== 'IntrospectionQuery') throw plainError(texts().expired(name));
    const explains = params.operationName !== 'IntrospectionQuery';
    const response = await post(JSON.stringify(params), {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(explains ? { 'x-explain': '1' } : {}),
      ...(options?.headers as Record<string, string> | undefined),
    });
    if (response.status === 401 && token) session.tokenRefused();
    const received = (await response.json().catch(() => {
      throw plainError(texts().answerNotJson(response.status));
    })) as Answer;
    const { answer, explanation } = takeExplanation(received);
    if (explains) EXPLANATIONS.add(params.query, explanation, response.status);
    const example = exampleOf(params.operationName);
    if (example) rememberFindings(example, answer.data);
    return answer as Awaited<ReturnType<Fetcher>>;
  };
}
