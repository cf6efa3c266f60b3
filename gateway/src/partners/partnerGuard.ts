import { type ApolloServerPlugin, type GraphQLRequestListener, HeaderMap } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentNode, execute, GraphQLError, type GraphQLSchema, type OperationDefinitionNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '../context.ts';
import { tooCostly } from '../cost/costPlugin.ts';
import { refuse } from '../http/answers.ts';
import type { Generation, Graph } from '../supergraph/graph.ts';
import type { Admission } from './admit.ts';
import { asksForSchema, asksForSchemaAlone, checkDocument, checkVariables, type PartnerRefusal } from './checkOperation.ts';
import { countPersons, countRequest } from './quota.ts';
import { createPartnerViews } from './schemas.ts';
import type { StandingSource } from './standing.ts';
import { stillAdmitted } from './stillAdmitted.ts';

interface GuardOptions {
  readonly graph: Graph;
  readonly source: StandingSource;
  readonly admissionOf: (request: FastifyRequest) => Admission | undefined;
}

/**
 * Keeps the operations of partners inside their agreements (domain rule 4.3). `preHandler` refuses before the server reads
 * the document, so that no message of the whole schema's validation reaches a partner, and answers what asks for the schema;
 * `plugin` checks what is really about to run, on the generation it runs on, and counts it.
 */
export function createPartnerGuard({ graph, source, admissionOf }: GuardOptions) {
  const readRequest = createReader();
  const { viewFor } = createPartnerViews();
  const checked = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, PartnerRefusal | null>>();
  const check = (schema: GraphQLSchema, document: DocumentNode): PartnerRefusal | null => {
    const known = checked.get(schema) ?? new WeakMap<DocumentNode, PartnerRefusal | null>();
    checked.set(schema, known);
    const before = known.get(document);
    if (before !== undefined) return before;
    const refusal = checkDocument(schema, document);
    known.set(document, refusal);
    return refusal;
  };
  const count = async ({ agreement, now }: Admission): Promise<GraphQLError | null> => {
    const code = await countRequest(source.pool, agreement, now).catch(() => 'DEPENDENCY_UNAVAILABLE' as const);
    return code && gone(code, QUOTA_MESSAGES[code], QUOTA_STATUS[code]);
  };

  const countRead = async ({ agreement, now }: Admission, persons: ReadonlySet<string>): Promise<GraphQLError | null> => {
    const code = await countPersons(source.pool, agreement, persons, now).catch(() => 'DEPENDENCY_UNAVAILABLE' as const);
    return code && gone(code, PERSONS_MESSAGES[code], QUOTA_STATUS[code]);
  };

  /** What has ended since a request was let in, by the newest standing. */
  const endedSince = async (generation: Generation, partner: Admission, document: DocumentNode): Promise<GraphQLError | null> => {
    const entered = await stillAdmitted(source, partner);
    if ('code' in entered) return gone(entered.code, entered.message, ENDED_STATUS[entered.code]);
    if (entered === partner) return null;
    const refusal = check(viewFor(generation, entered).schema, document);
    return refusal && gone(refusal.code, refusal.message, STATUS[refusal.code] ?? 400);
  };

  const preHandler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const partner = admissionOf(request);
    const generation = graph.current();
    const asked = partner && generation && readRequest(request);
    if (!asked) return undefined;
    // A body may come long after the head that was let in.
    const ended = await endedSince(generation, partner, asked.document);
    if (ended) return refuse(request, reply, early(ended));
    const { schema } = viewFor(generation, partner);
    const refusal = check(schema, asked.document);
    if (refusal) return refuse(request, reply, { status: STATUS[refusal.code] ?? 400, ...refusal });
    if (!asksForSchema(schema, asked.document)) return undefined;
    const over = asksForSchemaAlone(schema, asked.document) ? await count(partner) : MIXED;
    if (over) return refuse(request, reply, early(over));
    const { document, variables, operationName } = asked;
    const answer = await execute({ schema, document, variableValues: variables, ...(operationName && { operationName }) });
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
  };

  const listener: GraphQLRequestListener<RequestContext> = {
    didResolveOperation: async ({ document, operation, request, schema, contextValue }) => {
      const { partner } = contextValue;
      if (!partner) return;
      const { schema: own, masks } = viewFor(graph.generationOf(schema), partner);
      const refusal = check(own, document) ?? checkVariables(own, operation as OperationDefinitionNode, request.variables ?? {});
      if (refusal) throw gone(refusal.code, refusal.message, STATUS[refusal.code] ?? 400);
      if (asksForSchema(own, document)) throw MIXED;
      const costs = graph.generationOf(schema).costs.of(document, operation as OperationDefinitionNode);
      const cost = costs.estimate(request.variables ?? {});
      if (cost > partner.agreement.maxCost) throw tooCostly(cost, partner.agreement.maxCost);
      contextValue.masks = masks;
    },
    // Only what has passed every other check comes here and counts.
    responseForOperation: async ({ contextValue: { partner } }) => {
      const over = partner && (await count(partner));
      if (!over) return null;
      const { status, code, message } = early(over);
      return {
        http: { status, headers: new HeaderMap() },
        body: { kind: 'single', singleResult: { errors: [{ message, extensions: { code } }] } },
      };
    },
    willSendResponse: async ({ response, schema, document, contextValue: { partner, trail } }) => {
      if (!partner || response.body.kind !== 'single' || !response.body.singleResult.data || !document) return;
      const why =
        (await endedSince(graph.generationOf(schema), partner, document)) ??
        (trail && trail.subjects.size > 0 ? await countRead(partner, trail.subjects) : null);
      if (!why) return;
      // What was read does not leave, and the access log says so.
      const { status, code, message } = early(why);
      response.body.singleResult = { errors: [{ message, extensions: { code } }] };
      response.http.status = status;
      if (!trail) return;
      trail.isAnswered = false;
      trail.codes = [code];
    },
  };
  const plugin: ApolloServerPlugin<RequestContext> = { requestDidStart: async () => listener };
  return { preHandler, plugin };
}

const KNOWN_DOCUMENTS = 1_000;
const STATUS: Readonly<Record<string, number>> = { FIELD_NOT_ALLOWED: 403 };
const ENDED_STATUS = { AGREEMENT_INACTIVE: 403, PURPOSE_MISMATCH: 403, DEPENDENCY_UNAVAILABLE: 503 } as const;
const QUOTA_STATUS = { RATE_LIMITED: 429, QUOTA_EXCEEDED: 429, DEPENDENCY_UNAVAILABLE: 503 } as const;
const QUOTA_MESSAGES = {
  RATE_LIMITED: 'The requests that your agreement allows in one minute are used up. Wait for the next minute.',
  QUOTA_EXCEEDED: 'The requests that your agreement allows in one day are used up. Wait for tomorrow.',
  DEPENDENCY_UNAVAILABLE: 'Requests under agreements cannot be counted now. Try again in a moment.',
} as const;

const PERSONS_MESSAGES = {
  QUOTA_EXCEEDED: 'The persons of whom your agreement lets you read in one day are used up. Wait for tomorrow.',
  DEPENDENCY_UNAVAILABLE: QUOTA_MESSAGES.DEPENDENCY_UNAVAILABLE,
} as const;

const gone = (code: string, message: string, status: number): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });

const early = ({ message, extensions }: GraphQLError) => ({
  status: (extensions.http as { status: number }).status,
  code: String(extensions.code),
  message,
});

const MIXED = gone('BAD_USER_INPUT', 'Ask for the schema and for data in separate requests.', 400);

interface Asked {
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | undefined;
}

/** Reads the documents of requests, each text once. Null for what is no document: the server tells that better. */
function createReader() {
  const known = new LRUCache<string, DocumentNode>({ max: KNOWN_DOCUMENTS });
  return ({ body, query }: FastifyRequest): Asked | null => {
    const from = (body ?? query) as { query?: unknown; variables?: unknown; operationName?: unknown } | null;
    if (typeof from?.query !== 'string') return null;
    const document = known.get(from.query) ?? parseOrNull(from.query);
    if (!document) return null;
    known.set(from.query, document);
    const variables = typeof from.variables === 'object' ? (from.variables as Record<string, unknown> | null) : {};
    return {
      document,
      variables: variables ?? {},
      operationName: typeof from.operationName === 'string' ? from.operationName : undefined,
    };
  };
}

function parseOrNull(source: string): DocumentNode | null {
  try {
    return parse(source);
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
