import { request } from 'undici';
import type { SubgraphAddress } from '../supergraph/compose.ts';

/** Fetches the SDL of a subgraph. Throws with a reason for the log when the answer has none. */
export type FetchSdl = (subgraph: SubgraphAddress) => Promise<string>;

const QUERY = JSON.stringify({ query: '{ _service { sdl } }' });

/** `authorization` makes the header for the subgraph of the given name. */
export const createFetchSdl =
  (authorization: (audience: string) => Promise<string>, timeoutMs: number): FetchSdl =>
  async ({ name, url }) => {
    const response = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', authorization: await authorization(name) },
      body: QUERY,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.body.text();
    const answer = parse(text);
    const sdl = answer.data?._service?.sdl;
    if (typeof sdl !== 'string' || sdl === '') {
      throw new Error(`status ${response.statusCode}, ${answer.errors?.[0]?.message ?? 'an answer without an SDL'}`);
    }
    return sdl;
  };

interface ServiceAnswer {
  readonly data?: { readonly _service?: { readonly sdl?: unknown } | null } | null;
  readonly errors?: readonly { readonly message?: string }[];
}

function parse(text: string): ServiceAnswer {
  try {
    return (JSON.parse(text) ?? {}) as ServiceAnswer;
  } catch {
    return {};
  }
}
