import type { GraphQLResponse } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import type { OperationCost } from '../checks/cost/compileCost.ts';
import { type Introspection, maySeeSchema, withoutGuess } from '../checks/introspection/introspection.ts';
import { retryAfterHeader } from '../request/rateLimited.ts';
import { codeLabel } from './codeLabel.ts';
import { explain } from './explain.ts';
import type { HttpMetrics } from './metrics.ts';
import type { OperationContext } from './operationContext.ts';
import { createOperationNames } from './operationNames.ts';

const JSON_TYPE = 'application/json';
const OF_THE_DOCUMENT = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);

type Single = Extract<GraphQLResponse['body'], { kind: 'single' }>['singleResult'];

/** What is known of an operation when its answer is ready; less of one whose document is faulty. */
export interface Finishing {
  readonly response: GraphQLResponse;
  readonly accept: string | undefined;
  readonly operation: OperationDefinitionNode | undefined;
  readonly operationName: string | null | undefined;
  readonly hash: string | undefined;
  readonly cost: OperationCost | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface FinishOptions {
  readonly introspection: Introspection;
  readonly maxCost: number;
  readonly metrics: HttpMetrics;
}

/** Finishes each answer before it is written: suggestions, explanation, record draft, status, `retry-after`, and its line in the log. */
export function createFinishResponse({ introspection, maxCost, metrics }: FinishOptions) {
  const labelOf = createOperationNames();
  return (finishing: Finishing, context: OperationContext): void => {
    const { response, accept, cost, variables } = finishing;
    if (response.body.kind !== 'single') return;
    const result = response.body.singleResult;
    if (result.errors && !maySeeSchema(introspection, context.viewer)) result.errors = result.errors.map(withoutGuess);
    if (context.explanation)
      result.extensions = { ...result.extensions, explain: explain(context.explanation, result, { cost, variables, maxCost }) };
    const codes = (result.errors ?? []).map(({ extensions }) => codeLabel(extensions?.code));
    if (context.recordDraft) {
      context.recordDraft.isAnswered = result.data !== undefined && result.data !== null;
      context.recordDraft.codes = codes;
    }
    setHead(response.http, result, accept);
    record(finishing, codes, context, { metrics, labelOf });
  };
}

/**
 * GraphQL over HTTP: a client that asks for `application/json` by name gets 200 with the errors of its document, since with that older media type
 * a 4xx says that no GraphQL server answered. Everyone else gets 400. `retry-after` tells the longest wait that the errors tell as `retryAfterMs`.
 */
function setHead(http: GraphQLResponse['http'], { errors = [] }: Single, accept: string | undefined): void {
  // The server would find this out by itself, at some length, for every answer.
  if (accept === JSON_TYPE) http.headers.set('content-type', `${JSON_TYPE}; charset=utf-8`);
  if (errors.length === 0) return;
  const isOfDocument = errors.every(({ extensions }) => OF_THE_DOCUMENT.has(String(extensions?.code)));
  if (http.status === 400 && isOfDocument && asksForPlainJson(accept)) http.status = 200;
  const waits = errors.flatMap(({ extensions }) =>
    typeof extensions?.retryAfterMs === 'number' ? [extensions.retryAfterMs] : [],
  );
  if (waits.length > 0 && !http.headers.has('retry-after')) http.headers.set('retry-after', retryAfterHeader(Math.max(...waits)));
}

const asksForPlainJson = (accept = ''): boolean =>
  accept.includes(JSON_TYPE) && !accept.includes('application/graphql-response+json');

interface Recording {
  readonly metrics: HttpMetrics;
  readonly labelOf: ReturnType<typeof createOperationNames>;
}

/** Logs and counts an operation: who asked, what it is called, how it ended. Never its variables. */
function record(
  { operation, operationName, hash }: Finishing,
  codes: readonly string[],
  { requestId, viewer, calls, log, span, startedAt }: OperationContext,
  { metrics, labelOf }: Recording,
): void {
  const took = performance.now() - startedAt;
  const kind = operation?.operation ?? 'none';
  const name = labelOf(operationName, codes.length === 0, viewer.kind);
  const distinct = [...new Set(codes)];
  for (const code of codes) {
    metrics.refusals.inc({ code });
    metrics.operationErrors.inc({ graphql_operation_name: name, code });
  }
  metrics.operationDuration.observe({ graphql_operation_name: name, graphql_operation_type: kind }, took / 1000);
  span?.set({
    'graphql.operation.type': operation?.operation,
    'graphql.operation.name': operationName ?? undefined,
    'graphql.error.codes': distinct,
  });
  metrics.operations.inc({ kind, outcome: codes.length === 0 ? 'answered' : 'errors' });
  metrics.callsPerOperation.observe(calls.count);
  log.info(
    {
      requestId,
      subject: viewer.subject,
      operation: operationName ?? undefined,
      kind: operation?.operation,
      document: hash?.slice(0, 12),
      ms: Math.round(took),
      calls: calls.count,
      ...(codes.length > 0 && { codes: distinct }),
    },
    'operation',
  );
}
