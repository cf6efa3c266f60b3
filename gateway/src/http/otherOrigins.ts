import type { FastifyInstance } from 'fastify';

const ALLOWED = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers':
    'authorization, content-type, apollo-require-preflight, x-explain, x-purpose, x-request-id, x-request-timeout, x-test-now, traceparent',
  'access-control-max-age': '600',
};

/**
 * Lets the pages of named origins ask the graph (CORS), as frontends that are served elsewhere do. Tokens travel in a header,
 * never in a cookie, so credentials are not allowed. Other origins get no such header and their browsers refuse.
 */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  app.addHook('onRequest', async ({ headers: { origin } }, reply) => {
    if (origins.length === 0) return;
    reply.header('vary', 'origin');
    if (origin && origins.includes(origin)) {
      reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': 'x-request-id, www-authenticate' });
    }
  });
  app.options('/graphql', async ({ headers: { origin } }, reply) =>
    reply
      .code(204)
      .headers(origin && origins.includes(origin) ? ALLOWED : { allow: 'GET, POST, OPTIONS' })
      .send(),
  );
}
