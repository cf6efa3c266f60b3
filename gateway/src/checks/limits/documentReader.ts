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

/** A text that was read, and for a new one the planning permit, which the request releases at its end. */
export type ReadDocument = ReadText & { readonly permit: Permit | null };

/**
 * Creates the reader of documents. It caches the document of each text. A new text waits in the planning queue, and is then parsed and checked against
 * the limits in an event loop iteration of its own. Validation comes later, because for some documents its time grows with the square of their size.
 * Rejects with a `GraphQLError` when too many new texts wait.
 */
export function createDocumentReader({ limits, eventLoopYield, planning }: ReaderOptions) {
  const known = new LRUCache<string, ReadText>({
    ...CACHE_LIMITS,
    sizeCalculation: ({ document }, text) => 100 + 2 * text.length + (document ? documentSize(document) : 0),
  });
  return async (text: string, { requester, bytes, isGone, explanation }: ReadRequest): Promise<ReadDocument> => {
    const before = known.get(text);
    if (before) return { ...before, permit: null };
    // A text that is too long is refused without waiting.
    if (text.length > limits.documentBytes) return { ...readText(text, limits), permit: null };
    const permit = await planning.enter(requester, bytes, isGone);
    try {
      await eventLoopYield.next();
      const parsed = explanation?.step('parse');
      const read = readText(text, limits);
      parsed?.();
      if (read.refusal) {
        permit.release();
        return { ...read, permit: null };
      }
      if (read.document) detachFromText(read.document);
      known.set(text, read);
      return { ...read, permit };
    } catch (error) {
      permit.release();
      throw error;
    }
  };
}
