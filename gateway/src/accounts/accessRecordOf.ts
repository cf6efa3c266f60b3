import { createHash } from 'node:crypto';
import type { Viewer } from '@union-graph/identity';
import { isPartner } from '../agreements/admit.ts';
import type { RequestContext } from '../request/context.ts';
import type { RecordDraft } from '../request/recordDraft.ts';
import { type AccessRecordContent, instant, keepable } from './recordContent.ts';

/** A request of somebody whom the access log is kept of. */
export type LoggedRequest = Pick<RequestContext, 'requestId' | 'viewer' | 'partner' | 'testNow'> & {
  readonly recordDraft: RecordDraft;
};

/** An answer that is ready to leave. */
export interface LoggedAnswer {
  /** The code of a request that was refused before it was validated. */
  readonly refusalCode: string | undefined;
  /** The coordinate that a partner's operation was refused for. */
  readonly refusedCoordinate: string | undefined;
  readonly status: number;
  /** The milliseconds that it took. */
  readonly ms: number;
  /** The text of the operation; empty for none. */
  readonly text: string;
  /** The header `x-purpose`. */
  readonly purpose: string | readonly string[] | undefined;
}

/**
 * The access record of a request; null when it needs none (GOV-INV-6: reads under an agreement, and reads of personal fields;
 * what people read of themselves is theirs). Refused attempts have one as well.
 */
export function accessRecordOf({ viewer, recordDraft }: LoggedRequest, answered: LoggedAnswer): AccessRecordContent | null {
  const subjects = [...recordDraft.subjects].filter((id) => id !== viewer.personId).sort();
  const refusal = isPartner(viewer) ? partnerRefusal(answered, recordDraft) : personRefusal(viewer, recordDraft, subjects);
  if (refusal === undefined) return null;
  return {
    at: instant(new Date()),
    client: keepable(viewer.clientId ?? ''),
    actor: viewer.personId,
    roles: rolesOf(viewer),
    agreementId: viewer.agreement?.id ?? null,
    purpose: viewer.agreement?.purpose ?? askedPurpose(answered),
    operationName: recordDraft.operationName ?? null,
    operationHash: recordDraft.operationHash ?? createHash('sha256').update(answered.text).digest('hex'),
    coordinates: coordinatesOf(answered, recordDraft, refusal),
    subjects,
    rows: recordDraft.rows,
    suppressed: recordDraft.suppressed,
    decision: refusal === null ? 'ALLOWED' : 'REFUSED',
    code: refusal,
    latencyMs: Math.round(answered.ms),
  };
}

/** Why nothing was answered: a code, null when something was, undefined when there is nothing to record. */
type Refused = string | null | undefined;

/** Everything that a partner does, but for the times when it could not be let in for want of a database. */
function partnerRefusal({ refusalCode, status }: LoggedAnswer, { isAnswered, codes }: RecordDraft): Refused {
  if (refusalCode !== undefined) return refusalCode === 'DEPENDENCY_UNAVAILABLE' ? undefined : refusalCode;
  if (isAnswered) return null;
  return codes[0] ?? (status < 400 ? null : 'BAD_USER_INPUT');
}

/** Codes by which a personal field is kept from somebody. */
const KEPT_FROM = new Set(['FORBIDDEN', 'NOT_FOUND', 'CONSENT_REQUIRED']);

function personRefusal(
  viewer: Viewer,
  { isPersonal, subjects, unowned, isAnswered, codes }: RecordDraft,
  others: string[],
): Refused {
  if (!isPersonal) return undefined;
  if (others.length > 0) return null;
  if (unowned > 0 && isStaff(viewer)) return null;
  const refusal = codes.find((code) => KEPT_FROM.has(code));
  if (refusal !== undefined) return refusal;
  return isAnswered && subjects.size === 0 && isStaff(viewer) ? null : undefined;
}

const isStaff = ({ grants }: Viewer): boolean => grants.some(({ role }) => role !== 'MEMBER' && role !== 'PUBLIC');

function coordinatesOf({ refusedCoordinate }: LoggedAnswer, { coordinates }: RecordDraft, refusal: Refused): readonly string[] {
  if (refusedCoordinate !== undefined) return [keepable(refusedCoordinate)];
  // A partner's questions about its schema are answered before an operation is made of them.
  return coordinates.length === 0 && refusal === null ? ['Query.__schema'] : coordinates;
}

/** The roles that the subgraphs were shown, each with the part of the union tree that it holds for. */
const rolesOf = ({ grants }: Viewer): string[] =>
  [...new Set(grants.map(({ role, scopePath }) => `${role} ${keepable(scopePath)}`))].sort();

const MAX_PURPOSE = 64;

/** Node.js reads headers byte by byte; people write their purpose in UTF-8, and pages, which may not, percent-encoded. */
function askedPurpose({ purpose }: LoggedAnswer): string | null {
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
