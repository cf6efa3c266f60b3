import { type GraphQLResponse, HeaderMap } from '@apollo/server';
import type { DocumentNode } from 'graphql';
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

/** An operation that is to be answered, of a document that is valid in the schema of its generation. */
export interface ValidOperation {
  readonly document: DocumentNode;
  readonly text: string;
  /** SHA-256 of the text, in hex. */
  readonly hash: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface AnsweringOptions {
  readonly introspection: Introspection;
  /** Whether the access rules of the graph hold: not where nobody signs in. */
  readonly holdsAccess: boolean;
  /** Null where no agreements are kept. */
  readonly partnerGuard: PartnerGuard | null;
  /** Null where no emergency stops are kept. */
  readonly checkStops: CheckStops | null;
  /** The most that one operation may cost; infinite where everything is let through. */
  readonly maxCost: number;
  /** Told the estimate of each operation that is let through. */
  readonly observeCost: (estimated: number) => void;
  readonly formatError: FormatError;
}

export type AnswerOperation = (
  generation: Generation,
  asked: ValidOperation,
  context: OperationContext,
) => Promise<GraphQLResponse>;

/**
 * The way of a valid operation to its answer, in order: resolve it, note what it reads, check introspection, access, the agreement of
 * a partner, cost and stops; count a partner's; execute; look once more whether a partner's answer may leave. Each step takes what those before it gave.
 */
export const createAnswering =
  ({
    introspection,
    holdsAccess,
    partnerGuard,
    checkStops,
    maxCost,
    observeCost,
    formatError,
  }: AnsweringOptions): AnswerOperation =>
  async (generation, asked, context) => {
    const { schema } = generation;
    const { document, text, operationName, variables } = asked;
    const { viewer, partner, recordDraft } = context;
    const guard = partner && partnerGuard;
    try {
      const operation = resolveOperation(schema, document, operationName);
      const running = { document, operation, variables };
      if (recordDraft) noteReads(recordDraft, generation, asked, operation);
      refuseIntrospection(document, introspection, viewer);
      if (holdsAccess) generation.checkAccess(document, operation, viewer);
      const masks = guard ? guard.check(generation, partner, running) : null;
      if (maxCost !== Number.POSITIVE_INFINITY)
        observeCost(checkCost(schema, operation, { cost: generation.costs.of(document, operation), variables, limit: maxCost }));
      await checkStops?.(generation, { document, operation, viewer, now: nowOf(context) });
      const over = guard && (await guard.count(partner, running, context));
      if (over) return refusedBy(over);
      const executed = await generation.run({ document, text, operationName, variables }, { ...context, masks });
      const heldBack = guard && executed.data ? await guard.after(generation, partner, running, context) : null;
      return heldBack ? refusedBy(heldBack) : answeredBy(executed, formatError);
    } catch (error) {
      const { errors, status = 500, headers } = formatErrors([error], formatError);
      return response({ errors }, status, headers);
    }
  };

function noteReads(
  recordDraft: RecordDraft,
  generation: Generation,
  { document, hash }: ValidOperation,
  operation: ReturnType<typeof resolveOperation>,
): void {
  const { coordinates, isPersonal } = generation.readsOf(document, operation);
  recordDraft.operationName = operation.name?.value;
  recordDraft.operationHash = hash;
  recordDraft.coordinates = coordinates;
  recordDraft.isPersonal = isPersonal;
}

function answeredBy({ data, errors }: Executed, formatError: FormatError): GraphQLResponse {
  if (!errors || errors.length === 0) return response({ data });
  const { errors: told, status, headers } = formatErrors(errors, formatError);
  // Nothing was executed: the variables do not fit, or the answer was held back whole.
  return response(
    { errors: told, ...(data !== undefined && { data }) },
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
