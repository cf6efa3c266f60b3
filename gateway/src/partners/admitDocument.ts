import type { Viewer } from '@union-graph/identity';
import { type DocumentNode, execute } from 'graphql';
import { type AttemptWindows, attemptRefusal, attemptsUsedUp } from '../accounts/attempts.ts';
import type { CountRequest } from '../accounts/requestCounter.ts';
import { type Admission, isPartner } from '../agreements/admit.ts';
import type { Generation, Graph } from '../generations/graph.ts';
import { nowOf, type RequestContext } from '../request/context.ts';
import { type EarlyRefusal, NOT_LOADED } from '../request/refusal.ts';
import { asApplicant, checkApplicantDocument, managesAgreements } from './applicant.ts';
import { toEarlyRefusal } from './checkOperation.ts';
import { type CheckDocument, MIXED_DOCUMENT } from './documentCheck.ts';
import { readsOwnAgreementAlone } from './ownAgreement.ts';
import type { ViewFor } from './partnerViews.ts';
import type { RecheckAdmission } from './readmit.ts';

/** A request before validation. The document is null when the text has a syntax error, which `@apollo/server` reports. */
export interface UnvalidatedRequest {
  readonly document: DocumentNode | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** The answer to a request before validation; null when the request continues. */
export type DocumentAdmission =
  | { readonly refusal: EarlyRefusal }
  | { readonly body: string }
  /** The operation continues with this viewer, because it manages the partner's agreements. */
  | { readonly applicant: Viewer }
  | null;

interface DocumentAdmissionOptions {
  readonly graph: Graph;
  readonly attempts: AttemptWindows;
  readonly viewFor: ViewFor;
  readonly checkDocument: CheckDocument;
  readonly countRequest: CountRequest;
  readonly recheckAdmission: RecheckAdmission;
}

/** Creates the check of documents before validation, which answers introspection as well. */
export function createDocumentAdmission(options: DocumentAdmissionOptions) {
  const { graph, attempts } = options;
  const admitPartner = createPartnerDocumentAdmission(options);
  return async (context: RequestContext, request: UnvalidatedRequest): Promise<DocumentAdmission> => {
    const { partner, notAdmitted } = context;
    const { document } = request;
    const generation = graph.current();
    const tooMany = refusalOfAttempts(attempts, context);
    const isOwnAgreementAlone = document !== null && readsOwnAgreementAlone(document);
    if (notAdmitted) {
      if (isOwnAgreementAlone && context.recordDraft) context.recordDraft.isOwnAgreement = true;
      return refusedBy((isOwnAgreementAlone ? null : tooMany) ?? refuseApplicant(generation, notAdmitted, document));
    }
    const isCheckable = partner !== null && generation !== null && document !== null;
    // A partner that has made too many attempts may still read its own agreement.
    if (tooMany && !(isCheckable && isOwnAgreementAlone)) return refusedBy(tooMany);
    if (!isCheckable) return null;
    if (managesAgreements(document)) {
      const permitted = checkApplicantDocument(generation.schema, document);
      if (permitted === 'YES') return { applicant: asApplicant(context.viewer) };
      if (permitted !== 'NO') return refusedBy(permitted);
    }
    return admitPartner(generation, partner, { ...request, document });
  };
}

/** Checks a document against the partner schema of its agreement. */
const createPartnerDocumentAdmission =
  ({ viewFor, checkDocument, countRequest, recheckAdmission }: DocumentAdmissionOptions) =>
  async (
    generation: Generation,
    partner: Admission,
    { document, variables, operationName }: UnvalidatedRequest & { readonly document: DocumentNode },
  ): Promise<DocumentAdmission> => {
    // The body may arrive long after the headers.
    const ended = await recheckAdmission(generation, partner, document);
    if (ended) return refusedBy(ended);
    const { schema } = viewFor(generation, partner);
    const { refusal: outside, selects } = checkDocument(schema, document);
    if (outside) return refusedBy(toEarlyRefusal(outside));
    if (selects === 'data') return null;
    const refused = selects === 'schema' ? await countRequest(partner, null) : MIXED_DOCUMENT;
    if (refused) return refusedBy(refused);
    const answer = await execute({ schema, document, variableValues: variables, ...(operationName && { operationName }) });
    return { body: JSON.stringify(answer) };
  };

/** The refusal of an applicant's document; null when it selects only what applicants may use. */
function refuseApplicant(
  generation: Generation | null,
  refusal: EarlyRefusal,
  document: DocumentNode | null,
): EarlyRefusal | null {
  // Before the first generation nobody knows what a document selects: a program that publishes may not be told that it has no agreement.
  if (generation === null) return NOT_LOADED;
  const isPermitted = document ? checkApplicantDocument(generation.schema, document) : 'NO';
  if (isPermitted === 'YES') return null;
  return isPermitted === 'NO' ? refusal : isPermitted;
}

/** The refusal of a partner's client after too many attempts in this minute; null otherwise. */
function refusalOfAttempts(attempts: AttemptWindows, context: RequestContext): EarlyRefusal | null {
  if (!context.recordDraft || !isPartner(context.viewer)) return null;
  const now = nowOf(context);
  const window = attempts.windowAt(context.partner ? 'REFUSED' : 'NOT_ADMITTED', { ...context, now });
  return attemptsUsedUp(window) ? attemptRefusal(window, now) : null;
}

const refusedBy = (refusal: EarlyRefusal | null): { readonly refusal: EarlyRefusal } | null => refusal && { refusal };
