import { Agent } from 'undici';
import type { AddressGuard } from '../calls/addressGuard.ts';
import { post } from '../calls/post.ts';
import type { SubgraphAddress } from '../supergraph/compose.ts';

const QUERY = JSON.stringify({ query: '{ _service { sdl } }' });
const MAX_BYTES = 4_000_000;
const TIMEOUT_MS = 10_000;

/** Asks a registered subgraph for its SDL. Throws an error with a sentence for its owner. */
export type AskSdl = (address: SubgraphAddress) => Promise<string>;

/** `authorization` makes the header for the subgraph of the given name. Redirects are not followed, and addresses inside of the house are not called. */
export const createAskSdl =
  (authorization: (audience: string) => Promise<string>, guard: AddressGuard, timeoutMs = TIMEOUT_MS): AskSdl =>
  async ({ name, url }) => {
    const fault = guard.faultOf(url);
    if (fault) throw new Error(fault);
    const agent = new Agent({ connect: guard.connectionTo(url), connectTimeout: timeoutMs, connections: 1 });
    try {
      const { status, text } = await ask(agent, url, await authorization(name), timeoutMs);
      const sdl = sdlIn(text);
      if (sdl !== null) return sdl;
      const redirect = status >= 300 && status < 400 ? ' Redirects are not followed.' : '';
      throw new Error(
        `The subgraph at "${url}" answers with status ${status} and without an SDL ("{ _service { sdl } }").${redirect}`,
      );
    } finally {
      await agent.destroy();
    }
  };

async function ask(agent: Agent, url: string, authorization: string, timeoutMs: number) {
  const { origin, pathname, search } = new URL(url);
  const headers = ['content-type', 'application/json', 'accept', 'application/json', 'authorization', authorization];
  const dispatcher: Pick<Agent, 'dispatch'> = {
    dispatch: (options, handler) => agent.dispatch({ ...options, origin }, handler),
  };
  const exchange = post(dispatcher as Agent, { path: pathname + search, headers, body: QUERY }, MAX_BYTES);
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

function sdlIn(text: string): string | null {
  try {
    const sdl = (JSON.parse(text) as { data?: { _service?: { sdl?: unknown } | null } | null } | null)?.data?._service?.sdl;
    return typeof sdl === 'string' && sdl !== '' ? sdl : null;
  } catch {
    return null;
  }
}
