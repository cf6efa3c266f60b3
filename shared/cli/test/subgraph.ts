import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, type ExecutionResult, execute, GraphQLError, parse, validate } from 'graphql';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';

/** What a subgraph may do wrongly. */
export type Fault =
  | 'NO_PASSPORT_NEEDED'
  | 'ANY_AUDIENCE'
  | 'ANY_LIFETIME'
  | 'UNVERIFIED'
  | 'ANY_ISSUER'
  | 'ANY_TYPE'
  | 'REFUSES_WITH_200'
  | 'ORDERED_BY_KEY'
  | 'NO_NULLS'
  | 'ERROR_FOR_UNKNOWN'
  | 'SMALL_BATCHES'
  | 'ERRORS_WITHOUT_CODE'
  | 'FAILS_WITH_500'
  | 'HTML'
  | 'FEDERATION_1'
  | 'NO_HEALTH';

const SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external"])
type Query { things: [Thing] }
type Thing @key(fields: "id") { id: ID! nameZh: String }
type Union @key(fields: "id") { id: ID! @external things: [Thing] }`;
const SCHEMA = buildSchema(`${SDL.replace(/extend schema[^\n]*/, '')}
  scalar _Any  union _Entity = Thing | Union  type _Service { sdl: String! }  directive @key(fields: String!) on OBJECT  directive @external on FIELD_DEFINITION
  extend type Query { _service: _Service! _entities(representations: [_Any!]!): [_Entity]! }`);
const THINGS = new Map(['a', 'b'].map((id) => [id, { __typename: 'Thing', id, nameZh: `thing ${id}` }]));

interface Representation {
  readonly __typename: string;
  readonly id: string;
}

/** A subgraph named `ind-x`, as a team may write it, with faults. */
export async function startSubgraph(
  trusted: JSONWebKeySet,
  ...faults: Fault[]
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const has = (fault: Fault): boolean => faults.includes(fault);
  const server = createServer(async (request, response) => {
    const send = (status: number, body: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(has('HTML') ? '<h1>Hello</h1>' : JSON.stringify(body));
    if (request.method === 'GET') return send(has('NO_HEALTH') ? 404 : 200, {});
    const body = await bodyOf(request).catch(() => '');
    if (!(await isTrusted(request.headers.authorization, trusted, has)))
      return send(has('REFUSES_WITH_200') ? 200 : 401, refusal('UNAUTHENTICATED'));
    const result = answer(body, has);
    return send(result.data === undefined ? (has('FAILS_WITH_500') ? 500 : 400) : 200, result);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, stop: () => closed(server) };
}

const refusal = (code: string): object => ({ errors: [{ message: 'No.', extensions: { code } }] });

async function isTrusted(authorization = '', trusted: JSONWebKeySet, has: (fault: Fault) => boolean): Promise<boolean> {
  if (has('NO_PASSPORT_NEEDED') && authorization === '') return true;
  const [, token = ''] = /^Passport (\S+)$/.exec(authorization) ?? [];
  try {
    if (has('UNVERIFIED')) return decodeJwt(token).aud === 'ind-x' && (decodeJwt(token).exp ?? 0) * 1_000 > Date.now();
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(trusted), {
      algorithms: ['EdDSA'],
      ...(!has('ANY_AUDIENCE') && { audience: 'ind-x' }),
      ...(!has('ANY_TYPE') && { typ: 'passport+jwt' }),
      ...(!has('ANY_LIFETIME') && { maxTokenAge: '60s' }),
    });
    const lifetime = (payload.exp ?? 0) - (payload.iat ?? 0);
    const isOwnIssuer = decodeProtectedHeader(token).kid === payload.iss && protectedHeader.kid === 'gateway';
    return (has('ANY_LIFETIME') || lifetime <= 60) && (has('ANY_ISSUER') || isOwnIssuer);
  } catch {
    return false;
  }
}

function answer(body: string, has: (fault: Fault) => boolean): ExecutionResult {
  const failed = (error: unknown): ExecutionResult => {
    const { message } = error as Error;
    return { errors: [has('ERRORS_WITHOUT_CODE') ? { message } : { message, extensions: { code: 'BAD_USER_INPUT' } }] as never };
  };
  try {
    const { query, variables } = JSON.parse(body);
    const document = parse(query);
    const [fault] = validate(SCHEMA, document);
    if (fault) return failed(fault);
    const rootValue = {
      things: () => [...THINGS.values()],
      _service: { sdl: has('FEDERATION_1') ? SDL.replace(/extend schema[^\n]*/, '') : SDL },
      _entities: ({ representations }: { representations: Representation[] }) => entities(representations, has),
    };
    return execute({ schema: SCHEMA, document, variableValues: variables, rootValue }) as ExecutionResult;
  } catch (error) {
    return failed(error);
  }
}

function entities(representations: readonly Representation[], has: (fault: Fault) => boolean): unknown[] {
  if (has('SMALL_BATCHES') && representations.length > 100) throw new GraphQLError('Too many.');
  const found = representations.map((one) => {
    if (one.__typename === 'Union') return one;
    const thing = THINGS.get(one.id) ?? null;
    if (thing === null && has('ERROR_FOR_UNKNOWN')) throw new GraphQLError('There is none.');
    return thing ?? (has('NO_NULLS') ? { __typename: 'Thing', id: one.id } : null);
  });
  // The keys of the other type are drawn, and may be in order by chance.
  const isOrdered = has('ORDERED_BY_KEY') && representations[0]?.__typename === 'Thing';
  return isOrdered ? found.sort((one, other) => (String(one?.id) < String(other?.id) ? -1 : 1)) : found;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const closed = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
