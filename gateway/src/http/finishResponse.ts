import type { GraphQLResponse } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import type { OperationCost } from '../checks/cost/compileCost.ts';
import { type Introspection, maySeeSchema, withoutSuggestion } from '../checks/introspection/introspection.ts';
import { retryAfterHeader } from '../request/rateLimited.ts';
import { prefersChinese, withMessageZh } from './chineseMessages.ts';
import { codeLabel } from './codeLabel.ts';
import { explain } from './explain.ts';
import type { HttpMetrics } from './metrics.ts';
import type { OperationContext } from './operationContext.ts';
import { createOperationNames } from './operationNames.ts';

const JSON_TYPE = 'application/json';
const NO_CODES: readonly string[] = [];
const DOCUMENT_ERRORS = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);

type Single = Extract<GraphQLResponse['body'], { kind: 'single' }>['singleResult'];

/** A response before it is sent, and its operation. An invalid document has no operation. */
export interface UnfinishedResponse {
  readonly response: GraphQLResponse;
  readonly accept: string | undefined;
  /** The header `accept-language`. */
  readonly language: string | undefined;
  readonly operation: OperationDefinitionNode | undefined;
  readonly operationName: string | null | undefined;
  readonly cost: OperationCost | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface FinishOptions {
  readonly introspection: Introspection;
  readonly maxCost: number;
  readonly metrics: HttpMetrics;
}

/** Finishes each response before it is sent: suggestions, Chinese sentences, explanation, record draft, status, `retry-after`, metrics, and the log line. */
export function createFinishResponse({ introspection, maxCost, metrics }: FinishOptions) {
  const labelOf = createOperationNames();
  return (unfinished: UnfinishedResponse, context: OperationContext): void => {
    const { response, accept, language, cost, variables } = unfinished;
    if (response.body.kind !== 'single') return;
    const result = response.body.singleResult;
    if (result.errors && !maySeeSchema(introspection, context.viewer)) result.errors = result.errors.map(withoutSuggestion);
    if (result.errors && prefersChinese(language)) result.errors = result.errors.map(withMessageZh);
    if (context.explanation)
      result.extensions = { ...result.extensions, explain: explain(context.explanation, result, { cost, variables, maxCost }) };
    const codes = result.errors?.map(({ extensions }) => codeLabel(extensions?.code)) ?? NO_CODES;
    if (context.recordDraft) {
      context.recordDraft.isAnswered = result.data !== undefined && result.data !== null;
      context.recordDraft.codes = codes;
    }
    setHead(response.http, result, accept);
    observeOperation(unfinished, codes, context, { metrics, labelOf });
  };
}

/**
 * Sets status and headers (GraphQL over HTTP). A client that accepts `application/json` by name gets 200 for an invalid document, because with
 * that media type a 4xx means that no GraphQL server answered. Other clients get 400. `retry-after` is the longest `retryAfterMs` of the errors.
 */
function setHead(http: GraphQLResponse['http'], { errors = [] }: Single, accept: string | undefined): void {
  // Saves the server the content negotiation of the most common case.
  if (accept === JSON_TYPE) http.headers.set('content-type', `${JSON_TYPE}; charset=utf-8`);
  if (errors.length === 0) return;
  const isOfDocument = errors.every(({ extensions }) => DOCUMENT_ERRORS.has(String(extensions?.code)));
  if (http.status === 400 && isOfDocument && asksForPlainJson(accept)) http.status = 200;
  const waits = errors.flatMap(({ extensions }) =>
    typeof extensions?.retryAfterMs === 'number' ? [extensions.retryAfterMs] : [],
  );
  if (waits.length > 0 && !http.headers.has('retry-after')) http.headers.set('retry-after', retryAfterHeader(Math.max(...waits)));
}

const asksForPlainJson = (accept = ''): boolean =>
  accept.includes(JSON_TYPE) && !accept.includes('application/graphql-response+json');

interface OperationMetrics {
  readonly metrics: HttpMetrics;
  readonly labelOf: ReturnType<typeof createOperationNames>;
}

/** Writes the log line and the metrics of an operation: viewer, name, outcome. Never its variables. */
function observeOperation(
  { operation, operationName }: UnfinishedResponse,
  codes: readonly string[],
  { requestId, viewer, hash, calls, log, span, startedAt }: OperationContext,
  { metrics, labelOf }: OperationMetrics,
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
  if (!log.isLevelEnabled('info')) return;
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
