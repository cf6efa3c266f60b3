import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql';
import type { OperationInUse } from './operationStore.ts';

/** The limits of warming: how many operations, for how long, and how many at once. */
export const WARM_LIMITS = { operations: 500, withinMs: 5_000, atOnce: 4 } as const;

interface WarmOptions {
  readonly schema: GraphQLSchema;
  readonly operations: readonly OperationInUse[];
  readonly prepare: (operation: OperationInUse, document: DocumentNode) => unknown;
  /** Yields the event loop to the requests of the current generation. */
  readonly yieldEventLoop: () => Promise<void>;
}

/**
 * Prepares operations for a new generation, the most used first, until all are prepared or the time is over. Operations that the new
 * schema does not allow are left out. Returns the number of prepared operations.
 */
export async function warmOperations({ schema, operations, prepare, yieldEventLoop }: WarmOptions): Promise<number> {
  const deadline = performance.now() + WARM_LIMITS.withinMs;
  const waiting = [...operations];
  let count = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && performance.now() < deadline; next = waiting.shift()) {
      await yieldEventLoop();
      const document = parse(next.source);
      if (validate(schema, document).length > 0) continue;
      // An operation that cannot be planned is refused when it is requested.
      await Promise.resolve(prepare(next, document)).then(
        () => {
          count += 1;
        },
        () => undefined,
      );
    }
  };
  await Promise.all(Array.from({ length: WARM_LIMITS.atOnce }, work));
  return count;
}
