import type { JWK } from 'jose';
import { readBody } from '../readBody.ts';
import { reasonOf } from '../token.ts';
import type { Viewer } from './passports.ts';

/** The subgraph that is tried, and what it is tried with. */
export interface Subject {
  readonly url: string;
  /** Its name in the graph: the audience of its passports. */
  readonly name: string;
  /** The key whose public half the subgraph trusts, as the gateway's. */
  readonly key: JWK;
  readonly viewer: Viewer;
  /** Representations of entities that exist, by type. */
  readonly entities: Readonly<Record<string, readonly Representation[]>>;
  /** Events that it takes, all of one sender; none where it takes none. */
  readonly events: readonly SampleEvent[];
  readonly timeoutMs: number;
}

/** A CloudEvent in structured mode (specification/subgraph.md, section 9). */
export type SampleEvent = Readonly<Record<string, unknown>> & { readonly type: string; readonly source: string };

export type Representation = Readonly<Record<string, unknown>>;

export interface SubgraphAnswer {
  /** 0 when there was no answer. */
  readonly status: number;
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message?: unknown; readonly extensions?: { readonly code?: unknown } }[];
  /** Why there was no answer, or none that could be read. */
  readonly fault?: string;
  /** Whether there was no answer within the time limit. */
  readonly isTimeout?: boolean;
  readonly ms: number;
  /** Of the answer, without its parameters; an empty text where it has none. */
  readonly contentType?: string;
}

const NO_CONTENT = 204;

/** Posts a body with an `authorization` header, or without one where it is null. Never throws. */
export async function post(
  { url, timeoutMs }: Subject,
  authorization: string | null,
  body: string,
  sentType = 'application/json',
): Promise<SubgraphAnswer> {
  const start = performance.now();
  const elapsed = () => performance.now() - start;
  let [status, contentType] = [0, ''];
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': sentType,
        accept: 'application/json',
        'x-request-id': crypto.randomUUID(),
        ...(authorization !== null && { authorization }),
      },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = response.status;
    [contentType = ''] = (response.headers.get('content-type') ?? '').split(';');
    const text = await readBody(response);
    if (status === NO_CONTENT) return { status, ...(text !== '' && { fault: 'a status 204 with a body' }), ms: elapsed() };
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return { status, fault: 'the answer is no JSON object', ms: elapsed() };
    return { ...(parsed as object), status, contentType, ms: elapsed() };
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'the answer is not JSON' : reasonOf(error);
    const isTimeout = (error as Error).name === 'TimeoutError';
    return { status, fault: isTimeout ? `no answer within ${timeoutMs} ms` : reason, isTimeout, ms: elapsed() };
  }
}

/** An answer in few words. */
export function described({ status, errors, fault, data }: SubgraphAnswer): string {
  if (fault) return status === 0 ? fault : `status ${status}, ${fault}`;
  const [error] = errors ?? [];
  if (error) return `status ${status}, code ${JSON.stringify(error.extensions?.code ?? null)}, ${JSON.stringify(error.message)}`;
  return `status ${status}, data ${JSON.stringify(data)?.slice(0, 200)}`;
}
