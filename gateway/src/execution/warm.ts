import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql';
import type { OperationInUse } from './operationStore.ts';

/** What of a former generation is prepared in the next one before it is served. */
export const WARM = { operations: 500, withinMs: 5_000, atOnce: 4 } as const;

interface Warming {
  readonly schema: GraphQLSchema;
  readonly operations: readonly OperationInUse[];
  readonly prepare: (operation: OperationInUse, document: DocumentNode) => unknown;
  /** Resolves when it is this operation's turn: the requests of the present generation go on meanwhile. */
  readonly turn: () => Promise<void>;
}

/** Prepares operations, the most used first, until all are or the time is over. Those that the schema has no more are left out. Gives their number. */
export async function warm({ schema, operations, prepare, turn }: Warming): Promise<number> {
  const deadline = performance.now() + WARM.withinMs;
  const waiting = [...operations];
  let count = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && performance.now() < deadline; next = waiting.shift()) {
      await turn();
      const document = parse(next.source);
      if (validate(schema, document).length > 0) continue;
      // One without a plan is told to whoever asks for it.
      await Promise.resolve(prepare(next, document)).then(
        () => {
          count += 1;
        },
        () => undefined,
      );
    }
  };
  await Promise.all(Array.from({ length: WARM.atOnce }, work));
  return count;
}
