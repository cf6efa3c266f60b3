import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openTracing } from '@union-graph/subgraph';
import { people, places } from '../../../test/city.ts';
import { eventually, gatewayKeys, startTestGateway } from '../../../test/gateway.ts';
import { startIssuer } from '../../../test/issuer.ts';
import { close, listen, startSubgraph } from '../../../test/subgraph.ts';

interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

/** A minimal OTLP receiver. */
async function startCollector() {
  const spans: SentSpan[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as {
        resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[];
      };
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await listen(server);
  return { spans, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => close(server) };
}

test('tracing is off without an OTLP endpoint', async () => {
  expect(await openTracing('gateway', {})).toBeNull();
  expect(await openTracing('gateway', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x', OTEL_SDK_DISABLED: 'true' })).toBeNull();
});

test('a request is one trace: the operation, its plan, each call, and the traceparent that the subgraph gets', async () => {
  const collector = await startCollector();
  // The exporter reads the environment of the process.
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
  const tracing = await openTracing('gateway', process.env);
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const { serviceKey, trusted } = await gatewayKeys();
  const issuer = await startIssuer();
  const subgraphs = [await startSubgraph('people', people, trusted), await startSubgraph('places', places, trusted)];
  const gateway = await startTestGateway({ subgraphs, serviceKey, issuer: issuer.url, tracing });
  await eventually(async () => expect((await fetch(`${gateway.url}/ready`)).status).toBe(200));

  const traceId = 'a'.repeat(32);
  const answer = await gateway.ask('query Favourites { persons { favourite { title } } }', {
    headers: { traceparent: `00-${traceId}-${'b'.repeat(16)}-01` },
  });
  expect(answer.errors).toEqual([]);
  await gateway.stop();
  await Promise.all([issuer, collector, ...subgraphs].map((part) => part.stop()));

  const [request, ...others] = collector.spans.sort((a, b) => a.kind - b.kind).filter((span) => span.kind === 2);
  expect(others).toEqual([]);
  expect(request).toMatchObject({ traceId, parentSpanId: 'b'.repeat(16), name: 'POST /graphql' });
  expect(request?.attributes).toEqual(
    expect.arrayContaining([
      { key: 'graphql.operation.name', value: { stringValue: 'Favourites' } },
      { key: 'graphql.operation.type', value: { stringValue: 'query' } },
      { key: 'http.response.status_code', value: { intValue: 200 } },
    ]),
  );
  const children = collector.spans.filter((span) => span !== request);
  expect(children.map(({ name, parentSpanId }) => [name, parentSpanId]).sort()).toEqual([
    ['POST people', request?.spanId],
    ['POST places', request?.spanId],
    ['plan', request?.spanId],
  ]);
  for (const subgraph of subgraphs) {
    const own = children.find(({ name }) => name === `POST ${subgraph.name}`);
    expect(subgraph.calls[0]?.headers.traceparent).toBe(`00-${traceId}-${own?.spanId}-01`);
  }
});
