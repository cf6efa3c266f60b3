import { type ApolloServerPlugin, type GraphQLRequestListener, HeaderMap } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentNode, execute, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { attemptsAt, attemptsUsedUp, overAttempts } from '../accounts/attempts.ts';
import { aheadOf, createCount } from '../accounts/counting.ts';
import type { AccessWriter } from '../accounts/writer.ts';
import { type Admission, isPartner } from '../agreements/admit.ts';
import type { StandingSource } from '../agreements/standing.ts';
import { refuseUnfit, tooCostly } from '../checks/cost/costPlugin.ts';
import type { Generation, Graph } from '../generations/graph.ts';
import { refuse } from '../http/answers.ts';
import type { Seen } from '../http/door.ts';
import type { RequestContext } from '../request/context.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { leadsToAgreement } from './beforeAgreement.ts';
import { asksForSchema, asksForSchemaAlone, checkDocument, checkVariables, type PartnerRefusal } from './checkOperation.ts';
import { refuseWithdrawn } from './consent.ts';
import { readsOwnAgreementAlone } from './ownAgreement.ts';
import { createReader } from './readRequest.ts';
import { createPartnerViews } from './schemas.ts';
import { stillAdmitted } from './stillAdmitted.ts';

interface GuardOptions {
  readonly graph: Graph;
  readonly source: StandingSource;
  /** Counts what is let in. */
  readonly writer: AccessWriter;
  readonly admissionOf: (request: FastifyRequest) => Admission | undefined;
  /** Why a partner that was not let in is refused, unless its document leads to an agreement. */
  readonly refusalOf: (request: FastifyRequest) => EarlyRefusal | undefined;
  /** Who asks, and when. */
  readonly seen: (request: FastifyRequest) => Pick<Seen, 'viewer' | 'partner' | 'now'> | null;
}

/**
 * Keeps the operations of partners inside their agreements (domain rule 4.3). `preHandler` refuses before the server reads
 * the document, so that no message of the whole schema's validation reaches a partner, and answers what asks for the schema;
 * `plugin` checks what is really about to run, on the generation it runs on, and counts it.
 */
export function createPartnerGuard({ graph, source, writer, admissionOf, refusalOf, seen }: GuardOptions) {
  const readRequest = createReader();
  const { viewFor } = createPartnerViews();
  const check = createChecks();
  const count = createCount(writer);

  /** What has ended since a request was let in, by the newest standing. */
  const endedSince = async (generation: Generation, partner: Admission, document: DocumentNode): Promise<EarlyRefusal | null> => {
    const entered = await stillAdmitted(source, partner);
    if ('code' in entered) return { status: entered.code === 'DEPENDENCY_UNAVAILABLE' ? 503 : 403, ...entered };
    if (entered === partner) return null;
    const { refusal } = check(viewFor(generation, entered).schema, document);
    return refusal && { status: statusOf(refusal), ...refusal };
  };

  const preHandler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const partner = admissionOf(request);
    const generation = graph.current();
    const refusal = refusalOf(request);
    const over = overAttemptsOf(seen(request));
    if (refusal) {
      const document = generation && !over && readRequest(request)?.document;
      const leads = document ? leadsToAgreement(generation.schema, document) : 'NO';
      if (leads === 'YES') return undefined;
      return refuse(request, reply, over ?? (leads === 'NO' ? refusal : leads));
    }
    const asked = partner && generation && readRequest(request);
    // Whoever has made too many attempts can look up the agreement still.
    if (over && !(asked && readsOwnAgreementAlone(asked.document))) return refuse(request, reply, over);
    if (!asked) return undefined;
    // A body may come long after the head that was let in.
    const ended = await endedSince(generation, partner, asked.document);
    if (ended) return refuse(request, reply, ended);
    const { schema } = viewFor(generation, partner);
    const { refusal: outside, asksFor } = check(schema, asked.document);
    if (outside) return refuse(request, reply, { status: statusOf(outside), ...outside });
    if (asksFor === 'data') return undefined;
    const refused = asksFor === 'schema' ? await count(partner, null) : MIXED;
    if (refused) return refuse(request, reply, refused);
    const { document, variables, operationName } = asked;
    const answer = await execute({ schema, document, variableValues: variables, ...(operationName && { operationName }) });
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
  };

  const listener: GraphQLRequestListener<RequestContext> = {
    didResolveOperation: async ({ document, operation, request, schema, contextValue }) => {
      const { partner } = contextValue;
      if (!partner) return;
      const { schema: own, masks } = viewFor(graph.generationOf(schema), partner);
      const { refusal: outside, asksFor } = check(own, document);
      const refusal = outside ?? checkVariables(own, operation as OperationDefinitionNode, request.variables ?? {});
      if (refusal) throw thrown({ status: statusOf(refusal), ...refusal });
      if (asksFor !== 'data') throw thrown(MIXED);
      const costs = graph.generationOf(schema).costs.of(document, operation as OperationDefinitionNode);
      const cost = costs.estimate(request.variables ?? {});
      if (cost > partner.agreement.maxCost) {
        refuseUnfit(own, operation as OperationDefinitionNode, request.variables ?? {});
        throw tooCostly(cost, partner.agreement.maxCost);
      }
      contextValue.masks = masks;
    },
    // Only what has passed every other check comes here and counts; reading one's own agreement is counted by itself, with its record.
    responseForOperation: async ({ document, operation, contextValue: { partner, trail } }) => {
      if (partner && trail && readsOwnAgreementAlone(document)) {
        trail.isOwnAgreement = true;
        return null;
      }
      const over = partner && (await count(partner, aheadOf(operation, trail)));
      if (!over) return null;
      const { status, code, message, headers, extensions } = over;
      return {
        http: { status, headers: new HeaderMap(Object.entries(headers ?? {})) },
        body: { kind: 'single', singleResult: { errors: [{ message, extensions: { code, ...extensions } }] } },
      };
    },
    willSendResponse: async ({ response, schema, document, contextValue }) => {
      const { partner, trail } = contextValue;
      if (!partner || response.body.kind !== 'single' || !response.body.singleResult.data || !document) return;
      const generation = graph.generationOf(schema);
      const why =
        (await endedSince(generation, partner, document)) ??
        (trail && (await refuseWithdrawn(generation, partner, trail.subjects, contextValue)));
      if (!why) return;
      // What was read does not leave, and the access log says so.
      const { status, code, message, extensions } = why;
      response.body.singleResult = { errors: [{ message, extensions: { code, ...extensions } }] };
      response.http.status = status;
      if (!trail) return;
      trail.isAnswered = false;
      trail.codes = [code];
    },
  };
  const plugin: ApolloServerPlugin<RequestContext> = { requestDidStart: async () => listener };
  return { preHandler, plugin };
}

interface Checked {
  readonly refusal: PartnerRefusal | null;
  readonly asksFor: 'data' | 'schema' | 'both';
}

/** Checks documents, each once against each schema. */
function createChecks() {
  const checked = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, Checked>>();
  return (schema: GraphQLSchema, document: DocumentNode): Checked => {
    const ofSchema = checked.get(schema) ?? new WeakMap<DocumentNode, Checked>();
    checked.set(schema, ofSchema);
    const known = ofSchema.get(document);
    if (known) return known;
    const asksFor = !asksForSchema(schema, document) ? 'data' : asksForSchemaAlone(schema, document) ? 'schema' : 'both';
    const made: Checked = { refusal: checkDocument(schema, document), asksFor };
    ofSchema.set(document, made);
    return made;
  };
}

const statusOf = ({ code }: PartnerRefusal): number => (code === 'FIELD_NOT_ALLOWED' ? 403 : 400);

/** Why a partner's client may try nothing more in this minute; null while it may, and for whoever is no partner. */
function overAttemptsOf(by: Pick<Seen, 'viewer' | 'partner' | 'now'> | null): EarlyRefusal | null {
  if (!by || !isPartner(by.viewer)) return null;
  const attempts = attemptsAt(by.partner ? 'REFUSED' : 'NOT_ADMITTED', by);
  return attemptsUsedUp(attempts) ? overAttempts(attempts, by.now) : null;
}

const thrown = ({ status, code, message }: EarlyRefusal): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });

const MIXED: EarlyRefusal = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'Ask for the schema and for data in separate requests.',
};
