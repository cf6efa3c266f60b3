import { readAnswer } from '@union-graph/subgraph';
import { request } from 'undici';
import type { AuditHead } from '../../audit/verify-access-log.mjs';
import type { SubgraphAddress } from '../supergraph/compose.ts';

/** Where the audit of a service ends. */
export interface AuditEnd {
  /** Its newest seal; null before the first, and for a service that has no such audit. */
  readonly head: AuditHead | null;
  /** The ids of rows whose seal is long in coming. */
  readonly unsealed: readonly string[];
}

/** Asks a service where its audit ends. Throws for one that is away, and for an answer of too many bytes. */
export type FetchAuditHead = (subgraph: SubgraphAddress) => Promise<AuditEnd>;

const HEAD_TIMEOUT_MS = 3_000;
const NONE: AuditEnd = { head: null, unsealed: [] };

/** `authorization` returns the header for a subgraph's name. */
export const createFetchAuditHead =
  (authorization: (audience: string) => Promise<string>, maxBytes: number): FetchAuditHead =>
  async ({ name, url }) => {
    const { statusCode, body } = await request(new URL('/audit/head', url), {
      headers: { authorization: await authorization(name) },
      signal: AbortSignal.timeout(HEAD_TIMEOUT_MS),
    });
    const text = await readAnswer(body, maxBytes);
    if (statusCode === 404) return NONE;
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
