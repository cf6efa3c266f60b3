import type { Fetcher, FetcherParams } from '@graphiql/toolkit';
import { type Example, isAwaited } from '../examples/example.ts';
import { fillVariables, placesLeft, rememberFindings } from '../examples/findings.ts';
import { howToFill } from '../examples/missing.ts';
import { takeExplanation } from '../plan/explanation.ts';
import { EXPLANATIONS } from '../plan/explanations.ts';
import type { Session } from '../sign-in/session.ts';
import type { Language, Texts } from '../texts/texts.ts';

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

interface FetcherOptions {
  readonly session: Session;
  readonly texts: () => Texts & { language: Language };
  /** What is known by the names of its operations. */
  readonly examples: readonly Example[];
  /** Told after every request whether the gateway answered at all. */
  readonly onReachable: (reachable: boolean) => void;
  /** Called when an operation that the person sent has its answer or its error. */
  readonly onAnswered?: () => void;
}

/** How often an example is asked again whose answer waits for an event, and the pause before each time. */
const MOST_ATTEMPTS = 20;
const PAUSE_MS = 500;

const isIntrospection = ({ operationName }: FetcherParams): boolean => operationName === 'IntrospectionQuery';

/** An error whose text is all there is to show: GraphiQL prints a stack where it finds one. */
function plainError(message: string): Error {
  const error = new Error(message);
  delete error.stack;
  return error;
}

/** The headers of a request; those of the editor replace ours, whatever case their names are written in. */
function headersOf(params: FetcherParams, token: string | null, typed: Record<string, string>): Headers {
  const headers = new Headers({
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(isIntrospection(params) ? {} : { 'x-explain': '1' }),
  });
  for (const [name, value] of Object.entries(typed)) headers.set(name, value);
  return headers;
}

/** Puts what earlier steps gave meanwhile in place. Throws, and so nothing is sent, while a place is left. */
function complete(
  params: FetcherParams,
  typed: Record<string, string>,
  example: Example | undefined,
  { examples, texts }: { examples: readonly Example[]; texts: Texts & { language: Language } },
) {
  const { text } = fillVariables(JSON.stringify(params.variables ?? {}), example?.journey ?? '');
  const variables = JSON.parse(text) as Record<string, unknown>;
  const left = placesLeft([variables, typed]);
  if (left.length > 0) throw plainError(texts.notSent(howToFill(left, example?.journey, examples, texts)));
  return { ...params, variables };
}

/** GraphiQL's way to the gateway: sends the signed-in person's token, and notices what the page should tell. */
export function createFetcher({ session, texts, examples, onReachable, onAnswered }: FetcherOptions): Fetcher {
  const post = async (body: string, headers: Headers): Promise<Response> => {
    try {
      const response = await fetch('/graphql', { method: 'POST', body, headers });
      onReachable(true);
      return response;
    } catch {
      onReachable(false);
      throw plainError(`${texts().gatewayAway} ${texts().gatewayAwayHint}`);
    }
  };

  const send = async (params: FetcherParams, typed: Record<string, string>): Promise<Answer> => {
    const token = await session.accessToken();
    const { kind, name } = session.state();
    // Sending it unsigned would answer another question. Reading the schema is the exception: it helps to go on writing.
    if (kind === 'expired' && !isIntrospection(params)) throw plainError(texts().expired(name));
    const response = await post(JSON.stringify(params), headersOf(params, token, typed));
    if (response.status === 401 && token) session.tokenRefused();
    const received = (await response.json().catch(() => {
      throw plainError(texts().answerNotJson(response.status));
    })) as Answer;
    const { answer, explanation } = takeExplanation(received);
    if (!isIntrospection(params)) EXPLANATIONS.add(params.query, explanation, response.status);
    return answer;
  };

  const run = async (params: FetcherParams, typed: Record<string, string>): Promise<Answer> => {
    const example = examples.find(({ operation }) => operation === params.operationName);
    const ready = complete(params, typed, example, { examples, texts: texts() });
    for (let attempt = 1; ; attempt++) {
      const answer = await send(ready, typed);
      if (!example || answer.errors || isAwaited(example, answer.data) || attempt === MOST_ATTEMPTS) {
        if (example && isAwaited(example, answer.data)) rememberFindings(example, answer.data);
        return answer;
      }
      await new Promise((resume) => setTimeout(resume, PAUSE_MS));
    }
  };

  return async (params, options) => {
    const typed = (options?.headers ?? {}) as Record<string, string>;
    if (isIntrospection(params)) {
      const filled = Object.entries(typed).filter(([, value]) => placesLeft(value).length === 0);
      return (await send(params, Object.fromEntries(filled))) as Awaited<ReturnType<Fetcher>>;
    }
    return (await run(params, typed).finally(onAnswered)) as Awaited<ReturnType<Fetcher>>;
  };
}
