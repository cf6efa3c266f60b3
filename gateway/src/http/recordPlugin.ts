import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../request/context.ts';
import { codeLabel } from './codeLabel.ts';
import type { HttpMetrics } from './metrics.ts';
import { createOperationNames } from './operationNames.ts';

/** Logs and counts each operation: who asked, what it is called, how it ended. Never its variables. */
export const createRecordPlugin = (
  metrics: HttpMetrics,
  labelOf = createOperationNames(),
): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async () => {
    const start = performance.now();
    return {
      // A method, because each function made for a request would be told its name anew.
      async willSendResponse({ operation, operationName, queryHash, response: { body }, contextValue }) {
        const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
        const codes = errors.map((error) => codeLabel(error.extensions?.code));
        const { requestId, viewer, calls, log, span } = contextValue;
        const name = labelOf(operationName, codes.length === 0, viewer.kind);
        for (const code of codes) {
          metrics.refusals.inc({ code });
          metrics.operationErrors.inc({ graphql_operation_name: name, code });
        }
        metrics.operationDuration.observe(
          { graphql_operation_name: name, graphql_operation_type: operation?.operation ?? 'none' },
          (performance.now() - start) / 1000,
        );
        span?.set({
          'graphql.operation.type': operation?.operation,
          'graphql.operation.name': operationName ?? undefined,
          'graphql.error.codes': [...new Set(codes)],
        });
        metrics.operations.inc({ kind: operation?.operation ?? 'none', outcome: codes.length === 0 ? 'answered' : 'errors' });
        metrics.callsPerOperation.observe(calls.count);
        log.info(
          {
            requestId,
            subject: viewer.subject,
            operation: operationName ?? undefined,
            kind: operation?.operation,
            document: queryHash?.slice(0, 12),
            ms: Math.round(performance.now() - start),
            calls: calls.count,
            ...(codes.length > 0 && { codes: [...new Set(codes)] }),
          },
          'operation',
        );
      },
    };
  },
});
