import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { type Introspection, maySeeSchema } from '../checks/introspection/introspection.ts';
import { createDocumentReader, type ReadDocument } from '../checks/limits/documentReader.ts';
import { type Limits, nameTooLong } from '../checks/limits/limits.ts';
import { mayLoseDigits } from '../operation/exactJson.ts';
import type { PartnerGuard } from '../partners/partnerGuard.ts';
import type { RequestContext } from '../request/context.ts';
import { cancelCalls, createDeadline } from '../request/deadline.ts';
import type { EventLoopYield } from '../request/eventLoopYield.ts';
import { createExplanation, type Explanation } from '../request/explanation.ts';
import { type PlanningQueue, requesterOf } from '../request/planningQueue.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { MAX_NAME } from '../request/truncate.ts';
import { EXPLAIN_HEADER } from './explain.ts';
import { type ClientRequest, clientRequestOf, type OperationContext } from './operationContext.ts';

/** A request that may be validated, or the answer that it gets before that. */
export type StartedRequest =
  | { readonly context: OperationContext }
  | { readonly refusal: EarlyRefusal }
  | { readonly body: string };

interface StartOptions {
  readonly config: { readonly limits: Limits; readonly introspection: Introspection };
  /** Null for a gateway without agreements. */
  readonly partnerGuard: PartnerGuard | null;
  readonly eventLoopYield: EventLoopYield;
  /** The queue for new operations. */
  readonly planning: PlanningQueue;
}

/** Handles a request from its body to validation: parses its document, and checks it against a partner's agreement. */
export function createStartRequest({ config, partnerGuard, eventLoopYield, planning }: StartOptions) {
  const { limits, introspection } = config;
  const readClientDocument = createClientDocumentReader(createDocumentReader({ limits, eventLoopYield, planning }));
  return async (request: FastifyRequest, reply: FastifyReply): Promise<StartedRequest> => {
    const entered = request.graphContext as RequestContext;
    const isExplained = request.headers[EXPLAIN_HEADER] === '1' && maySeeSchema(introspection, entered.viewer);
    const explanation = isExplained ? createExplanation() : null;
    const clientRequest = clientRequestOf(request);
    const { document, refusal, permit } = await readClientDocument(clientRequest, request, reply, explanation);
    if (refusal) return { refusal: asRefusal(refusal) };
    if (permit) releaseAtEnd(permit, reply);
    const isPartner = entered.partner !== null || entered.notAdmitted !== null;
    const admitted = isPartner && (await partnerGuard?.admitDocument(entered, { document, ...checkedParameters(clientRequest) }));
    if (admitted && !('applicant' in admitted)) return admitted;
    const asApplicant = admitted ? { viewer: admitted.applicant, partner: null } : {};
    const deadline = createDeadline(entered.timeoutMs);
    reply.raw.once('close', () => {
      // A started mutation is finished, so that its idempotency key gives a definite result.
      if (!reply.raw.writableFinished && !mayBeMutation(clientRequest)) cancelCalls(deadline);
    });
    const context: OperationContext = {
      ...entered,
      ...asApplicant,
      document,
      permit,
      explanation,
      deadline,
      calls: { count: 0 },
      mayLoseDigits: request.mayLoseDigits || isInexactText(clientRequest),
      startedAt: performance.now(),
    };
    request.operationContext = context;
    return { context };
  };
}

/** Reads the document of a request within the limits. */
const createClientDocumentReader =
  (readDocument: ReturnType<typeof createDocumentReader>) =>
  async (
    { text, operationName }: ClientRequest,
    request: FastifyRequest,
    reply: FastifyReply,
    explanation: Explanation | null,
  ): Promise<ReadDocument> => {
    const { viewer, address } = request.graphContext as RequestContext;
    if (typeof operationName === 'string' && operationName.length > MAX_NAME)
      return { document: null, refusal: nameTooLong(operationName), permit: null };
    if (typeof text !== 'string') return NO_DOCUMENT;
    const bytes = Number(request.headers['content-length'] ?? 0);
    try {
      return await readDocument(text, {
        requester: requesterOf(viewer, address),
        bytes,
        isGone: () => reply.raw.destroyed,
        explanation,
      });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return { document: null, refusal: error, permit: null };
    }
  };

const NO_DOCUMENT: ReadDocument = { document: null, refusal: null, permit: null };

function releaseAtEnd({ release }: { readonly release: () => void }, { raw }: FastifyReply): void {
  raw.once('close', release);
  if (raw.destroyed) release();
}

function checkedParameters({ operationName, variables }: ClientRequest) {
  return {
    variables: typeof variables === 'object' ? ((variables ?? {}) as Record<string, unknown>) : {},
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

/** Whether the variables of a GET, which are a text, have a number that JavaScript may round. */
const isInexactText = ({ variables }: ClientRequest): boolean => typeof variables === 'string' && mayLoseDigits(variables);

/** Whether a text may contain a mutation. It may be wrong for a query, which is then finished although its client is gone. */
const mayBeMutation = ({ text }: ClientRequest): boolean => typeof text === 'string' && text.includes('mutation');

function asRefusal({ message, extensions: { code, retryAfterMs } }: GraphQLError): EarlyRefusal {
  const status = code === 'RATE_LIMITED' ? 429 : 400;
  return { status, code: String(code), message, ...(typeof retryAfterMs === 'number' && { retryAfterMs }) };
}
