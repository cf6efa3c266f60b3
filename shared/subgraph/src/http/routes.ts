import type { IncomingMessage } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import { PassportError, type PassportVerifier, serviceViewer, type Viewer } from '@union-graph/identity';
import { GraphQLError } from 'graphql';
import { clockOf } from '../clock.ts';
import { isDatabaseAway } from '../database/away.ts';
import type { SubgraphDefinition } from '../define.ts';
import type { Lag } from '../events/deliveries.ts';
import { handlersOf } from '../events/handlers.ts';
import type { CloudEvent } from '../events/publish.ts';
import { parseEvents, receiveEvent } from '../events/receive.ts';
import type { Cursors } from '../graph/cursors.ts';
import { makeContext, type RequestContext } from '../graph/server.ts';
import { newId } from '../ids.ts';
import { isFolderStore } from '../objects/folderStore.ts';
import { objectRoutes } from '../objects/objectRoutes.ts';
import { type Lives, makeLives } from '../people/lives.ts';
import { type Transactions, transact } from '../transaction.ts';
import type { Metrics } from './metrics.ts';
import { BadRequest, errorReply, type Reply, type Route, readBody } from './server.ts';

export interface RouteContext {
  readonly definition: SubgraphDefinition;
  readonly graph: ApolloServer<RequestContext>;
  readonly transactions: Transactions;
  readonly cursors: Cursors;
  readonly verify: PassportVerifier;
  readonly metrics: Metrics;
  readonly allowTestClock: boolean;
  /** Why the process cannot serve now; empty when it can. */
  readonly troubles: () => Promise<string[]>;
  /** How far subscribers are behind; no reason not to serve. */
  readonly lags: () => Promise<Lag[]>;
  /** Called for an event that cannot be read or that a rule refuses. */
  readonly onRefusedEvent: (event: CloudEvent, reason: string) => void;
}

/**
 * All that a subgraph process answers, or what it answers at one of two ports: the graph, and how it is. Everything but the three
 * operational routes and files, which need a signed URL, needs a passport.
 */
export function makeRoutes(context: RouteContext, which: 'all' | 'graph' | 'status' = 'all'): Readonly<Record<string, Route>> {
  const health: Route = async () => ({
    status: 200,
    body: JSON.stringify({ status: 'alive', service: context.definition.name }),
  });
  const lives = makeLives(context.definition, context.transactions.dataSource);
  return {
    'GET /health': health,
    ...(which !== 'status' && {
      'POST /graphql': withPassport(context, graphql(context, lives)),
      'POST /events': withPassport(context, events(context, lives)),
      'GET /audit/head': withPassport(context, auditHead(context)),
      'GET /unions/ended': withPassport(context, endedUnions(context)),
    }),
    ...(which !== 'status' && objectsOf(context)),
    ...(which !== 'graph' && status(context)),
  };
}

/** The files of a folder; those of a bucket are served by its own server. */
const objectsOf = ({ transactions: { objects } }: RouteContext): Readonly<Record<string, Route>> =>
  isFolderStore(objects) ? objectRoutes(objects) : {};

const status = (context: RouteContext): Readonly<Record<string, Route>> => ({
  'GET /ready': async () => {
    const troubles = await context.troubles();
    const ready = troubles.length === 0;
    const subscribersBehind = ready ? await context.lags().catch(() => []) : [];
    return { status: ready ? 200 : 503, body: JSON.stringify({ ready, troubles, subscribersBehind }) };
  },
  // By which anybody may verify an exported audit; public keys are no secret.
  'GET /audit/keys.json': async () => ({ status: 200, body: JSON.stringify({ keys: [context.transactions.audit.publicKey] }) }),
  'GET /metrics': async () => ({
    status: 200,
    type: context.metrics.registry.contentType,
    body: await context.metrics.registry.metrics(),
  }),
});

/** How a refusal is told outside of the graph; 409 to a sender whose event comes before its turn. */
const STATUS: Readonly<Record<string, number>> = { FORBIDDEN: 403, INVALID_TRANSITION: 409 };

type Passported = (request: IncomingMessage, passport: { viewer: Viewer; issuer: string }) => Promise<Reply>;

function withPassport({ verify, metrics }: RouteContext, route: Passported): Route {
  return async (request) => {
    try {
      const token = /^Passport (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
      return await route(request, await verify(token));
    } catch (error) {
      if (error instanceof PassportError) {
        metrics.refusals.inc({ code: 'UNAUTHENTICATED' });
        return errorReply(401, 'UNAUTHENTICATED', error.message);
      }
      if (error instanceof GraphQLError)
        return errorReply(STATUS[String(error.extensions.code)] ?? 400, String(error.extensions.code), error.message);
      throw error;
    }
  };
}

/** The answer to the login of somebody who has died, whatever it asks for. */
const DEAD_VIEWER = errorReply(
  200,
  'VALIDATION_FAILED',
  'The record says that this person has died. Nothing is read or done by their login; who has a claim after them signs in as themselves.',
);

function graphql({ definition, graph, transactions, cursors, allowTestClock }: RouteContext, lives: Lives): Passported {
  const { dataSource, numbers, merged, unions, objects } = transactions;
  const refresh = async () => void (await Promise.all([numbers.reload(), merged.reload(), unions.reload()]));
  return async (request, { viewer, issuer }) => {
    if (issuer !== 'gateway') throw new PassportError('Only the gateway asks on behalf of a viewer.');
    const now = clockOf(header(request, 'x-test-now'), allowTestClock);
    const requestId = header(request, 'x-request-id') ?? newId();
    const db = dataSource.manager;
    // Somebody whose record was merged goes on signing in by its id: here they are the survivor.
    const personId = viewer.personId && merged.survivorOf(viewer.personId);
    if (personId !== null && (await lives.hasDied(personId))) return DEAD_VIEWER;
    const told = { ...unions.presentViewer(viewer), personId };
    const current = (await definition.currentViewer?.(told, { db, now })) ?? told;
    const context = makeContext(
      definition,
      { viewer: current, now, number: numbers.read(now), objects, db, requestId },
      { cursors, refresh, transactions },
    );
    const headers = new HeaderMap(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const result = await graph.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', headers, search: '', body: json(await readBody(request)) },
      context: async () => context,
    });
    if (result.body.kind !== 'complete') throw new Error('A subgraph answers in one piece.');
    return {
      status: result.status ?? 200,
      type: result.headers.get('content-type') ?? 'application/json',
      body: result.body.string,
    };
  };
}

/** The newest seal of the audit, of which the gateway keeps number and hash, and rows whose seal is long in coming. */
function auditHead({ transactions: { audit } }: RouteContext): Passported {
  return async (_, { issuer }) => {
    if (issuer !== 'gateway') throw new PassportError('Only the gateway asks for the head of the audit.');
    return { status: 200, body: JSON.stringify({ head: await audit.readHead(), unsealed: audit.overdue() }) };
  };
}

/** The unions that have ended: the gateway leaves out of its viewers what a token grants there. */
function endedUnions({ transactions: { unions } }: RouteContext): Passported {
  return async (_, { issuer }) => {
    if (issuer !== 'gateway') throw new PassportError('Only the gateway asks which unions have ended.');
    return { status: 200, body: JSON.stringify({ ids: unions.ended() }) };
  };
}

function events({ definition, transactions, metrics, allowTestClock, onRefusedEvent }: RouteContext, lives: Lives): Passported {
  const handlers = handlersOf(definition);
  return async (request, { viewer, issuer }) => {
    if (viewer.kind !== 'service') throw new PassportError('Only a service sends events.');
    const failures: unknown[] = [];
    const held = new Set<string>();
    for (const event of parseEvents(await readBody(request), issuer)) {
      transactions.audit.takeHead(issuer, event.audithead);
      if (held.has(event.subject)) continue;
      // Where test clocks are allowed, what an event causes happens on the clock of the request behind it.
      const now = allowTestClock ? new Date(event.time) : new Date();
      const transactionContext = { viewer: serviceViewer(definition.name), now, causationId: event.id };
      try {
        const outcome = await transact(transactions, transactionContext, (tx) => receiveEvent(tx, handlers, event));
        metrics.events.inc({ type: event.type, outcome });
        if (/\.member\.(un)?merged$/.test(event.type)) await transactions.merged.reload();
        if (/\.member\.(listed|(un)?merged)$/.test(event.type)) lives.forget();
        if (/\.union\.(moved|dissolved)$/.test(event.type)) await transactions.unions.reload();
      } catch (error) {
        // Events of other aggregates are taken all the same; the sender comes again with those behind this one, and finds the others seen.
        held.add(event.subject);
        failures.push(error);
        const isRefused = error instanceof GraphQLError;
        metrics.events.inc({ type: event.type, outcome: isRefused ? 'refused' : 'failed' });
        if (isRefused) onRefusedEvent(event, error.message);
      }
    }
    // A sender whose receiver is away comes again soon, and is told then what else is wrong.
    if (failures.length > 0) throw failures.find((error) => isDatabaseAway(error)) ?? failures[0];
    return { status: 204, body: '' };
  };
}

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest(400, 'The body is not JSON.');
  }
}
