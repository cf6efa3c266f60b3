import type { FastifyInstance } from 'fastify';

const PREFLIGHT_HEADERS = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers':
    'authorization, content-type, apollo-require-preflight, x-explain, x-purpose, x-request-id, x-request-timeout, x-test-now, traceparent',
  'access-control-max-age': '600',
};

const FILE_PREFLIGHT_HEADERS = {
  'access-control-allow-methods': 'GET, PUT',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '600',
};

/** Response headers that pages of other origins may read. */
const EXPOSED = [
  'x-request-id',
  'x-access-record',
  'www-authenticate',
  'retry-after',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
].join(', ');

/**
 * Permits requests from pages of the given origins (CORS); `http://localhost:*` permits every port. Tokens are sent in a header and never in a
 * cookie, so credentials are not permitted.
 */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  const isAllowed = originTest(origins);
  app.addHook('onRequest', ({ headers: { origin } }, reply, done) => {
    if (origins.length === 0) return done();
    reply.header('vary', 'origin');
    if (origin && isAllowed(origin)) {
      reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED });
    }
    done();
  });
  // Files are uploaded by signed URLs, from the same pages.
  app.options('/objects/*', async ({ headers: { origin } }, reply) =>
    reply
      .code(204)
      .headers(origin && isAllowed(origin) ? FILE_PREFLIGHT_HEADERS : { allow: 'GET, PUT, OPTIONS' })
      .send(),
  );
  app.options('/graphql', async ({ headers: { origin } }, reply) =>
    reply
      .code(204)
      .headers(origin && isAllowed(origin) ? PREFLIGHT_HEADERS : { allow: 'GET, POST, OPTIONS' })
      .send(),
  );
}

/** Whether a text is a port as browsers write it in an origin: without leading zeros, 65535 at most. */
const isPort = (text: string): boolean => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535;

function originTest(origins: readonly string[]): (origin: string) => boolean {
  const exact = new Set(origins.filter((origin) => !origin.endsWith(':*')));
  const hosts = origins.filter((origin) => origin.endsWith(':*')).map((origin) => origin.slice(0, -2));
  return (origin) =>
    exact.has(origin) ||
    hosts.some((host) => origin === host || (origin.startsWith(`${host}:`) && isPort(origin.slice(host.length + 1))));
}
