import { Agent } from 'undici';
import type { AddressGuard } from '../calls/addressGuard.ts';
import { post } from '../calls/post.ts';
import type { SubgraphAddress } from '../supergraph/compose.ts';
import { SDL_QUERY } from './fetchSdl.ts';

const MAX_ANSWER_BYTES = 4_000_000;
const SDL_TIMEOUT_MS = 10_000;

/** Fetches the SDL of a registered subgraph. Throws an error whose message is a sentence for its owner. */
export type FetchRegisteredSdl = (address: SubgraphAddress) => Promise<string>;

/** `authorization` returns the header for a subgraph's name. Redirects are not followed, and non-public addresses are not called. */
export const createFetchRegisteredSdl =
  (authorization: (audience: string) => Promise<string>, guard: AddressGuard, timeoutMs = SDL_TIMEOUT_MS): FetchRegisteredSdl =>
  async ({ name, url }) => {
    const reason = guard.whyRefused(url);
    if (reason) throw new Error(reason);
    const agent = new Agent({ connect: guard.connectOption(url), connectTimeout: timeoutMs, connections: 1 });
    try {
      const { status, text } = await postQuery(agent, url, await authorization(name), timeoutMs);
      const sdl = readSdl(text);
      if (sdl !== null) return sdl;
      const redirect = status >= 300 && status < 400 ? ' Redirects are not followed.' : '';
      throw new Error(
        `The subgraph at "${url}" answers with status ${status} and without an SDL ("{ _service { sdl } }").${redirect}`,
      );
    } finally {
      await agent.destroy();
    }
  };

async function postQuery(agent: Agent, url: string, authorization: string, timeoutMs: number) {
  const { origin, pathname, search } = new URL(url);
  const headers = ['content-type', 'application/json', 'accept', 'application/json', 'authorization', authorization];
  const dispatcher: Pick<Agent, 'dispatch'> = {
    dispatch: (options, handler) => agent.dispatch({ ...options, origin }, handler),
  };
  const exchange = post(dispatcher as Agent, { path: pathname + search, headers, body: SDL_QUERY }, MAX_ANSWER_BYTES);
  const timer = setTimeout(() => exchange.cancel(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
  try {
    return await exchange.done;
  } catch (error) {
    throw new Error(`The subgraph at "${url}" cannot be reached: ${reasonOf(error)}`);
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: string };
  return code ?? error.message;
}

function readSdl(text: string): string | null {
  try {
    const sdl = (JSON.parse(text) as { data?: { _service?: { sdl?: unknown } | null } | null } | null)?.data?._service?.sdl;
    return typeof sdl === 'string' && sdl !== '' ? sdl : null;
  } catch {
    return null;
  }
}
