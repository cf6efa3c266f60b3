import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { type Admission, isPartner } from '../agreements/admit.ts';
import { type Authenticate, InvalidToken } from '../identity/authenticate.ts';
import { IssuerUnavailable } from '../identity/issuer.ts';
import { asApplicant } from '../partners/beforeAgreement.ts';
import type { PartnerDoor } from '../partners/partnerDoor.ts';
import type { RequestContext } from '../request/context.ts';
import { abandon, createDeadline, readTimeout, TIMEOUT_HEADER } from '../request/deadline.ts';
import type { Permit } from '../request/planningQueue.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { newTrail, type Trail } from '../request/trail.ts';
import { refuse } from './answers.ts';
import { spanOf } from './traceRequests.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** Who asks, and what the request has read so far. */
export interface Seen {
  readonly viewer: Viewer;
  readonly trail: Trail;
  /** The agreement that it runs under; null for whoever is no partner, and for one that was not let in. */
  readonly partner: Admission | null;
  /** The request's own clock. */
  readonly now: Date;
}

interface DoorOptions {
  /** Null when the gateway runs open: everyone is anonymous, whatever the request carries. */
  readonly authenticate: Authenticate | null;
  /** Lets partners in under their agreements; null where none are kept, and then no partner comes in. */
  readonly partners: PartnerDoor | null;
  readonly testClock: boolean;
  /** How long a request may take whose client does not say how long it waits; and no client waits longer. */
  readonly timeoutMs: number;
  /** Whether an access log is kept, for which every request of somebody leaves a trail. */
  readonly isLogged: boolean;
  readonly log: Logger;
}

/**
 * What happens to a GraphQL request before its body is read: who asks, and at which time of the injected clock. `enter`
 * answers the request itself when the token or the clock is refused; `contextOf` gives what was found.
 */
export function createDoor({ authenticate, partners, testClock, timeoutMs, isLogged, log }: DoorOptions) {
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  const trails = new WeakMap<FastifyRequest, Trail>();
  const admissions = new WeakMap<FastifyRequest, Admission>();
  const refusals = new WeakMap<FastifyRequest, EarlyRefusal>();

  const viewerOf = (request: FastifyRequest): Viewer => viewers.get(request) ?? ANONYMOUS;
  const clockOf = ({ headers }: FastifyRequest): Date => new Date((testClock && single(headers['x-test-now'])) || Date.now());

  const enter = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const clockFault = checkClock(request.headers['x-test-now'], testClock);
    if (clockFault) return refuse(request, reply, { status: 400, code: 'BAD_USER_INPUT', message: clockFault });
    if (readTimeout(request.headers[TIMEOUT_HEADER], timeoutMs) === null) {
      const message = `The header "${TIMEOUT_HEADER}" must be a whole number of milliseconds, such as 2500.`;
      return refuse(request, reply, { status: 400, code: 'BAD_USER_INPUT', message });
    }
    try {
      const viewer = authenticate ? await authenticate(request.headers.authorization) : ANONYMOUS;
      viewers.set(request, viewer);
      if (isLogged && viewer.kind !== 'anonymous') trails.set(request, newTrail());
      if (!isPartner(viewer)) return undefined;
      const entered = await admitPartner(partners, viewer, request.headers, clockOf(request));
      if ('code' in entered) {
        if (!partners || entered.status !== 403) return refuse(request, reply, entered);
        // What leads to an agreement needs none; the document will tell.
        refusals.set(request, entered);
        viewers.set(request, asApplicant(viewer));
        return undefined;
      }
      admissions.set(request, entered);
      viewers.set(request, entered.viewer);
      return undefined;
    } catch (error) {
      if (error instanceof InvalidToken) return refuse(request, reply, invalidToken(error.message));
      if (!(error instanceof IssuerUnavailable)) throw error;
      log.warn({ requestId: request.id, reason: error.message }, 'nobody can be signed in now');
      const message = 'The identity provider cannot be reached, so your token cannot be checked. Try again later.';
      return refuse(request, reply, { status: 503, code: 'DEPENDENCY_UNAVAILABLE', message });
    }
  };

  const contextOf = (request: FastifyRequest, reply: FastifyReply, permit?: Permit): RequestContext => {
    const span = spanOf(request);
    const deadline = createDeadline(readTimeout(request.headers[TIMEOUT_HEADER], timeoutMs) ?? timeoutMs);
    const context: RequestContext = {
      viewer: viewerOf(request),
      ...(admissions.has(request) && { partner: admissions.get(request) as Admission }),
      ...(trails.has(request) && { trail: trails.get(request) as Trail }),
      address: request.ip,
      ...(permit && { permit }),
      requestId: request.id,
      testNow: testClock ? single(request.headers['x-test-now']) : undefined,
      deadline,
      log,
      ...(span && { span }),
      calls: { count: 0 },
    };
    reply.raw.once('close', () => {
      if (reply.raw.writableFinished) context.printed?.giveBack();
      // A mutation that has begun is finished: only then does its idempotency key tell what became of it.
      else if (!isMutation(request)) abandon(deadline);
    });
    return context;
  };
  const seen = (request: FastifyRequest): Seen | null => {
    const [viewer, trail] = [viewers.get(request), trails.get(request)];
    return viewer && trail ? { viewer, trail, partner: admissions.get(request) ?? null, now: clockOf(request) } : null;
  };
  return {
    enter,
    contextOf,
    seen,
    viewerOf,
    admissionOf: (request: FastifyRequest): Admission | undefined => admissions.get(request),
    /** Why a partner's request is refused unless its document leads to an agreement. */
    refusalOf: (request: FastifyRequest): EarlyRefusal | undefined => refusals.get(request),
  };
}

function checkClock(header: string | string[] | undefined, testClock: boolean): string | null {
  if (header === undefined) return null;
  if (!testClock) return 'The header "x-test-now" is refused: this gateway keeps the real time.';
  const isInstant = typeof header === 'string' && INSTANT.test(header) && !Number.isNaN(Date.parse(header));
  return isInstant ? null : 'The header "x-test-now" must be an instant such as 2013-10-19T09:00:00+08:00.';
}

const invalidToken = (message: string) => ({
  status: 401,
  code: 'UNAUTHENTICATED',
  message,
  headers: {
    'www-authenticate': `Bearer realm="union-graph", error="invalid_token", error_description="${message.replaceAll('"', "'")}"`,
  },
});

/** Any document that holds the word counts: a query that finishes for nobody costs little. */
function isMutation({ body }: FastifyRequest): boolean {
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined;
  return typeof query === 'string' && query.includes('mutation');
}

const single = (header: string | string[] | undefined): string | undefined => (typeof header === 'string' ? header : undefined);

async function admitPartner(
  partners: PartnerDoor | null,
  viewer: Viewer,
  headers: FastifyRequest['headers'],
  now: Date,
): Promise<Admission | EarlyRefusal> {
  if (partners) return partners.admit(viewer, single(headers['x-purpose']), now);
  return { status: 403, code: 'AGREEMENT_INACTIVE', message: 'This gateway keeps no agreements, and lets no partners in.' };
}
