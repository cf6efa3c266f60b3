import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { type Introspection, maySeeSchema } from '../checks/introspection/introspection.ts';
import { createDocumentReader, type ReadDocument } from '../checks/limits/documentReader.ts';
import { type Limits, nameTooLong } from '../checks/limits/limits.ts';
import { mayLoseDigits } from '../operation/exactJson.ts';
import type { PartnerGuard } from '../partners/partnerGuard.ts';
import type { RequestContext } from '../request/context.ts';
import { cancelCalls } from '../request/deadline.ts';
import type { EventLoopYield } from '../request/eventLoopYield.ts';
import { createExplanation, type Explanation } from '../request/explanation.ts';
import { type PlanningQueue, requesterOf } from '../request/planningQueue.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { MAX_NAME } from '../request/truncate.ts';
import { EXPLAIN_HEADER } from './explain.ts';
import { type ClientRequest, clientRequestOf, createOperationContext, type OperationContext } from './operationContext.ts';

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
    const reading = readClientDocument(clientRequest, request, reply, explanation);
    // A known text is not waited for.
    const { document, hash, refusal, permit } = reading instanceof Promise ? await reading : reading;
    if (refusal) return { refusal: asRefusal(refusal) };
    if (permit) releaseAtEnd(permit, reply);
    const isPartner = entered.partner !== null || entered.notAdmitted !== null;
    const admitted = isPartner && (await partnerGuard?.admitDocument(entered, { document, ...checkedParameters(clientRequest) }));
    if (admitted && !('applicant' in admitted)) return admitted;
    const mayLose = request.mayLoseDigits || isInexactText(clientRequest);
    const read = { document, hash, permit, explanation, mayLoseDigits: mayLose };
    const context = createOperationContext(entered, admitted ? admitted.applicant : null, read);
    reply.raw.once('close', () => {
      // A started mutation is finished, so that its idempotency key gives a definite result.
      if (!reply.raw.writableFinished && !mayBeMutation(clientRequest)) cancelCalls(context.deadline);
    });
    request.operationContext = context;
    return { context };
  };
}

/** Reads the document of a request within the limits; that of a known text without a promise. */
const createClientDocumentReader =
  (readDocument: ReturnType<typeof createDocumentReader>) =>
  (
    { text, operationName }: ClientRequest,
    request: FastifyRequest,
    reply: FastifyReply,
    explanation: Explanation | null,
  ): ReadDocument | Promise<ReadDocument> => {
    const { viewer, address } = request.graphContext as RequestContext;
    if (typeof operationName === 'string' && operationName.length > MAX_NAME) return refused(nameTooLong(operationName));
    if (typeof text !== 'string') return NO_DOCUMENT;
    const bytes = Number(request.headers['content-length'] ?? 0);
    const requester = requesterOf(viewer, address);
    const read = readDocument(text, { requester, bytes, isGone: () => reply.raw.destroyed, explanation });
    if (!(read instanceof Promise)) return read;
    return read.catch((error: unknown) => {
      if (!(error instanceof GraphQLError)) throw error;
      return refused(error);
    });
  };

const NO_DOCUMENT: ReadDocument = { document: null, hash: undefined, refusal: null, permit: null };
const refused = (refusal: GraphQLError): ReadDocument => ({ document: null, hash: undefined, refusal, permit: null });

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
