import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import type { Tracing } from '@union-graph/subgraph';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { type Admission, isPartner } from '../agreements/admit.ts';
import { type Authenticate, InvalidToken } from '../identity/authenticate.ts';
import { IssuerUnavailable } from '../identity/issuer.ts';
import { asApplicant } from '../partners/applicant.ts';
import type { NotAdmitted, PartnerAdmission } from '../partners/partnerAdmission.ts';
import type { SeenClients } from '../partners/seenClients.ts';
import { nowOf, type RequestContext } from '../request/context.ts';
import { readTimeout, TIMEOUT_HEADER } from '../request/deadline.ts';
import { newRecordDraft } from '../request/recordDraft.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { refuse } from './refuse.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The request context; null before the entry, and for other routes than `/graphql`. */
    graphContext: RequestContext | null;
  }
}

const CLOCK_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

interface EntryOptions {
  /** Null for an open gateway: every viewer is anonymous. */
  readonly authenticate: Authenticate | null;
  /** Admits partners under their agreements; null for a gateway without agreements, which refuses partners. */
  readonly admission: PartnerAdmission | null;
  /** Notes which clients send requests; null for a gateway without agreements. */
  readonly seenClients: SeenClients | null;
  readonly testClock: boolean;
  /** The maximum time of a request, and the default for requests without a deadline of their own. */
  readonly timeoutMs: number;
  /** Whether an access log is kept, which gets a record draft from every request that is not anonymous. */
  readonly isLogged: boolean;
  readonly tracing: Tracing | null;
  readonly log: Logger;
}

/** The viewer and agreement of a request; or its refusal. */
interface Identity extends Pick<RequestContext, 'viewer' | 'partner' | 'notAdmitted'> {
  readonly refusal: EarlyRefusal | null;
}

const NOBODY: Identity = { viewer: ANONYMOUS, partner: null, notAdmitted: null, refusal: null };

/** Finds the viewer and the agreement of a request. */
function createIdentify({ authenticate, admission, seenClients, log }: EntryOptions) {
  const identify = async ({ id, headers }: FastifyRequest, testNow: string | undefined): Promise<Identity> => {
    if (!authenticate) return NOBODY;
    try {
      const viewer = await authenticate(headers.authorization);
      const recorded = seenClients?.record(viewer);
      if (!isPartner(viewer)) return { ...NOBODY, viewer };
      // A program that was refused may be registered at once.
      await recorded;
      return await admit(viewer, headers, nowOf({ testNow }));
    } catch (error) {
      if (error instanceof InvalidToken) return { ...NOBODY, refusal: invalidToken(error.message) };
      if (!(error instanceof IssuerUnavailable)) throw error;
      log.warn({ requestId: id, reason: error.message }, 'tokens cannot be verified now');
      return { ...NOBODY, refusal: ISSUER_UNAVAILABLE };
    }
  };
  const admit = async (viewer: Viewer, headers: FastifyRequest['headers'], now: Date): Promise<Identity> => {
    const admitted = await admitPartner(admission, viewer, headers, now);
    if (!('code' in admitted)) return { viewer: admitted.viewer, partner: admitted, notAdmitted: null, refusal: null };
    if (!admission || admitted.status !== 403 || admitted.isStopped)
      return { viewer, partner: null, notAdmitted: null, refusal: admitted };
    // An applicant needs no agreement for the operations that lead to one. They are checked when the document is parsed.
    return { viewer: asApplicant(viewer), partner: null, notAdmitted: admitted, refusal: null };
  };
  return identify;
}

/**
 * Creates the request context from the headers: viewer, agreement, clock and deadline. Answers the request itself when its token, its clock or
 * its partner is refused.
 */
export function createEntry(options: EntryOptions) {
  const { testClock, timeoutMs, isLogged, tracing, log } = options;
  const identify = createIdentify(options);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { headers } = request;
    const span = tracing?.request(`${request.method} /graphql`, single(headers.traceparent), {
      'http.request.method': request.method,
      'http.route': '/graphql',
    });
    const ofClock = clockFault(headers['x-test-now'], testClock);
    const fault = ofClock ?? timeoutFault(headers[TIMEOUT_HEADER], timeoutMs);
    const testNow = testClock && !ofClock ? single(headers['x-test-now']) : undefined;
    // Found for a malformed header, too: the refusals of a partner are counted and recorded.
    const { refusal: notIdentified, ...identity } = await identify(request, testNow);
    const refusal = notIdentified ?? (fault === null ? null : badInput(fault));
    request.graphContext = {
      ...identity,
      requestId: request.id,
      recordDraft: isLogged && identity.viewer.kind !== 'anonymous' ? newRecordDraft() : null,
      address: request.ip,
      testNow,
      timeoutMs: readTimeout(headers[TIMEOUT_HEADER], timeoutMs) ?? timeoutMs,
      log,
      span,
    };
    return refusal ? refuse(request, reply, refusal) : undefined;
  };
}

function clockFault(header: string | string[] | undefined, testClock: boolean): string | null {
  if (header === undefined) return null;
  if (!testClock) return 'The header "x-test-now" is refused: this gateway keeps the real time.';
  const isInstant = typeof header === 'string' && CLOCK_INSTANT.test(header) && !Number.isNaN(Date.parse(header));
  return isInstant ? null : 'The header "x-test-now" must be an instant such as 2013-10-19T09:00:00+08:00.';
}

function timeoutFault(header: string | string[] | undefined, timeoutMs: number): string | null {
  if (readTimeout(header, timeoutMs) !== null) return null;
  return `The header "${TIMEOUT_HEADER}" must be a whole number of milliseconds, such as 2500.`;
}

const badInput = (message: string): EarlyRefusal => ({ status: 400, code: 'BAD_USER_INPUT', message });

const ISSUER_UNAVAILABLE: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message: 'The identity provider cannot be reached, so your token cannot be checked. Try again later.',
};

const invalidToken = (message: string): EarlyRefusal => ({
  status: 401,
  code: 'UNAUTHENTICATED',
  message,
  headers: {
    'www-authenticate': `Bearer realm="union-graph", error="invalid_token", error_description="${message.replaceAll('"', "'")}"`,
  },
});

const single = (header: string | string[] | undefined): string | undefined => (typeof header === 'string' ? header : undefined);

async function admitPartner(
  admission: PartnerAdmission | null,
  viewer: Viewer,
  headers: FastifyRequest['headers'],
  now: Date,
): Promise<Admission | NotAdmitted> {
  if (admission) return admission.admit(viewer, single(headers['x-purpose']), now);
  return { status: 403, code: 'AGREEMENT_INACTIVE', message: 'This gateway keeps no agreements, and lets no partners in.' };
}
