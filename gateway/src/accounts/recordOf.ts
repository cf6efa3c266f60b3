import { createHash } from 'node:crypto';
import type { Viewer } from '@union-graph/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isPartner } from '../agreements/admit.ts';
import type { Trail } from '../request/trail.ts';
import { type AccessRecord, instant, keepable } from './record.ts';

/** A request whose answer is ready. */
export interface Answered {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly viewer: Viewer;
  readonly trail: Trail;
}

/**
 * The access record of a request; null when it needs none (GOV-INV-6: reads under an agreement, and reads of personal fields;
 * what people read of themselves is theirs). Refused attempts have one as well.
 */
export function recordOf(answered: Answered): AccessRecord | null {
  const { request, reply, viewer, trail } = answered;
  const subjects = [...trail.subjects].filter((id) => id !== viewer.personId).sort();
  const refusal = isPartner(viewer) ? partnerRefusal(reply, trail) : personRefusal(viewer, trail, subjects);
  if (refusal === undefined) return null;
  return {
    at: instant(new Date()),
    client: keepable(viewer.clientId ?? ''),
    actor: viewer.personId,
    roles: rolesOf(viewer),
    agreementId: viewer.agreement?.id ?? null,
    purpose: viewer.agreement?.purpose ?? askedPurpose(request),
    operationName: trail.operationName ?? null,
    operationHash: trail.operationHash ?? createHash('sha256').update(textOf(request)).digest('hex'),
    coordinates: coordinatesOf(reply, trail, refusal),
    subjects,
    rows: trail.rows,
    suppressed: trail.suppressed,
    decision: refusal === null ? 'ALLOWED' : 'REFUSED',
    code: refusal,
    latencyMs: Math.round(reply.elapsedTime),
  };
}

/** Why nothing was answered: a code, null when something was, undefined when there is nothing to record. */
type Refused = string | null | undefined;

/** Everything that a partner does, but for the times when it could not be let in for want of a database. */
function partnerRefusal({ refusalCode, statusCode }: FastifyReply, { isAnswered, codes }: Trail): Refused {
  if (refusalCode !== undefined) return refusalCode === 'DEPENDENCY_UNAVAILABLE' ? undefined : refusalCode;
  if (isAnswered) return null;
  return codes[0] ?? (statusCode < 400 ? null : 'BAD_USER_INPUT');
}

/** Codes by which a personal field is kept from somebody. */
const KEPT_FROM = new Set(['FORBIDDEN', 'NOT_FOUND', 'CONSENT_REQUIRED']);

function personRefusal(viewer: Viewer, { isPersonal, subjects, unowned, isAnswered, codes }: Trail, others: string[]): Refused {
  if (!isPersonal) return undefined;
  if (others.length > 0) return null;
  if (unowned > 0 && isStaff(viewer)) return null;
  const refusal = codes.find((code) => KEPT_FROM.has(code));
  if (refusal !== undefined) return refusal;
  return isAnswered && subjects.size === 0 && isStaff(viewer) ? null : undefined;
}

const isStaff = ({ grants }: Viewer): boolean => grants.some(({ role }) => role !== 'MEMBER' && role !== 'PUBLIC');

function coordinatesOf({ refusedCoordinate }: FastifyReply, { coordinates }: Trail, refusal: Refused): readonly string[] {
  if (refusedCoordinate !== undefined) return [keepable(refusedCoordinate)];
  // A partner's questions about its schema are answered before an operation is made of them.
  return coordinates.length === 0 && refusal === null ? ['Query.__schema'] : coordinates;
}

/** The roles that the subgraphs were shown, each with the part of the union tree that it holds for. */
const rolesOf = ({ grants }: Viewer): string[] =>
  [...new Set(grants.map(({ role, scopePath }) => `${role} ${keepable(scopePath)}`))].sort();

const MAX_PURPOSE = 64;

/** Node.js reads headers byte by byte; people write their purpose in UTF-8, and pages, which may not, percent-encoded. */
function askedPurpose({ headers }: FastifyRequest): string | null {
  const purpose = headers['x-purpose'];
  if (typeof purpose !== 'string' || purpose === '') return null;
  return Array.from(keepable(withoutPercents(Buffer.from(purpose, 'latin1').toString())).replace(/\p{Cc}/gu, ' '))
    .slice(0, MAX_PURPOSE)
    .join('');
}

/** A text as it was before it was percent-encoded; as it is, where it was not. */
function withoutPercents(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function textOf({ body, query }: FastifyRequest): string {
  const from = (body ?? query) as { query?: unknown } | null;
  return typeof from?.query === 'string' ? from.query : '';
}
