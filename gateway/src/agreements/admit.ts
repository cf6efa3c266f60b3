import { type AgreementTerms, hasRole, type Viewer } from '@union-graph/identity';
import { civilDay } from '@union-graph/subgraph';
import { agreementStatusOn } from './rules.ts';
import type { LiveAgreement, Standing, Stop } from './standing.ts';

/** A partner's request that may come in, and under which agreement. */
export interface Admission {
  readonly agreement: LiveAgreement;
  /** The partner with its agreement, as the passports say it. */
  readonly viewer: Viewer;
  readonly standing: Standing;
  readonly now: Date;
}

export interface AdmissionRefusal {
  readonly code: 'AGREEMENT_INACTIVE' | 'PURPOSE_MISMATCH';
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Programs come under an agreement, whatever their token says; and so does whoever holds the role of a partner. */
export const isPartner = (viewer: Viewer): boolean => viewer.kind === 'client' || hasRole(viewer, 'PARTNER');

/** Whether a stop holds at an instant. */
export const holdsAt = ({ endsAt }: Stop, now: Date): boolean => endsAt === null || endsAt > now;

/**
 * Finds the one agreement that a partner's request runs under, by its client and its purpose (domain rule 4.3 nos. 1 and 2).
 * Expired, suspended, revoked, stopped and never made look the same.
 */
export function admit(standing: Standing, viewer: Viewer, purpose: string | undefined, now: Date): Admission | AdmissionRefusal {
  const stopped = (scope: Stop['scope'], target: string): boolean =>
    standing.stops.some((stop) => stop.scope === scope && stop.target === target && holdsAt(stop, now));
  const today = civilDay(now);
  const live = standing.agreements.filter(
    (agreement) =>
      agreement.clientId === viewer.clientId &&
      agreementStatusOn(agreement, today) === 'ACTIVE' &&
      !stopped('PARTNER', agreement.partyId) &&
      !stopped('CLIENT', agreement.clientId),
  );
  if (live.length === 0)
    return { code: 'AGREEMENT_INACTIVE', message: 'No agreement of this client is active now. Ask the Social Work Department.' };
  const agreement = live.find(({ purposes }) => purpose !== undefined && purposes.includes(purpose));
  if (!agreement || purpose === undefined) return mismatch(live);
  return { agreement, viewer: viewerUnder(viewer, agreement, purpose), standing, now };
}

/** Says which purposes there are: the client's own agreements are no secret to it. */
function mismatch(live: readonly LiveAgreement[]): AdmissionRefusal {
  const purposes = [...new Set(live.flatMap((agreement) => agreement.purposes))].sort();
  const message = `Name one of the purposes of your agreement in the header "x-purpose": ${purposes.join(', ')}.`;
  return { code: 'PURPOSE_MISMATCH', message, extensions: { purposes } };
}

// One viewer object for each token, agreement and purpose, since passports are kept by the object.
const viewers = new WeakMap<Viewer, Map<string, Viewer>>();

/** A partner under one agreement, as passports say it. */
export function viewerUnder(viewer: Viewer, agreement: LiveAgreement, purpose: string): Viewer {
  const own = viewers.get(viewer) ?? new Map<string, Viewer>();
  viewers.set(viewer, own);
  const key = `${agreement.id} ${agreement.version} ${purpose}`;
  const known = own.get(key);
  if (known) return known;
  const { id, version, kind, partyId, districtCodes, projectIds } = agreement;
  const terms: AgreementTerms = { id, version, kind, partyId, purpose, districtCodes, projectIds };
  // A partner is a partner alone: neither a person nor a role that its token may hold besides counts under an agreement.
  const grants = [{ role: 'PARTNER', scopePath: '/city/' }] as const;
  const made: Viewer = { ...viewer, kind: 'client', personId: null, unionPath: null, grants, agreement: terms };
  own.set(key, made);
  return made;
}
