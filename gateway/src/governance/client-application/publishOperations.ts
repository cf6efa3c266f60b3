import { checkedNumber, forbidden, getForUpdate, Refusal, refuseIf, requireIds, type Tx, updateRow } from '@union-graph/subgraph';
import type { MeasuredOperation, OperationMeasure } from '../../generations/aside/measureOperations.ts';
import { sha256 } from '../../supergraph/check/normalSdl.ts';
import type { Context } from '../context.ts';
import type { RegistryHost } from '../registry/registryHost.ts';
import { withFreshCheck } from '../registry/registrySnapshot.ts';
import type { OperationToPublish, PublishOperationsInput } from '../schema.gen.ts';
import { ClientApplication } from './ClientApplication.ts';
import type { PersistedOperation } from './PersistedOperation.ts';
import { findOwnApplication } from './queries.ts';
import { findOperations, refuseOverQuota, retireOperations, storeOperations } from './storeOperations.ts';

/** The most operations of one call: measuring each takes milliseconds of the thread that all checks share. */
const MOST_AT_ONCE = 200;
const MOST_BUDGET = 1_000_000_000;
/** More tasks than these wait for no measurement. */
const MOST_WAITING = 20;
const RETRY_AFTER_MS = 10_000;

/** An operation with its budget and what it needs of the graph. */
export interface BudgetedOperation extends OperationMeasure {
  readonly document: string;
  readonly hash: string;
  readonly maxFetches: number | null;
  readonly maxCost: number | null;
}

/** Publishes and retires operations, by the program of their application (2.7). They are measured in a thread before the transaction. */
export const publishOperations = (ctx: Context, input: PublishOperationsInput, host: RegistryHost) =>
  withFreshCheck(ctx, input, {
    check: () => measure(ctx, input, host),
    act: (measured) => ctx.mutate(input, (tx) => publish(tx, input, measured)),
  });

async function measure(ctx: Context, input: PublishOperationsInput, host: RegistryHost): Promise<BudgetedOperation[]> {
  requireIds({ clientApplicationId: input.clientApplicationId });
  await refuseUnlessPublisher(ctx, input.clientApplicationId);
  refuseTooMany(input);
  const operations = input.operations.map(checkedBudget);
  const supergraphSdl = host.supergraphSdl();
  if (supergraphSdl === null) throw new Refusal('DEPENDENCY_UNAVAILABLE', 'The graph is not loaded yet. Try again in a moment.');
  if (host.thread.waiting >= MOST_WAITING)
    throw new Refusal('RATE_LIMITED', 'Many schemas are checked now. Try again in a moment.', { retryAfterMs: RETRY_AFTER_MS });
  const documents = operations.map(({ document }) => document);
  const found = documents.length === 0 ? [] : await host.thread.measure({ supergraphSdl, documents });
  return operations.map((operation, at) => withinBudget(operation, found[at] as MeasuredOperation));
}

/** Refuses every viewer but the program that publishes the operations of the application. */
async function refuseUnlessPublisher(ctx: Pick<Context, 'db' | 'viewer'>, applicationId: string): Promise<void> {
  const own = await findOwnApplication(ctx);
  if (own?.id === applicationId) return;
  throw forbidden(
    ctx.viewer,
    'Only the publishing program of an application publishes its operations. A department of the federation registers it ("registerClient").',
    { kind: 'role', anyOf: ['CITY_DEPT'] },
    { rule: '2.7' },
  );
}

function refuseTooMany({ operations, retire, safelistOnly }: PublishOperationsInput): void {
  for (const [field, list] of [
    ['operations', operations],
    ['retire', retire ?? []],
  ] as const)
    refuseIf(list.length > MOST_AT_ONCE, 'BAD_USER_INPUT', `Send at most ${MOST_AT_ONCE} at once; got ${list.length}.`, {
      field,
    });
  const nothing = operations.length === 0 && (retire ?? []).length === 0 && safelistOnly == null;
  refuseIf(nothing, 'BAD_USER_INPUT', 'Name an operation to publish or to retire.', { field: 'operations' });
}

function checkedBudget({ document, maxFetches = null, maxCost = null }: OperationToPublish) {
  const bounds = [1, MOST_BUDGET] as const;
  if (maxFetches !== null) checkedNumber(maxFetches, 'maxFetches', bounds);
  if (maxCost !== null) checkedNumber(maxCost, 'maxCost', bounds);
  return { document, hash: sha256(document), maxFetches, maxCost };
}

/** Refuses an operation that is not valid, and one that is over its budget from the beginning. */
function withinBudget(operation: ReturnType<typeof checkedBudget>, measured: MeasuredOperation): BudgetedOperation {
  const refuse = (message: string): Refusal => new Refusal('VALIDATION_FAILED', message, { rule: '2.7', field: 'operations' });
  const which = `"${operation.hash.slice(0, 12)}…"`;
  if ('faults' in measured) throw refuse(`The operation ${which} does not run on this graph: ${measured.faults.join(' ')}`);
  const name = measured.operationName === null ? which : `"${measured.operationName}"`;
  const over = overBudget(measured, operation);
  if (over !== null) throw refuse(`The operation ${name} ${over}. Ask for less, or raise its budget.`);
  return { ...measured, ...operation };
}

/** What of an operation is over its budget, as the rest of a sentence; null when nothing is. */
export function overBudget(
  { fetches, cost }: Pick<OperationMeasure, 'fetches' | 'cost'>,
  { maxFetches, maxCost }: Pick<BudgetedOperation, 'maxFetches' | 'maxCost'>,
): string | null {
  if (maxFetches !== null && fetches > maxFetches) return `needs ${fetches} calls to subgraphs, and its budget is ${maxFetches}`;
  return maxCost !== null && cost > maxCost ? `costs ${cost} by estimate, and its budget is ${maxCost}` : null;
}

async function publish(tx: Tx, input: PublishOperationsInput, measured: readonly BudgetedOperation[] | Error) {
  if (measured instanceof Error) throw measured;
  const row = await getForUpdate(tx, ClientApplication, input.clientApplicationId, {
    what: 'client application',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  await refuseUnlessPublisher(tx, row.id);
  await retireOperations(tx, row.id, input.retire ?? []);
  const byHash = new Map(measured.map((one) => [one.hash, one]));
  await storeOperations(tx, row.id, [...byHash.values()]);
  await refuseOverQuota(tx, row.id);
  const client = await updateRow(tx.db, ClientApplication, row, { safelistOnly: input.safelistOnly ?? row.safelistOnly });
  const stored = new Map((await findOperations(tx, row.id, [...byHash.keys()])).map((one) => [one.hash, one]));
  return { client, operations: measured.map(({ hash }) => stored.get(hash) as PersistedOperation) };
}
