import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { makeSubgraphMetrics } from '../src/http/metrics.ts';
import { serve } from '../src/http/server.ts';
import { openTracing } from '../src/index.ts';

interface SentSpan {
  readonly traceId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly status: { readonly code: number };
}

test('the work on a request continues the trace that its header names; looking at health is not work', async () => {
  const spans: SentSpan[] = [];
  const collector = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as {
      resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[];
    };
    spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((listening) => collector.listen(0, '127.0.0.1', () => listening()));
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const tracing = await openTracing('venues', process.env);
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const server = await serve(
    '127.0.0.1',
    0,
    {
      'POST /graphql': async () => ({ status: 200, body: '{}' }),
      'POST /events': async () => Promise.reject(new Error('broken')),
      'GET /health': async () => ({ status: 200, body: '{}' }),
    },
    { metrics: makeSubgraphMetrics('venues'), tracing, onFault: () => {} },
  );
  const ask = (method: 'GET' | 'POST', path: string, headers: Record<string, string> = {}) =>
    request(`${server.url}${path}`, { method, headers }).then(({ body }) => body.text());
  const traceId = 'a'.repeat(32);
  await ask('POST', '/graphql', { traceparent: `00-${traceId}-${'b'.repeat(16)}-01` });
  await ask('POST', '/graphql', { traceparent: `00-${traceId}-${'c'.repeat(16)}-00` });
  await ask('POST', '/events', { traceparent: 'nonsense' });
  await ask('GET', '/health', { traceparent: `00-${traceId}-${'d'.repeat(16)}-01` });
  await tracing?.stop();
  await server.close();
  collector.close();

  // The second caller keeps no record of its trace, so nothing of it is kept here.
  expect(spans).toHaveLength(2);
  const [read, event] = spans;
  expect(read).toMatchObject({ name: 'POST /graphql', traceId, parentSpanId: 'b'.repeat(16), status: { code: 0 } });
  expect(event).toMatchObject({ name: 'POST /events', status: { code: 2 } });
  expect(event?.parentSpanId).toBeUndefined();
  expect(event?.traceId).not.toBe(traceId);
});
