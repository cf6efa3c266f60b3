import { readAnswer } from '@union-graph/subgraph';
import { request } from 'undici';
import type { AuditHead } from '../../audit/verify-access-log.mjs';
import type { SubgraphAddress } from '../supergraph/compose.ts';

/** The response of a service to `GET /audit/head`. */
export interface AuditStatus {
  /** The newest seal; null before the first, and for a service without an audit. */
  readonly head: AuditHead | null;
  /** The ids of rows that have waited for their seal for more than a second. */
  readonly unsealed: readonly string[];
}

/** Requests the newest seal of a service's audit. Throws when the service is unavailable, and when its answer is invalid or too large. */
export type FetchAuditHead = (subgraph: SubgraphAddress) => Promise<AuditStatus>;

const HEAD_TIMEOUT_MS = 3_000;
const NO_AUDIT: AuditStatus = { head: null, unsealed: [] };

/** `authorization` returns the `authorization` header for a subgraph; a larger answer than `maxBytes` is refused. */
export const createFetchAuditHead =
  (authorization: (audience: string) => Promise<string>, maxBytes: number): FetchAuditHead =>
  async ({ name, url }) => {
    const { statusCode, body } = await request(new URL('/audit/head', url), {
      headers: { authorization: await authorization(name) },
      signal: AbortSignal.timeout(HEAD_TIMEOUT_MS),
    });
    const text = await readAnswer(body, maxBytes);
    if (statusCode === 404) return NO_AUDIT;
    if (statusCode !== 200) throw new Error(`status ${statusCode}`);
    const { head, unsealed } = JSON.parse(text) as { readonly head?: unknown; readonly unsealed?: unknown };
    return { head: head == null ? null : readHead(name, head), unsealed: readIds(unsealed) };
  };

function readHead(name: string, head: object): AuditHead {
  const { number, hash } = head as { readonly number?: unknown; readonly hash?: unknown };
  if (!Number.isSafeInteger(number) || typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash))
    throw new Error('an answer without an audit head');
  return [name, number as number, hash];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const readIds = (ids: unknown): string[] =>
  Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string' && UUID.test(id)) : [];
