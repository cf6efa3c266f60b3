import type { Dispatcher } from 'undici';
import { callHeaders } from './callHeaders.ts';
import type { ConcurrencyLimiter } from './concurrencyLimiter.ts';
import { createLatencyPercentile, hedge } from './hedge.ts';
import { type Cancellable, type InFlightRequest, waitFor } from './inFlightRequest.ts';
import { type HttpPost, type HttpResponse, post } from './post.ts';
import { createRetryBudget } from './retryBudget.ts';
import type { SubgraphClientOptions } from './subgraphClient.ts';
import { toFault } from './subgraphFault.ts';

interface SenderOptions extends SubgraphClientOptions {
  readonly pool: Dispatcher;
  readonly path: string;
  readonly limiter: ConcurrencyLimiter;
}

/** Sends the HTTP request of a call, with a trace span and metrics; hedged, where hedging is on. */
export function createSender(options: SenderOptions): (inFlight: InFlightRequest) => Promise<HttpResponse> {
  const { name, url, settings, passport, metrics, pool, path } = options;
  const { protocol, hostname, port } = new URL(url);
  const attributes = {
    'http.request.method': 'POST',
    'server.address': hostname,
    'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
    'url.full': url,
  };
  const postHedged = createHedgedPost(options);
  return async (inFlight) => {
    const token = passport && (await passport(inFlight.context));
    if (inFlight.fault) throw inFlight.fault;
    const start = performance.now();
    const span = inFlight.context.span?.child(`POST ${name}`, 'client', attributes);
    const headers = callHeaders(inFlight.context, token, inFlight.until - start, span?.traceparent);
    const request = { path, headers, body: inFlight.body };
    try {
      const isHedged = settings.hedgePercent > 0 && inFlight.isRead;
      const reply = await waitFor(inFlight, isHedged ? postHedged(request) : post(pool, request, settings.maxBytes));
      metrics.requested(name, '', start);
      span?.set({ 'http.response.status_code': reply.status });
      span?.end();
      return reply;
    } catch (error) {
      const { kind } = toFault(error);
      metrics.requested(name, kind, start);
      span?.end(kind);
      throw error;
    }
  };
}

/** A read is slow when it takes longer than this share of the latest reads. */
const SLOW_SHARE = 0.95;

/** Posts a read, and a second time when it is slow. The second request takes a slot of its own if one is free, and never waits for one. */
function createHedgedPost({
  name,
  settings,
  metrics,
  pool,
  limiter,
}: SenderOptions): (request: HttpPost) => Cancellable<HttpResponse> {
  const { maxBytes, hedgePercent } = settings;
  const latency = createLatencyPercentile(SLOW_SHARE);
  const budget = createRetryBudget(hedgePercent);
  return (request) => {
    const start = performance.now();
    budget.earn();
    const first = post(pool, request, maxBytes);
    const observe = () => latency.observe(performance.now() - start);
    first.done.then(observe, () => {});
    const p95 = latency.value();
    if (p95 === null) return first;
    const sendSecond = (): Cancellable<HttpResponse> | null => {
      if (!budget.spend() || !limiter.tryAcquire()) return null;
      metrics.hedged(name);
      const second = post(pool, request, maxBytes);
      second.done.then(limiter.release, limiter.release);
      return second;
    };
    return hedge(first, p95, sendSecond, () => metrics.hedgeWon(name));
  };
}
