import { request } from 'undici';
import type { AuditHead } from '../../audit/verify-access-log.mjs';
import type { SubgraphAddress } from '../supergraph/compose.ts';

/** Asks a service for the newest seal of its audit. Null before its first seal, and for a service that has no such audit; throws for one that is away. */
export type FetchAuditHead = (subgraph: SubgraphAddress) => Promise<AuditHead | null>;

const HEAD_TIMEOUT_MS = 3_000;

/** `authorization` returns the header for a subgraph's name. */
export const createFetchAuditHead =
  (authorization: (audience: string) => Promise<string>): FetchAuditHead =>
  async ({ name, url }) => {
    const { statusCode, body } = await request(new URL('/audit/head', url), {
      headers: { authorization: await authorization(name) },
      signal: AbortSignal.timeout(HEAD_TIMEOUT_MS),
    });
    const text = await body.text();
    if (statusCode === 404) return null;
    if (statusCode !== 200) throw new Error(`status ${statusCode}`);
    const { head } = JSON.parse(text) as { readonly head?: { readonly number?: unknown; readonly hash?: unknown } | null };
    if (!head) return null;
    const { number, hash } = head;
    if (!Number.isSafeInteger(number) || typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash))
      throw new Error('an answer without an audit head');
    return [name, number as number, hash];
  };
