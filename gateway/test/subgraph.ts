import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { createPassportVerifier, type Viewer } from '@union-graph/identity';
import { execute, type GraphQLFormattedError, parse, validate } from 'graphql';
import type { JSONWebKeySet } from 'jose';

export interface Call {
  readonly query: string;
  readonly variables: Record<string, unknown> | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly viewer: Viewer | null;
}

export interface FixtureSubgraph {
  readonly name: string;
  readonly url: string;
  /** Calls other than those for the SDL, in order. */
  readonly calls: Call[];
  /** Replaces the answers from now on; undefined restores the normal answers. */
  behave(answer: RequestListener | undefined): void;
  /** Replaces the SDL and resolvers, like a new release. */
  release(definition: Definition): void;
  stop(): Promise<void>;
}

export interface Definition {
  readonly sdl: string;
  readonly resolvers: object;
}

export const federation = (...imports: string[]): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports.join(', ')}])`;

/** A real subgraph on a free port; with `trusted` keys it refuses calls without a passport, as every subgraph does. */
export async function startSubgraph(name: string, definition: Definition, trusted?: JSONWebKeySet): Promise<FixtureSubgraph> {
  const verify = trusted && createPassportVerifier(name, trusted);
  const calls: Call[] = [];
  const build = ({ sdl, resolvers }: Definition) => buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never });
  let schema = build(definition);
  let special: RequestListener | undefined;
  const server = createServer(async (request, response) => {
    // It keeps no audit of mutations, and does not say whether it is ready, or which unions have ended.
    if (['/audit/head', '/ready', '/unions/ended'].includes(request.url ?? '')) return void response.writeHead(404).end();
    if (special) return special(request, response);
    const body = await text(request).catch(() => '');
    // On a busy machine a caller may give up before it has sent its request.
    if (!request.complete || body === '') return void response.destroy();
    const { query, variables } = JSON.parse(body) as {
      query: string;
      variables?: Record<string, unknown>;
    };
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    let viewer: Viewer | null = null;
    try {
      const [, token] = /^Passport (.+)$/.exec(request.headers.authorization ?? '') ?? [];
      if (verify) viewer = (await verify(token)).viewer;
    } catch (error) {
      return send(401, { errors: [{ message: String(error), extensions: { code: 'UNAUTHENTICATED' } }] });
    }
    if (!query.includes('_service')) calls.push({ query, variables, headers: request.headers, viewer });
    const document = parse(query);
    const faults = validate(schema, document);
    if (faults.length > 0)
      return send(400, {
        errors: faults.map((fault) => ({ message: fault.message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })),
      });
    const { data, errors } = await execute({
      schema,
      document,
      variableValues: variables,
      contextValue: { viewer, headers: request.headers },
    });
    send(200, { data, ...(errors && { errors: errors.map((error): GraphQLFormattedError => error.toJSON()) }) });
  });
  await listen(server);
  return {
    name,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    calls,
    behave: (answer) => {
      special = answer;
    },
    release: (next) => {
      schema = build(next);
    },
    stop: () => close(server),
  };
}

export const listen = (server: Server, port = 0): Promise<void> =>
  new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));

export const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
