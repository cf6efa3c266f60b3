import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { detachFromText } from '../../operation/detachFromText.ts';
import { documentSize } from '../../operation/documentSize.ts';
import type { EventLoopYield } from '../../request/eventLoopYield.ts';
import type { Explanation } from '../../request/explanation.ts';
import type { Permit, PlanningQueue, Requester } from '../../request/planningQueue.ts';
import { type Limits, type ReadText, readText } from './limits.ts';

/** The limits of the cache of documents: their number, and their memory in bytes. */
const CACHE_LIMITS = { max: 10_000, maxSize: 48 * 1024 * 1024 };

interface ReaderOptions {
  readonly limits: Limits;
  readonly eventLoopYield: EventLoopYield;
  readonly planning: PlanningQueue;
}

/** The parameters of reading a text that is not cached. */
export interface ReadRequest {
  readonly requester: Requester;
  /** The size of the request, which is kept in memory while it waits. */
  readonly bytes: number;
  /** Whether the client has closed its connection. The text is then not read. */
  readonly isGone: () => boolean;
  readonly explanation: Explanation | null;
}

/** A text that was read. */
export type ReadDocument = ReadText & {
  /** SHA-256 of the text, in hex; undefined for a text that was refused. */
  readonly hash: string | undefined;
  /** For a new text the planning permit, which the request releases at its end. */
  readonly permit: Permit | null;
};

/**
 * Creates the reader of documents. It caches the document of each text. A new text waits in the planning queue, and is then parsed and checked against
 * the limits in an event loop iteration of its own. Validation comes later, because for some documents its time grows with the square of their size.
 * A known text is returned without a promise. Rejects with a `GraphQLError` when too many new texts wait.
 */
export function createDocumentReader({ limits, eventLoopYield, planning }: ReaderOptions) {
  const known = new LRUCache<string, ReadDocument>({
    ...CACHE_LIMITS,
    sizeCalculation: ({ document }, text) => 100 + 2 * text.length + (document ? documentSize(document) : 0),
  });
  const readNew = async (text: string, { requester, bytes, isGone, explanation }: ReadRequest): Promise<ReadDocument> => {
    const permit = await planning.enter(requester, bytes, isGone);
    try {
      await eventLoopYield.next();
      const parsed = explanation?.step('parse');
      const read = readText(text, limits);
      parsed?.();
      if (read.refusal) {
        permit.release();
        return { ...read, hash: undefined, permit: null };
      }
      if (read.document) detachFromText(read.document);
      const hash = createHash('sha256').update(text).digest('hex');
      known.set(text, { ...read, hash, permit: null });
      return { ...read, hash, permit };
    } catch (error) {
      permit.release();
      throw error;
    }
  };
  return (text: string, request: ReadRequest): ReadDocument | Promise<ReadDocument> => {
    const before = known.get(text);
    if (before) return before;
    // A text that is too long is refused without waiting.
    if (text.length > limits.documentBytes) return { ...readText(text, limits), hash: undefined, permit: null };
    return readNew(text, request);
  };
}
