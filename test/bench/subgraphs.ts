import { createServer, type Server } from 'node:http';
import { execute, parse } from 'graphql';
import type { Definition } from './graphs/graph.ts';
import { graphs } from './graphs/graphs.ts';

// A process of its own: the subgraphs, each on its port. What is asked for the first time is executed, and the answer recorded;
// after that it comes from memory. The first line that it prints says where they are.

interface Call {
  readonly subgraph: string;
  readonly body: string;
  /** Calls of one stage are made at the same time; each stage waits for the one before. */
  readonly stage: number;
}

const answers = new Map<string, Buffer>();
let calls = 0;
let recording: { calls: Call[]; ended: number[] } | null = null;

function serve({ name, build }: Definition): Server {
  const schema = build();
  const answer = async (body: string): Promise<Buffer> => {
    const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
    const result = await execute({ schema, document: parse(query), variableValues: variables ?? {} });
    return Buffer.from(JSON.stringify(result));
  };
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks).toString();
      const key = `${name} ${body}`;
      calls += 1;
      const recorded = recording;
      const stage = recorded ? Math.max(0, ...recorded.ended) + 1 : 0;
      recorded?.calls.push({ subgraph: name, body, stage });
      const known = answers.get(key);
      const bytes = known ?? (await answer(body));
      if (!known) answers.set(key, bytes);
      // While it records, calls that are made together must overlap.
      if (recorded) await new Promise((resolve) => setTimeout(resolve, 30));
      recorded?.ended.push(stage);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
    });
  });
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.keepAliveTimeout = 60_000;
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });

/** GET /calls: how many calls since the last time; /record: begins to record; /recorded: ends, and tells the calls. */
const control = createServer((request, response) => {
  const send = (value: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (request.url === '/record') recording = { calls: [], ended: [] };
  if (request.url === '/recorded') {
    send(recording?.calls ?? []);
    recording = null;
    return;
  }
  send({ calls });
  calls = 0;
});

const urls: Record<string, string> = {};
const definitions = graphs.flatMap((graph) => graph.definitions);
for (const definition of definitions) urls[definition.name] = `http://127.0.0.1:${await listen(serve(definition))}/graphql`;
console.log(JSON.stringify({ urls, control: `http://127.0.0.1:${await listen(control)}` }));
