import type { Dispatcher } from 'undici';
import { toFault } from './answer.ts';
import { createBudget } from './budget.ts';
import { during, type Flight, type Wait } from './flight.ts';
import type { Gate } from './gate.ts';
import { createLatencies, hedge } from './hedge.ts';
import { type Post, post, type Reply } from './post.ts';
import { headersOf } from './reader.ts';
import type { SubgraphSourceOptions } from './source.ts';

interface SenderOptions extends SubgraphSourceOptions {
  readonly pool: Dispatcher;
  readonly path: string;
  readonly gate: Gate;
}

/** What sends the requests of a flight: one, and where hedging is on, a second one when the first is late. */
export function createSender({ name, url, settings, passport, metrics, pool, path, gate }: SenderOptions) {
  const { protocol, hostname, port } = new URL(url);
  const attributes = {
    'http.request.method': 'POST',
    'server.address': hostname,
    'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
    'url.full': url,
  };
  const { maxBytes, hedgePercent } = settings;
  const latencies = createLatencies();
  const budget = createBudget(hedgePercent);

  const send = async (flight: Flight): Promise<Reply> => {
    const token = passport && (await passport(flight.context));
    if (flight.fault) throw flight.fault;
    const start = performance.now();
    const span = flight.context.span?.child(`POST ${name}`, 'client', attributes);
    const headers = headersOf(flight.context, token, flight.until - start, span?.traceparent);
    const request = { path, headers, body: flight.body };
    try {
      const isHedged = hedgePercent > 0 && flight.isRead;
      const reply = await during(flight, isHedged ? hedged(request) : post(pool, request, maxBytes));
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
  /** The second request takes a place of its own at the gate, if there is one, and never waits for it. */
  const hedged = (request: Post): Wait<Reply> => {
    const start = performance.now();
    budget.earn();
    const observe = () => latencies.observe(performance.now() - start);
    const first = post(pool, request, maxBytes);
    first.done.then(observe, () => {});
    const usual = latencies.usual();
    if (usual === null) return first;
    const second = (): Wait<Reply> | null => {
      if (!budget.spend() || !gate.slipIn()) return null;
      metrics.hedged(name);
      const wait = post(pool, request, maxBytes);
      wait.done.then(gate.leave, gate.leave);
      return wait;
    };
    return hedge(first, usual, second, () => metrics.hedgeWon(name));
  };
  return send;
}
