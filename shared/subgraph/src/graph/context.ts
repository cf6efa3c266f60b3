import type { Viewer } from '@union-graph/identity';
import type { EntityManager } from 'typeorm';
import type { ObjectStore } from '../objects/objectStore.ts';
import type { ReadNumber } from '../rule-numbers/values.ts';
import type { Tx } from '../transaction.ts';
import type { Batches, Loaders } from './loaders.ts';
import type { Connection, PageArgs, PageSource } from './pages.ts';

/** What reads need: who asks, the database, and the time. */
export interface ReadContext {
  readonly viewer: Viewer;
  readonly db: EntityManager;
  /** The clock of this request: the real one, or that of `x-test-now` where it is allowed. */
  readonly now: Date;
  readonly number: ReadNumber;
  /** Where files are kept. */
  readonly objects: ObjectStore;
  readonly requestId: string;
}

export interface MutationInput {
  readonly idempotencyKey: string;
}

/** What resolvers get. */
export interface Context<B extends Batches = Batches> extends ReadContext {
  readonly loaders: Loaders<B>;
  /** One page of a list, batched with the same list of sibling rows. Root lists have the parent `null`. */
  page<Row, Args extends object>(
    source: PageSource<Row, Args>,
    parent: string | null,
    args: Args & PageArgs,
  ): Promise<Connection<Row>>;
  /**
   * Runs an action as one transaction with all that a mutation owes: the idempotency key, the audit row, the events, and
   * a roll-back when a rule refuses. Available in mutation resolvers only.
   */
  mutate<Payload extends object>(input: MutationInput, action: (tx: Tx) => Promise<Payload>): Promise<Payload>;
  /** Has this process read anew what it keeps a copy of, after a change of it: values of rules' numbers, merged records, unions that moved. */
  refresh(): Promise<void>;
  /** Drops all that was read so far, so that what a mutation answers is read after its change. */
  forget(): void;
}
