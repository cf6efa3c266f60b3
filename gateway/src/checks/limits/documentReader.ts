import { LRUCache } from 'lru-cache';
import { detachFromText } from '../../operation/detachFromText.ts';
import { documentSize } from '../../operation/documentSize.ts';
import type { EventLoopYield } from '../../request/eventLoopYield.ts';
import type { Explanation } from '../../request/explanation.ts';
import type { Permit, PlanningQueue, Requester } from '../../request/planningQueue.ts';
import { type Limits, type ReadText, readText } from './limits.ts';

/** Documents that are remembered, with their texts, in number and bytes of memory. */
const CACHE_LIMITS = { max: 10_000, maxSize: 48 * 1024 * 1024 };

interface ReaderOptions {
  readonly limits: Limits;
  readonly eventLoopYield: EventLoopYield;
  readonly planning: PlanningQueue;
}

/** How a text that is new is read. */
export interface ReadRequest {
  readonly requester: Requester;
  /** Bytes of the request that brings it, which are held while it waits. */
  readonly bytes: number;
  /** Whether the client has closed its connection: then it need not be read. */
  readonly isGone: () => boolean;
  readonly explanation: Explanation | null;
}

/** A text that was read, and for a new one the permit to plan it; the request gives it back when it ends. */
export type ReadDocument = ReadText & { readonly permit: Permit | null };

/**
 * Reads the texts of operations, each once. A known one is there at once; a new one waits in the planning queue, and is then parsed and held against
 * the limits in a turn of its own. Validation comes later, because it takes the square of what some documents hold. Rejects with a
 * `GraphQLError` when too many new texts wait.
 */
export function createDocumentReader({ limits, eventLoopYield, planning }: ReaderOptions) {
  const known = new LRUCache<string, ReadText>({
    ...CACHE_LIMITS,
    sizeCalculation: ({ document }, text) => 100 + 2 * text.length + (document ? documentSize(document) : 0),
  });
  return async (text: string, { requester, bytes, isGone, explanation }: ReadRequest): Promise<ReadDocument> => {
    const before = known.get(text);
    if (before) return { ...before, permit: null };
    // What is too long is not kept waiting.
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
