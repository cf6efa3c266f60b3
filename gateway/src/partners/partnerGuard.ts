import { type DocumentNode, GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { AccessWriter } from '../accounts/accessWriter.ts';
import type { AttemptWindows } from '../accounts/attempts.ts';
import { createRequestCounter, draftToDeferTo } from '../accounts/requestCounter.ts';
import type { Admission } from '../agreements/admit.ts';
import type { AgreementStateSource } from '../agreements/agreementState.ts';
import type { Masks } from '../agreements/masks/mask.ts';
import { refuseInvalidVariables, tooCostly } from '../checks/cost/checkCost.ts';
import type { Generation, Graph } from '../generations/graph.ts';
import type { RequestContext } from '../request/context.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { createDocumentAdmission, type DocumentAdmission, type UnvalidatedRequest } from './admitDocument.ts';
import { checkConsents } from './checkConsents.ts';
import { checkVariables, toEarlyRefusal } from './checkOperation.ts';
import { type CheckDocument, createDocumentCheck, MIXED_DOCUMENT } from './documentCheck.ts';
import { readsOwnAgreementAlone } from './ownAgreement.ts';
import { createPartnerViews, type ViewFor } from './partnerViews.ts';
import { createAdmissionRecheck } from './readmit.ts';

interface GuardOptions {
  readonly graph: Graph;
  readonly source: AgreementStateSource;
  /** Counts requests. */
  readonly writer: AccessWriter;
  readonly attempts: AttemptWindows;
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
   * introspection from the partner schema. Null when the request may continue. An `applicant` when the
   * operation continues with that viewer, because it manages the partner's agreements.
   */
  admitDocument(context: RequestContext, request: UnvalidatedRequest): Promise<DocumentAdmission>;
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
  const checkDocument = createDocumentCheck();
  const countRequest = createRequestCounter(writer);
  const recheckAdmission = createAdmissionRecheck(source, viewFor, checkDocument);
  return {
    admitDocument: createDocumentAdmission({ graph, attempts, viewFor, checkDocument, countRequest, recheckAdmission }),
    admitOperation: createOperationAdmission(viewFor, checkDocument),
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

const createOperationAdmission =
  (viewFor: ViewFor, checkDocument: CheckDocument): PartnerGuard['admitOperation'] =>
  (generation, partner, { document, operation, variables }) => {
    const { schema, masks } = viewFor(generation, partner);
    const { refusal: outside, selects } = checkDocument(schema, document);
    const refusal = outside ?? checkVariables(schema, operation, variables);
    if (refusal) throw thrown(toEarlyRefusal(refusal));
    if (selects !== 'data') throw thrown(MIXED_DOCUMENT);
    const cost = generation.costs.of(document, operation).estimate(variables);
    if (cost > partner.agreement.maxCost) {
      refuseInvalidVariables(schema, operation, variables);
      throw tooCostly(cost, partner.agreement.maxCost);
    }
    return masks;
  };

const thrown = ({ status, code, message }: EarlyRefusal): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });
