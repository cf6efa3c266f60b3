import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, type DocumentNode, type ExecutionResult, execute, GraphQLError, parse, validate, visit } from 'graphql';
import type { JSONWebKeySet } from 'jose';
import { type EventFault, takeEvents } from './events.ts';
import { isTrusted } from './isTrusted.ts';

/** What a subgraph may do wrongly. */
export type Fault =
  | EventFault
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
  | 'NO_HEALTH'
  | 'LENIENT_CLOCK'
  | 'NO_EXPIRY_NEEDED'
  | 'NO_ISSUE_TIME_NEEDED'
  | 'NO_VIEWER_NEEDED'
  | 'LIFETIME_OF_MINUTES'
  | 'ANY_KEY_ID'
  | 'PUBLIC_KEY_AS_SECRET'
  | 'IGNORES_SKIP'
  | 'IGNORES_OPERATION_NAME'
  | 'CODES_OF_ITS_OWN'
  | 'TEXT'
  | 'BODY_WITHOUT_LIMIT'
  | 'UNANSWERED_FIELD'
  | 'SLOW_BATCHES'
  | 'LARGE_BATCHES_REVERSED'
  | 'NO_CODE_FOR_VARIABLES'
  | 'FAILS_ON_UNKNOWN_TYPE'
  /** No fault: the key of another owner's type without `@external`. */
  | 'PLAIN_KEY';

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
  const seen = new Set();
  const server = createServer(async (request, response) => {
    const send = (status: number, body: unknown) =>
      response
        .writeHead(status, { 'content-type': has('TEXT') ? 'text/plain' : 'application/json' })
        .end(has('HTML') ? '<h1>Hello</h1>' : JSON.stringify(body));
    if (request.method === 'GET') return send(has('NO_HEALTH') ? 404 : 200, {});
    const body = await bodyOf(request, has('BODY_WITHOUT_LIMIT') ? Number.POSITIVE_INFINITY : MAX_BODY_BYTES).catch(() => '');
    const { authorization } = request.headers;
    if (request.url === '/events') {
      if (has('EVENTS_AS_JSON') && request.headers['content-type'] !== 'application/json') return send(400, {});
      const status = await takeEvents({ authorization, body }, trusted, seen, has);
      return status === 204 && !has('EVENTS_WITH_AN_ANSWER')
        ? response.writeHead(204).end()
        : send(status === 204 ? 200 : status, {});
    }
    const ofGateway = { keys: trusted.keys.filter(({ kid }) => kid === 'gateway' || has('SENDERS_AT_THE_GRAPH')) };
    if (!(await isTrusted(authorization, ofGateway, has)))
      return send(has('REFUSES_WITH_200') ? 200 : 401, refusal('UNAUTHENTICATED'));
    const result = answer(body, has);
    if (has('SLOW_BATCHES') && body.length > 10_000) await new Promise((over) => setTimeout(over, 5_500));
    return send(statusOf(result, has), result);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, stop: () => closed(server) };
}

/** Status 500 for an unreadable request, or for an unknown type, where that is the fault; else 400 for no data, and 200. */
function statusOf({ data, errors }: ExecutionResult, has: (fault: Fault) => boolean): number {
  if (has('FAILS_ON_UNKNOWN_TYPE') && errors?.[0]?.message.includes('is no entity')) return 500;
  if (data !== undefined) return 200;
  return has('FAILS_WITH_500') ? 500 : 400;
}

const refusal = (code: string): object => ({ errors: [{ message: 'No.', extensions: { code } }] });

function answer(body: string, has: (fault: Fault) => boolean): ExecutionResult {
  const failed = (error: unknown): ExecutionResult => {
    const { message } = error as Error;
    const code = has('CODES_OF_ITS_OWN') ? 'IT_WENT_WRONG' : 'BAD_USER_INPUT';
    return { errors: [has('ERRORS_WITHOUT_CODE') ? { message } : { message, extensions: { code } }] as never };
  };
  try {
    const { query, variables, operationName } = JSON.parse(body);
    const document = withFaults(parse(query), has);
    const [fault] = validate(SCHEMA, document);
    if (fault) return failed(fault);
    const rootValue = {
      things: () => [...THINGS.values()],
      _service: { sdl: sdlWith(has) },
      _entities: ({ representations }: { representations: Representation[] }) => entities(representations, has),
    };
    const name = has('IGNORES_OPERATION_NAME') ? firstName(document) : operationName;
    const args = { schema: SCHEMA, document, variableValues: variables, operationName: name, rootValue };
    const result = execute(args) as ExecutionResult;
    return result.data === undefined && !has('NO_CODE_FOR_VARIABLES') ? failed(result.errors?.[0]) : result;
  } catch (error) {
    return failed(error);
  }
}

function sdlWith(has: (fault: Fault) => boolean): string {
  if (has('FEDERATION_1')) return SDL.replace(/extend schema[^\n]*/, '');
  if (has('UNANSWERED_FIELD')) return SDL.replace('nameZh: String', 'nameZh: String weightKg: Int');
  return has('PLAIN_KEY') ? SDL.replace(' @external', '') : SDL;
}

const withFaults = (document: DocumentNode, has: (fault: Fault) => boolean): DocumentNode =>
  has('IGNORES_SKIP') ? visit(document, { Field: (field) => ({ ...field, directives: [] }) }) : document;

const firstName = (document: DocumentNode): string | undefined =>
  document.definitions.flatMap((one) => (one.kind === 'OperationDefinition' && one.name ? [one.name.value] : []))[0];

function entities(representations: readonly Representation[], has: (fault: Fault) => boolean): unknown[] {
  if (has('SMALL_BATCHES') && representations.length > 100) throw new GraphQLError('Too many.');
  const found = representations.map((one) => {
    if (one.__typename === 'Union') return one;
    if (one.__typename !== 'Thing')
      throw new GraphQLError(`"${one.__typename}" is no entity.`, { extensions: { code: 'BAD_USER_INPUT' } });
    const thing = THINGS.get(one.id) ?? null;
    if (thing === null && has('ERROR_FOR_UNKNOWN')) throw new GraphQLError('There is none.');
    return thing ?? (has('NO_NULLS') ? { __typename: 'Thing', id: one.id } : null);
  });
  if (has('LARGE_BATCHES_REVERSED') && representations.length > 100) found.reverse();
  // The keys of the other type are drawn, and may be in order by chance.
  const isOrdered = has('ORDERED_BY_KEY') && representations[0]?.__typename === 'Thing';
  return isOrdered ? found.sort((one, other) => (String(one?.id) < String(other?.id) ? -1 : 1)) : found;
}

const MAX_BODY_BYTES = 1_000_000;

/** Reads the body; one of more bytes is cut off, and is no JSON then. */
async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= maxBytes) chunks.push(chunk as Buffer);
  }
  return size > maxBytes ? '' : Buffer.concat(chunks).toString();
}

const closed = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
