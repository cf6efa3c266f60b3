import type { Traced, Tracing } from '@union-graph/subgraph';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const spans = new WeakMap<FastifyRequest, Traced>();

/** The work on a request, where requests are traced. */
export const spanOf = (request: FastifyRequest): Traced | undefined => spans.get(request);

/** Traces the work on each operation, from its first byte to the last one of its answer. */
export function traceRequests(app: FastifyInstance, tracing: Tracing): void {
  app.addHook('onRequest', async (request) => {
    const { method, headers, routeOptions } = request;
    if (routeOptions.url !== '/graphql') return;
    const { traceparent } = headers;
    const attributes = { 'http.request.method': method, 'http.route': '/graphql' };
    spans.set(
      request,
      tracing.request(`${method} /graphql`, typeof traceparent === 'string' ? traceparent : undefined, attributes),
    );
  });
  app.addHook('onResponse', async (request, reply) => {
    const span = spanOf(request);
    span?.set({ 'http.response.status_code': reply.statusCode });
    span?.end(reply.statusCode >= 500 ? String(reply.statusCode) : undefined);
  });
}
