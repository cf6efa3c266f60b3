import { type AgreementTerms, hasRole, type Viewer } from '@union-graph/identity';
import { civilDay } from '@union-graph/subgraph';
import type { AgreementState, LiveAgreement, Stop } from './agreementState.ts';
import { agreementStatusOn } from './rules.ts';

/** The admission of a partner's request under one agreement. */
export interface Admission {
  readonly agreement: LiveAgreement;
  /** The partner with its agreement, as passports state it. */
  readonly viewer: Viewer;
  readonly agreementState: AgreementState;
  readonly now: Date;
}

export interface AdmissionRefusal {
  readonly code: 'AGREEMENT_INACTIVE' | 'PURPOSE_MISMATCH';
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Whether an emergency stop is in force on the client or its partner: it then does not even manage its agreements. */
  readonly isStopped?: boolean;
}

/** Whether a viewer needs an agreement: every program does, and every person with the role `PARTNER`. */
export const isPartner = (viewer: Viewer): boolean => viewer.kind === 'client' || hasRole(viewer, 'PARTNER');

/** Whether an emergency stop is in force at an instant. */
export const isInForce = ({ endsAt }: Stop, now: Date): boolean => endsAt === null || endsAt > now;

/**
 * Finds the one agreement that a partner's request runs under, by its client and its purpose (domain rule 4.3 nos. 1 and 2).
 * The refusal has the same code for an agreement that is expired, suspended, revoked or stopped, and for none at all; its message says which.
 */
export function admit(
  agreementState: AgreementState,
  viewer: Viewer,
  purpose: string | undefined,
  now: Date,
): Admission | AdmissionRefusal {
  const hasStop = (scope: Stop['scope'], target: string): boolean =>
    agreementState.stops.some((stop) => stop.scope === scope && stop.target === target && isInForce(stop, now));
  const today = civilDay(now);
  const live = agreementState.agreements.filter(
    (agreement) =>
      agreement.clientId === viewer.clientId &&
      agreementStatusOn(agreement, today) === 'ACTIVE' &&
      !hasStop('PARTNER', agreement.partyId) &&
      !hasStop('CLIENT', agreement.clientId),
  );
  if (live.length === 0) {
    const own = agreementState.agreements.filter(({ clientId }) => clientId === viewer.clientId);
    const isStopped = hasStop('CLIENT', viewer.clientId ?? '') || own.some(({ partyId }) => hasStop('PARTNER', partyId));
    return { code: 'AGREEMENT_INACTIVE', message: inactiveMessage(agreementState, viewer, today), isStopped };
  }
  const agreement = live.find(({ purposes }) => purpose !== undefined && purposes.includes(purpose));
  if (!agreement || purpose === undefined) return purposeMismatch(live);
  return { agreement, viewer: viewerUnder(viewer, agreement, purpose), agreementState, now };
}

/** Why a client has no active agreement, and what it can do: a client may know its own agreements. A stop is not disclosed. */
function inactiveMessage({ agreements, revokedOn }: AgreementState, { clientId }: Viewer, today: string): string {
  const own = agreements.filter((agreement) => agreement.clientId === clientId);
  const suspended = own.find((agreement) => agreementStatusOn(agreement, today) === 'SUSPENDED');
  if (suspended) {
    const since = suspended.suspendedOn === null ? '' : ` since ${suspended.suspendedOn}`;
    return `${INACTIVE} Yours is suspended${since}: read why in "myAgreement { reason }", and ask the city federation to resume it.`;
  }
  const coming = own.find((agreement) => agreementStatusOn(agreement, today) === 'SIGNED');
  if (coming) return `${INACTIVE} Yours begins on ${coming.validFrom}. Ask again then.`;
  const expired = own.filter((agreement) => agreementStatusOn(agreement, today) === 'EXPIRED').map(({ validTo }) => validTo);
  const expiredOn = expired.sort().at(-1);
  const revoked = clientId === null ? undefined : revokedOn.get(clientId);
  if (expiredOn === undefined && revoked === undefined) return `${INACTIVE} ${ASK}`;
  const isRevoked = revoked !== undefined && (expiredOn === undefined || revoked >= expiredOn);
  const ended = isRevoked ? `was revoked on ${revoked}` : `expired on ${expiredOn}`;
  return `${INACTIVE} Your last one ${ended}. ${ENDED}`;
}

const INACTIVE = 'No agreement of this client is active now.';
const ASK = 'Ask the Social Work Department.';
const ENDED =
  'Delete what you read under it and say so ("confirmDeletion"); to read again, ask for a new one ("requestSharingAgreement") or ask the Social Work Department.';

/** The refusal names the possible purposes: a client may know its own agreements. */
function purposeMismatch(live: readonly LiveAgreement[]): AdmissionRefusal {
  const purposes = [...new Set(live.flatMap((agreement) => agreement.purposes))].sort();
  const message = `Name one of the purposes of your agreement in the header "x-purpose": ${purposes.join(', ')}.`;
  return { code: 'PURPOSE_MISMATCH', message, extensions: { purposes } };
}

// One viewer object for each token, agreement and purpose, because passports are cached by viewer object.
const viewers = new WeakMap<Viewer, Map<string, Viewer>>();

/** The viewer of a partner under one agreement, as passports state it. */
export function viewerUnder(viewer: Viewer, agreement: LiveAgreement, purpose: string): Viewer {
  const byAgreement = viewers.get(viewer) ?? new Map<string, Viewer>();
  viewers.set(viewer, byAgreement);
  const key = `${agreement.id} ${agreement.version} ${purpose}`;
  const cached = byAgreement.get(key);
  if (cached) return cached;
  const { id, version, kind, partyId, districtCodes, projectIds } = agreement;
  const terms: AgreementTerms = { id, version, kind, partyId, purpose, districtCodes, projectIds };
  // Under an agreement only the role PARTNER counts, neither the token's person nor its other roles.
  const grants = [{ role: 'PARTNER', scopePath: '/city/' }] as const;
  const partner: Viewer = { ...viewer, kind: 'client', personId: null, unionPath: null, grants, agreement: terms };
  byAgreement.set(key, partner);
  return partner;
}
