import type { Viewer } from '@union-graph/identity';
import { type DocumentNode, execute, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { AccessWriter } from '../accounts/accessWriter.ts';
import { type AttemptWindows, attemptRefusal, attemptsUsedUp } from '../accounts/attempts.ts';
import { createRequestCounter, draftToDeferTo } from '../accounts/requestCounter.ts';
import { type Admission, isPartner } from '../agreements/admit.ts';
import type { AgreementStateSource } from '../agreements/agreementState.ts';
import type { Masks } from '../agreements/masks/mask.ts';
import { refuseInvalidVariables, tooCostly } from '../checks/cost/checkCost.ts';
import type { Generation, Graph } from '../generations/graph.ts';
import { nowOf, type RequestContext } from '../request/context.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { asApplicant, checkApplicantDocument, managesAgreements } from './applicant.ts';
import { checkConsents } from './checkConsents.ts';
import {
  checkAgainstPartnerSchema,
  checkVariables,
  type PartnerRefusal,
  selectsIntrospection,
  selectsOnlyIntrospection,
} from './checkOperation.ts';
import { readsOwnAgreementAlone } from './ownAgreement.ts';
import { createPartnerViews } from './partnerViews.ts';
import { readmit } from './readmit.ts';

interface GuardOptions {
  readonly graph: Graph;
  readonly source: AgreementStateSource;
  /** Counts requests. */
  readonly writer: AccessWriter;
  readonly attempts: AttemptWindows;
}

/** A request before validation. The document is null when the text has a syntax error, which `@apollo/server` reports. */
export interface UnvalidatedRequest {
  readonly document: DocumentNode | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** A valid operation before its execution. */
export interface ValidOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Enforces agreements on the operations of partners (domain rule 4.3). */
export interface PartnerGuard {
  /**
   * Checks a document against the partner schema before it is validated against the whole schema, whose messages a partner must not see. Answers
   * introspection from the partner schema. Null when the request may continue, and for other viewers than partners. An `applicant` when the
   * operation continues with that viewer, because it manages the partner's agreements.
   */
  admitDocument(
    context: RequestContext,
    request: UnvalidatedRequest,
  ): Promise<{ readonly refusal: EarlyRefusal } | { readonly body: string } | { readonly applicant: Viewer } | null>;
  /** Checks the operation again, on the generation that executes it, with its variables and cost. Returns the masks; throws the refusal. */
  admitOperation(generation: Generation, partner: Admission, operation: ValidOperation): Masks | null;
  /** Counts an operation that has passed all checks; resolves with a refusal when the quota is used up. */
  countOperation(partner: Admission, operation: ValidOperation, context: RequestContext): Promise<EarlyRefusal | null>;
  /** The refusal of a response whose agreement has changed or ended, or whose data subject has withdrawn the consent; null when it may be sent. */
  admitResponse(
    generation: Generation,
    partner: Admission,
    operation: ValidOperation,
    context: RequestContext,
  ): Promise<EarlyRefusal | null>;
}

export function createPartnerGuard({ graph, source, writer, attempts }: GuardOptions): PartnerGuard {
  const { viewFor } = createPartnerViews();
  const checkOnce = createDocumentCheck();
  const countRequest = createRequestCounter(writer);

  const checkPartner: CheckPartner = (generation, partner, document) => checkOnce(viewFor(generation, partner).schema, document);
  const recheckAdmission = createRecheck(source, checkPartner);

  return {
    admitDocument: async (context, { document, variables, operationName }) => {
      const { partner, notAdmitted } = context;
      const generation = graph.current();
      const over = attemptRefusalOf(attempts, context);
      const isOwnAgreementAlone = document !== null && readsOwnAgreementAlone(document);
      if (notAdmitted) {
        if (isOwnAgreementAlone && context.recordDraft) context.recordDraft.isOwnAgreement = true;
        return refusedBy((isOwnAgreementAlone ? null : over) ?? refuseApplicant(generation, notAdmitted, document));
      }
      const isCheckable = partner !== null && generation !== null && document !== null;
      // A partner that has made too many attempts may still read its own agreement.
      if (over && !(isCheckable && isOwnAgreementAlone)) return refusedBy(over);
      if (!isCheckable) return null;
      if (managesAgreements(document)) {
        const permitted = checkApplicantDocument(generation.schema, document);
        if (permitted === 'YES') return { applicant: asApplicant(context.viewer) };
        if (permitted !== 'NO') return refusedBy(permitted);
      }
      // The body may arrive long after the headers.
      const ended = await recheckAdmission(generation, partner, document);
      if (ended) return refusedBy(ended);
      const { schema } = viewFor(generation, partner);
      const { refusal: outside, selects } = checkOnce(schema, document);
      if (outside) return refusedBy({ status: statusOf(outside), ...outside });
      if (selects === 'data') return null;
      const refused = selects === 'schema' ? await countRequest(partner, null) : MIXED;
      if (refused) return refusedBy(refused);
      const answer = await execute({ schema, document, variableValues: variables, ...(operationName && { operationName }) });
      return { body: JSON.stringify(answer) };
    },
    admitOperation: (generation, partner, { document, operation, variables }) => {
      const { schema: own, masks } = viewFor(generation, partner);
      const { refusal: outside, selects } = checkOnce(own, document);
      const refusal = outside ?? checkVariables(own, operation, variables);
      if (refusal) throw thrown({ status: statusOf(refusal), ...refusal });
      if (selects !== 'data') throw thrown(MIXED);
      const cost = generation.costs.of(document, operation).estimate(variables);
      if (cost > partner.agreement.maxCost) {
        refuseInvalidVariables(own, operation, variables);
        throw tooCostly(cost, partner.agreement.maxCost);
      }
      return masks;
    },
    countOperation: async (partner, { document, operation }, { recordDraft }) => {
      // Reading one's own agreement is counted as an attempt, with the access record.
      if (!recordDraft || !readsOwnAgreementAlone(document)) return countRequest(partner, draftToDeferTo(operation, recordDraft));
      recordDraft.isOwnAgreement = true;
      return null;
    },
    admitResponse: async (generation, partner, { document }, context) =>
      (await recheckAdmission(generation, partner, document)) ??
      (context.recordDraft && (await checkConsents(generation, partner, context.recordDraft, context))),
  };
}

type CheckPartner = (generation: Generation, partner: Admission, document: DocumentNode) => DocumentCheck;

/** Creates the second check of an admission: the refusal of a request whose agreement has ended or changed since; null when it may continue. */
const createRecheck =
  (source: AgreementStateSource, checkPartner: CheckPartner) =>
  async (generation: Generation, partner: Admission, document: DocumentNode): Promise<EarlyRefusal | null> => {
    const admitted = await readmit(source, partner);
    if ('code' in admitted) return { status: admitted.code === 'DEPENDENCY_UNAVAILABLE' ? 503 : 403, ...admitted };
    if (admitted === partner) return null;
    const { refusal } = checkPartner(generation, admitted, document);
    return refusal && { status: statusOf(refusal), ...refusal };
  };

/** The refusal of an applicant's document; null when it selects only what applicants may use. */
function refuseApplicant(
  generation: Generation | null,
  refusal: EarlyRefusal,
  document: DocumentNode | null,
): EarlyRefusal | null {
  const isPermitted = generation && document ? checkApplicantDocument(generation.schema, document) : 'NO';
  if (isPermitted === 'YES') return null;
  return isPermitted === 'NO' ? refusal : isPermitted;
}

const refusedBy = (refusal: EarlyRefusal | null): { readonly refusal: EarlyRefusal } | null => refusal && { refusal };

interface DocumentCheck {
  readonly refusal: PartnerRefusal | null;
  readonly selects: 'data' | 'schema' | 'both';
}

/** Checks documents against partner schemas. The result is kept for each schema and document. */
function createDocumentCheck() {
  const checked = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, DocumentCheck>>();
  return (schema: GraphQLSchema, document: DocumentNode): DocumentCheck => {
    const ofSchema = checked.get(schema) ?? new WeakMap<DocumentNode, DocumentCheck>();
    checked.set(schema, ofSchema);
    const known = ofSchema.get(document);
    if (known) return known;
    const isOnlyIntrospection = selectsOnlyIntrospection(schema, document);
    const selects = !selectsIntrospection(schema, document) ? 'data' : isOnlyIntrospection ? 'schema' : 'both';
    const made: DocumentCheck = { refusal: checkAgainstPartnerSchema(schema, document), selects };
    ofSchema.set(document, made);
    return made;
  };
}

const statusOf = ({ code }: PartnerRefusal): number => (code === 'FIELD_NOT_ALLOWED' ? 403 : 400);

/** The refusal of a partner's client after too many attempts in this minute; null otherwise. */
function attemptRefusalOf(attempts: AttemptWindows, context: RequestContext): EarlyRefusal | null {
  if (!context.recordDraft || !isPartner(context.viewer)) return null;
  const now = nowOf(context);
  const window = attempts.windowAt(context.partner ? 'REFUSED' : 'NOT_ADMITTED', { ...context, now });
  return attemptsUsedUp(window) ? attemptRefusal(window, now) : null;
}

const thrown = ({ status, code, message }: EarlyRefusal): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });

const MIXED: EarlyRefusal = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'Ask for the schema and for data in separate requests.',
};
