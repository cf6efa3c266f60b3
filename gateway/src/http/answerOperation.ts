import { type GraphQLResponse, HeaderMap } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import type { OperationUses } from '../accounts/operationUses.ts';
import type { Safelists } from '../accounts/safelists.ts';
import { checkCost } from '../checks/cost/checkCost.ts';
import { type Introspection, refuseIntrospection } from '../checks/introspection/introspection.ts';
import type { Executed } from '../execution/prepareOperation.ts';
import type { Generation } from '../generations/graph.ts';
import { resolveOperation } from '../operation/resolveOperation.ts';
import type { CheckStops } from '../partners/checkStops.ts';
import type { PartnerGuard } from '../partners/partnerGuard.ts';
import { nowOf } from '../request/context.ts';
import type { RecordDraft } from '../request/recordDraft.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { type FormatError, formatErrors } from './errors.ts';
import type { OperationContext } from './operationContext.ts';

/** A request whose document is valid in the schema of its generation. */
export interface ValidRequest {
  readonly document: DocumentNode;
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface AnsweringOptions {
  readonly introspection: Introspection;
  /** Whether the access rules of the graph are enforced: not on an open gateway. */
  readonly enforcesAccess: boolean;
  /** Null for a gateway without agreements. */
  readonly partnerGuard: PartnerGuard | null;
  /** Null for a gateway without emergency stops. */
  readonly checkStops: CheckStops | null;
  /** Counts the requests of persisted operations; null for a gateway without governance. */
  readonly operationUses: Pick<OperationUses, 'note'> | null;
  /** Holds applications to their published operations; null for a gateway without governance. */
  readonly safelists: Pick<Safelists, 'check'> | null;
  /** The maximum estimated cost of one operation; infinite for no limit. */
  readonly maxCost: number;
  /** Called with the estimated cost of each operation within the limit. */
  readonly observeCost: (estimated: number) => void;
  readonly formatError: FormatError;
}

export type AnswerOperation = (
  generation: Generation,
  request: ValidRequest,
  context: OperationContext,
) => Promise<GraphQLResponse>;

/**
 * Answers valid requests. The steps in their order: resolve the operation; note its coordinates for the access record; check introspection,
 * access, a partner's agreement, cost and emergency stops; count a partner's request; execute; check again whether a partner's answer may
 * be sent. Each step takes the results of those before it.
 */
export const createAnswering =
  ({
    introspection,
    enforcesAccess,
    partnerGuard,
    checkStops,
    operationUses,
    safelists,
    maxCost,
    observeCost,
    formatError,
  }: AnsweringOptions): AnswerOperation =>
  async (generation, request, context) => {
    const { schema } = generation;
    const { document, text, operationName, variables } = request;
    const { viewer, partner, recordDraft, hash } = context;
    const guard = partner && partnerGuard;
    try {
      const operation = resolveOperation(schema, document, operationName);
      const running = { document, operation, variables };
      if (recordDraft) recordReads(recordDraft, generation, context, { document, operation });
      safelists?.check(viewer, hash);
      refuseIntrospection(document, introspection, viewer);
      if (enforcesAccess) generation.checkAccess(document, operation, viewer);
      const masks = guard ? guard.admitOperation(generation, partner, running) : null;
      if (maxCost !== Number.POSITIVE_INFINITY)
        observeCost(checkCost(schema, operation, { cost: generation.costs.of(document, operation), variables, limit: maxCost }));
      await checkStops?.(generation, { document, operation, viewer, now: nowOf(context) });
      const overQuota = guard && (await guard.countOperation(partner, running, context));
      if (overQuota) return refusedBy(overQuota);
      if (hash !== undefined && viewer.clientId !== null) operationUses?.note(hash, viewer.clientId, nowOf(context));
      const masked = masks ? { ...context, masks } : context;
      const executed = await generation.run({ document, text, operation, variables }, masked);
      const withheld = guard && executed.data ? await guard.admitResponse(generation, partner, running, context) : null;
      return withheld ? refusedBy(withheld) : answeredBy(executed, formatError);
    } catch (error) {
      const { errors, status = 500, headers } = formatErrors([error], formatError);
      return response({ errors }, status, headers);
    }
  };

function recordReads(
  recordDraft: RecordDraft,
  generation: Generation,
  { hash }: OperationContext,
  { document, operation }: { readonly document: DocumentNode; readonly operation: ReturnType<typeof resolveOperation> },
): void {
  const { coordinates, isPersonal } = generation.readsOf(document, operation);
  recordDraft.operationName = operation.name?.value;
  recordDraft.operationHash = hash;
  recordDraft.coordinates = coordinates;
  recordDraft.isPersonal = isPersonal;
}

function answeredBy({ data, errors }: Executed, formatError: FormatError): GraphQLResponse {
  if (!errors || errors.length === 0) return response({ data });
  const { errors: formatted, status, headers } = formatErrors(errors, formatError);
  // Without data nothing was executed: a variable has a wrong type, or the engine refused the operation.
  return response(
    { errors: formatted, ...(data !== undefined && { data }) },
    status ?? (data === undefined ? 400 : undefined),
    headers,
  );
}

function refusedBy({ status, code, message, headers = {}, extensions }: EarlyRefusal): GraphQLResponse {
  return response({ errors: [{ message, extensions: { code, ...extensions } }] }, status, new HeaderMap(Object.entries(headers)));
}

const response = (
  singleResult: Extract<GraphQLResponse['body'], { kind: 'single' }>['singleResult'],
  status?: number,
  headers = new HeaderMap(),
): GraphQLResponse => ({ http: { status, headers }, body: { kind: 'single', singleResult } });
