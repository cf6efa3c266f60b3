import { readAnswer } from '@union-graph/subgraph';
import { request } from 'undici';
import type { CallSettings } from '../calls/callSettings.ts';
import type { SubgraphAddress } from '../supergraph/compose.ts';

/** Fetches the SDL of a subgraph of the house. Throws with a reason for the log when the answer has none. */
export type FetchSdl = (subgraph: SubgraphAddress) => Promise<string>;

/** The body of a request for a subgraph's SDL. */
export const SDL_QUERY = JSON.stringify({ query: '{ _service { sdl } }' });

/** What a request for an SDL may take. */
export type SdlLimits = Pick<CallSettings, 'timeoutMs' | 'maxBytes'>;

/** `authorization` returns the header for a subgraph's name. */
export const createFetchSdl =
  (authorization: (audience: string) => Promise<string>, { timeoutMs, maxBytes }: SdlLimits): FetchSdl =>
  async ({ name, url }) => {
    const response = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', authorization: await authorization(name) },
      body: SDL_QUERY,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await readAnswer(response.body, maxBytes);
    const answer = parseAnswer(text);
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

function parseAnswer(text: string): ServiceAnswer {
  try {
    return (JSON.parse(text) ?? {}) as ServiceAnswer;
  } catch {
    return {};
  }
}
