import { STAFF_ROLES, type Viewer } from '@union-graph/identity';
import { readAnswer } from '@union-graph/subgraph';
import type { Logger } from 'pino';
import { request } from 'undici';

/** Which unions have ended, as their service tells: what a token grants there is over. */
export interface EndedUnions {
  /**
   * The viewer of a token, without offices of unions that have ended (2.1.3). Gives the same object for the same viewer until other unions have ended,
   * because passports are cached by viewer object. Places below such a union are left to the subgraphs, which know where unions were moved.
   */
  readonly presentViewer: (viewer: Viewer) => Viewer;
  readonly stop: () => void;
}

interface EndedUnionsOptions {
  /** The service that unions are in, and its address; undefined for a graph without it. */
  readonly owner: { readonly name: string; readonly url: string } | undefined;
  /** Returns the `authorization` header for a subgraph. */
  readonly authorization: (audience: string) => Promise<string>;
  /** The largest answer, in bytes. */
  readonly maxBytes: number;
  readonly log: Logger;
}

/** How long an ended office may still count here, beside the time of one answer. */
const POLL_INTERVAL_MS = 3_000;
const TIMEOUT_MS = 3_000;

/** Asks which unions have ended, at intervals. While the service does not answer, what it told last holds. */
export function watchEndedUnions({ owner, authorization, maxBytes, log }: EndedUnionsOptions): EndedUnions {
  let ended: ReadonlySet<string> = new Set();
  let presented = new WeakMap<Viewer, Viewer>();
  const poll = async (url: string, name: string): Promise<void> => {
    const ids = await fetchIds(url, await authorization(name), maxBytes);
    if (ids.length === ended.size && ids.every((id) => ended.has(id))) return;
    ended = new Set(ids);
    presented = new WeakMap();
  };
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const follow = ({ url, name }: { readonly name: string; readonly url: string }): void =>
    void poll(url, name)
      .catch((error: unknown) => log.debug({ reason: String(error) }, 'it is not known which unions have ended'))
      .then(() => {
        if (!isStopped) timer = setTimeout(follow, POLL_INTERVAL_MS, { url, name }).unref();
      });
  if (owner) follow(owner);
  return {
    presentViewer: (viewer) => {
      if (ended.size === 0) return viewer;
      const known = presented.get(viewer) ?? withoutEndedOffices(viewer, ended);
      presented.set(viewer, known);
      return known;
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

async function fetchIds(url: string, authorization: string, maxBytes: number): Promise<readonly string[]> {
  const { statusCode, body } = await request(new URL('/unions/ended', url), {
    headers: { authorization },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await readAnswer(body, maxBytes);
  if (statusCode !== 200) throw new Error(`status ${statusCode}`);
  const { ids } = JSON.parse(text) as { readonly ids?: unknown };
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) throw new Error('an answer without ids');
  return ids;
}

function withoutEndedOffices(viewer: Viewer, ended: ReadonlySet<string>): Viewer {
  const isOver = ({ role, unionId, scopePath }: Viewer['grants'][number]): boolean =>
    STAFF_ROLES.includes(role) && (ended.has(unionId ?? '') || ended.has(scopePath.split('/').at(-2) ?? ''));
  return viewer.grants.some(isOver) ? { ...viewer, grants: viewer.grants.filter((grant) => !isOver(grant)) } : viewer;
}
