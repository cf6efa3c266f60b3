import type { EventType } from '@union-graph/events';
import type { Viewer } from '@union-graph/identity';
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import type { Audit } from './audit/audit.ts';
import { lockRow, type Versioned, versionConflict } from './database/rows.ts';
import type { PresentUnions } from './directory/presentViewer.ts';
import { addDeliveries, type NewDelivery } from './events/deliveries.ts';
import { type Aggregate, deliveriesOf, type Subscriber } from './events/publish.ts';
import { isId } from './ids.ts';
import type { ObjectStore } from './objects/objectStore.ts';
import { addJobs, type Job } from './outbox.ts';
import type { MergedRecords } from './people/mergedRecords.ts';
import { notFound, type Refusal } from './refusal.ts';
import type { ReadNumber, RuleNumbers } from './rule-numbers/values.ts';

/** One open transaction and all that an action may use in it. */
export interface Tx {
  readonly db: EntityManager;
  readonly viewer: Viewer;
  /** The instant at which the whole transaction happens. */
  readonly now: Date;
  readonly number: ReadNumber;
  /** Where files are kept. What is done there stays done when the transaction is rolled back. */
  readonly objects: ObjectStore;
  /**
   * Tells other services of a change to a row. The event leaves when the transaction commits, and never when it does not. Throws for data
   * that the type's schema does not allow.
   */
  publish<Data>(type: EventType<Data>, aggregate: Aggregate, data: NoInfer<Data>): Promise<void>;
  /**
   * Has a task of this subgraph run later (or at once). The same `jobKey` replaces a job that waits. With `keepsRunAt` the time of the replaced
   * job holds, so that a task which is scheduled again and again still runs; without it each call puts the job off.
   */
  schedule(
    task: string,
    payload: Record<string, unknown>,
    options?: { at?: Date; jobKey?: string; keepsRunAt?: boolean },
  ): Promise<void>;
  /**
   * Has work done behind everything else that the transaction writes, the stored answer and the audit row among it. For what takes a lock that many
   * wait for: they then wait for this and the commit alone. What it throws refuses the whole transaction.
   */
  last(work: () => Promise<void>): void;
}

/** What a process needs to run transactions; made once at start. */
export interface Transactions {
  readonly dataSource: DataSource;
  readonly subgraph: string;
  readonly subscribers: readonly Subscriber[];
  readonly constraints: Readonly<Record<string, () => Refusal>>;
  readonly numbers: RuleNumbers;
  readonly merged: MergedRecords;
  readonly unions: PresentUnions;
  readonly audit: Audit;
  readonly objects: ObjectStore;
}

/** For whom, when and because of what a transaction runs. */
export interface TransactionContext {
  readonly viewer: Viewer;
  readonly now: Date;
  /** The request or event that caused it. */
  readonly causationId: string | null;
}

const RETRIES = 3;

/**
 * Runs `work` in one transaction. A deadlock or serialisation failure is tried again; a violated constraint that stands
 * for a rule becomes that rule's refusal.
 */
export async function transact<Result>(
  { dataSource, subgraph, subscribers, constraints, numbers, objects }: Transactions,
  context: TransactionContext,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await dataSource.transaction(async (db) => {
        const jobs: Job[] = [];
        const deliveries: NewDelivery[] = [];
        const last: (() => Promise<void>)[] = [];
        const outbox = { subgraph, subscribers, jobs, deliveries, last };
        const result = await work(makeTx(db, { ...context, number: numbers.read(context.now), objects }, outbox));
        for (const step of last) await step();
        await addJobs(db, jobs);
        await addDeliveries(db, deliveries);
        return result;
      });
    } catch (error) {
      if (attempt < RETRIES && isTransient(error)) continue;
      const refusal = constraints[violatedConstraint(error) ?? ''];
      throw refusal ? refusal() : error;
    }
  }
}

interface Outbox {
  readonly subgraph: string;
  readonly subscribers: readonly Subscriber[];
  /** What is written into the queue, and told to subscribers, when the work is done. */
  readonly jobs: Job[];
  readonly deliveries: NewDelivery[];
  readonly last: (() => Promise<void>)[];
}

function makeTx(
  db: EntityManager,
  { viewer, now, causationId, number, objects }: TransactionContext & Pick<Tx, 'number' | 'objects'>,
  { jobs, deliveries, last, ...publisher }: Outbox,
): Tx {
  return {
    db,
    viewer,
    now,
    number,
    objects,
    publish: async (type, aggregate, data) =>
      void deliveries.push(...deliveriesOf({ ...publisher, now, causationId }, type, aggregate, data)),
    schedule: async (task, payload, { at = now, jobKey, keepsRunAt = false } = {}) => {
      // Under a test clock the task waits as long as it would have, and then runs on the same clock.
      const clockOffset = now.getTime() - Date.now();
      const payloadText = JSON.stringify({ payload, clockOffset });
      jobs.push({ task, payloadText, runAt: new Date(at.getTime() - clockOffset), jobKey: jobKey ?? null, keepsRunAt });
    },
    last: (work) => void last.push(work),
  };
}

/**
 * Reads one row for a change: locked until the transaction ends, `NOT_FOUND` when it does not exist or the viewer may not
 * see it, `VERSION_CONFLICT` when it is no longer at the version the client read. `what` names it for messages.
 */
export async function getForUpdate<Row extends Versioned>(
  tx: Tx,
  entity: new () => Row,
  id: string,
  { what, visible, expectedVersion }: { what: string; visible: (viewer: Viewer, row: Row) => boolean; expectedVersion?: number },
): Promise<Row> {
  const row = isId(id) ? await lockRow(tx.db, entity, id) : null;
  if (!row || !visible(tx.viewer, row)) throw notFound(what, id);
  if (expectedVersion !== undefined && row.version !== expectedVersion) throw versionConflict(what, expectedVersion);
  return row;
}

const isTransient = (error: unknown): boolean => ['40001', '40P01'].includes(pgError(error)?.code ?? '');

const violatedConstraint = (error: unknown): string | undefined => pgError(error)?.constraint;

const pgError = (error: unknown): { code?: string; constraint?: string } | undefined =>
  error instanceof QueryFailedError ? (error.driverError as { code?: string; constraint?: string }) : undefined;
