import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { urlToHttpOptions } from 'node:url';
import fastify, { type FastifyInstance } from 'fastify';
import { allowOrigins } from './cors.ts';
import { forwardObjects } from './forwardObjects.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

describe('files of subgraphs', () => {
  const seen: Seen[] = [];
  const subgraph = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headers } = request;
    seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(200, { 'content-type': 'application/pdf', 'content-disposition': 'attachment', 'set-cookie': 'a=b' });
    response.end('%PDF');
  });
  let app: FastifyInstance;
  let base: string;
  beforeAll(async () => {
    await new Promise<void>((listening) => subgraph.listen(0, '127.0.0.1', listening));
    app = fastify({ bodyLimit: 100 });
    allowOrigins(app, ['https://page.example']);
    const url = `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}/graphql`;
    const away = { name: 'venues', url: 'http://127.0.0.1:1/graphql' };
    forwardObjects(app, [{ name: 'mediation', url }, away], 5_000);
    base = await app.listen({ host: '127.0.0.1', port: 0 });
  });
  beforeEach(() => seen.splice(0));
  afterAll(async () => {
    await app.close();
    await new Promise((closed) => subgraph.close(closed));
  });

  /** The path goes out as it is written; `fetch` would resolve its dots. */
  const statusOf = (path: string) =>
    new Promise<number | undefined>((resolve) => {
      get({ ...urlToHttpOptions(new URL(base)), path }, (answer) => resolve(answer.resume().statusCode));
    });

  test('go through with their query and what describes them, and nothing else', async () => {
    const body = 'x'.repeat(300);
    const headers = { 'content-type': 'application/pdf', authorization: 'Bearer secret', 'x-test-now': '2013-10-19T10:00:00Z' };
    const answer = await fetch(`${base}/objects/mediation/evidence/a-1?until=1&signature=s`, { method: 'PUT', headers, body });
    expect(answer.status).toBe(200);
    expect(seen).toMatchObject([{ method: 'PUT', url: '/objects/evidence/a-1?until=1&signature=s', body }]);
    expect(seen[0]?.headers).toMatchObject({ 'content-type': 'application/pdf', 'content-length': '300' });
    expect(Object.keys(seen[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(['authorization']));
    expect(Object.keys(seen[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(['x-test-now']));
  });

  test('come back with what says how they are saved', async () => {
    const answer = await fetch(`${base}/objects/mediation/evidence/a-1?signature=s`);
    expect([answer.status, await answer.text()]).toEqual([200, '%PDF']);
    expect(answer.headers.get('content-disposition')).toBe('attachment');
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  test('lead nowhere but below the objects of a subgraph', async () => {
    for (const path of [
      'organisation/a',
      'mediation/../metrics',
      'mediation/%2e%2e/metrics',
      'mediation/%2E./metrics',
      'mediation',
    ])
      expect([path, await statusOf(`/objects/${path}`)]).toEqual([path, 404]);
    expect(seen).toEqual([]);
    await statusOf('/objects/mediation/..%2fmetrics');
    expect(seen).toMatchObject([{ url: '/objects/..%2fmetrics' }]);
  });

  test('are refused beyond 100 MB, without a length, and while the subgraph is away', async () => {
    const upload = (name: string, headers: Record<string, string>) =>
      app.inject({
        method: 'PUT',
        url: `/objects/${name}/a`,
        headers: { 'content-type': 'application/pdf', ...headers },
        payload: '',
      });
    expect((await upload('mediation', { 'content-length': '209715200' })).statusCode).toBe(413);
    expect((await fetch(`${base}/objects/venues/a`)).status).toBe(503);
    expect(seen).toEqual([]);
  });

  test('may be sent from pages of allowed origins', async () => {
    const ask = async (origin: string) =>
      (await fetch(`${base}/objects/mediation/a`, { method: 'OPTIONS', headers: { origin } })).headers;
    const allowed = await ask('https://page.example');
    expect(allowed.get('access-control-allow-methods')).toBe('GET, PUT');
    expect(allowed.get('access-control-allow-origin')).toBe('https://page.example');
    expect((await ask('https://other.example')).get('access-control-allow-methods')).toBeNull();
  });
});
