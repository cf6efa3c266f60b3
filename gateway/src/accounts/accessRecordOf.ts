import { createHash } from 'node:crypto';
import type { Viewer } from '@union-graph/identity';
import { isPartner } from '../agreements/admit.ts';
import type { RequestContext } from '../request/context.ts';
import type { RecordDraft } from '../request/recordDraft.ts';
import { type AccessRecordContent, instant, keepable } from './recordContent.ts';

/** A request of a viewer who is not anonymous, with its record draft. */
export type LoggedRequest = Pick<RequestContext, 'requestId' | 'viewer' | 'partner' | 'testNow'> & {
  readonly recordDraft: RecordDraft;
};

/** A response before it is sent. */
export interface LoggedAnswer {
  /** The error code of a request that was refused before validation. */
  readonly refusalCode: string | undefined;
  /** The coordinate that caused the refusal of a partner's operation. */
  readonly refusedCoordinate: string | undefined;
  readonly status: number;
  /** The duration of the request. */
  readonly ms: number;
  /** The text of the document; empty for none. */
  readonly text: string;
  /** The header `x-purpose`. */
  readonly purpose: string | readonly string[] | undefined;
}

/**
 * The access record of a request; null when it needs none. Recorded are all requests of partners, and reads of other persons' personal fields,
 * also refused ones (GOV-INV-6).
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
    purpose: viewer.agreement?.purpose ?? requestedPurpose(answered),
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

/** The code of a refused request; null for an answered one; undefined for a request without a record. */
type RefusalCode = string | null | undefined;

/** Every request of a partner is recorded, unless it was refused because the database was unavailable. */
function partnerRefusal({ refusalCode, status }: LoggedAnswer, { isAnswered, codes }: RecordDraft): RefusalCode {
  if (refusalCode !== undefined) return refusalCode === 'DEPENDENCY_UNAVAILABLE' ? undefined : refusalCode;
  if (isAnswered) return null;
  return codes[0] ?? (status < 400 ? null : 'BAD_USER_INPUT');
}

/** Codes of errors that withhold a personal field from a viewer. */
const WITHHOLDING_CODES = new Set(['FORBIDDEN', 'NOT_FOUND', 'CONSENT_REQUIRED']);

function personRefusal(
  viewer: Viewer,
  { isPersonal, subjects, unowned, isAnswered, codes }: RecordDraft,
  others: string[],
): RefusalCode {
  if (!isPersonal) return undefined;
  if (others.length > 0) return null;
  if (unowned > 0 && isStaff(viewer)) return null;
  const refusal = codes.find((code) => WITHHOLDING_CODES.has(code));
  if (refusal !== undefined) return refusal;
  return isAnswered && subjects.size === 0 && isStaff(viewer) ? null : undefined;
}

const isStaff = ({ grants }: Viewer): boolean => grants.some(({ role }) => role !== 'MEMBER' && role !== 'PUBLIC');

function coordinatesOf(
  { refusedCoordinate }: LoggedAnswer,
  { coordinates }: RecordDraft,
  refusal: RefusalCode,
): readonly string[] {
  if (refusedCoordinate !== undefined) return [keepable(refusedCoordinate)];
  // Introspection by a partner is answered before its operation is resolved, so the draft has no coordinates.
  return coordinates.length === 0 && refusal === null ? ['Query.__schema'] : coordinates;
}

/** The viewer's roles, each with its scope path. */
const rolesOf = ({ grants }: Viewer): string[] =>
  [...new Set(grants.map(({ role, scopePath }) => `${role} ${keepable(scopePath)}`))].sort();

const MAX_PURPOSE = 64;

/** The purpose that a request names. Node.js decodes headers as Latin-1; clients send UTF-8, and browsers percent-encoded UTF-8. */
function requestedPurpose({ purpose }: LoggedAnswer): string | null {
  if (typeof purpose !== 'string' || purpose === '') return null;
  return Array.from(keepable(percentDecoded(Buffer.from(purpose, 'latin1').toString())).replace(/\p{Cc}/gu, ' '))
    .slice(0, MAX_PURPOSE)
    .join('');
}

/** Decodes percent-encoding; returns the text unchanged when it is malformed. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
