import { type DocumentNode, execute, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { AccessWriter } from '../accounts/accessWriter.ts';
import { attemptsAt, attemptsUsedUp, overAttempts } from '../accounts/attempts.ts';
import { createRequestCounter, deferrableTo } from '../accounts/requestCounter.ts';
import { type Admission, isPartner } from '../agreements/admit.ts';
import type { AgreementStateSource } from '../agreements/agreementState.ts';
import type { Masks } from '../agreements/masks/mask.ts';
import { refuseUnfit, tooCostly } from '../checks/cost/checkCost.ts';
import type { Generation, Graph } from '../generations/graph.ts';
import { nowOf, type RequestContext } from '../request/context.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { leadsToAgreement } from './applicant.ts';
import { checkConsents } from './checkConsents.ts';
import { asksForSchema, asksForSchemaAlone, checkDocument, checkVariables, type PartnerRefusal } from './checkOperation.ts';
import { readsOwnAgreementAlone } from './ownAgreement.ts';
import { createPartnerViews } from './partnerViews.ts';
import { stillAdmitted } from './stillAdmitted.ts';

interface GuardOptions {
  readonly graph: Graph;
  readonly source: AgreementStateSource;
  /** Counts what is let in. */
  readonly writer: AccessWriter;
}

/** A request with its document, as its client has written it; null for what is no document: the server tells that better. */
export interface ClientRequest {
  readonly document: DocumentNode | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** A valid operation that is about to run. */
export interface Running {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Keeps the operations of partners inside their agreements (domain rule 4.3). */
export interface PartnerGuard {
  /**
   * Refuses before a document is validated, so that no message of the whole schema's validation reaches a partner; answers what asks for the
   * schema. Null when the request may go on, and for viewers that are no partners.
   */
  before(
    context: RequestContext,
    asked: ClientRequest,
  ): Promise<{ readonly refusal: EarlyRefusal } | { readonly body: string } | null>;
  /** Checks what is really about to run, on the generation it runs on. Gives what the partner is told less exactly; throws the refusal. */
  check(generation: Generation, partner: Admission, running: Running): Masks | null;
  /** Counts an operation that has passed every other check; gives why it may not run. */
  count(partner: Admission, running: Running, context: RequestContext): Promise<EarlyRefusal | null>;
  /** Why an answer that is ready may not leave: the agreement has ended meanwhile, or a person in it has taken a consent back. */
  after(generation: Generation, partner: Admission, running: Running, context: RequestContext): Promise<EarlyRefusal | null>;
}

export function createPartnerGuard({ graph, source, writer }: GuardOptions): PartnerGuard {
  const { viewFor } = createPartnerViews();
  const check = createChecks();
  const count = createRequestCounter(writer);

  /** What has ended since a request was let in, by the newest agreementState. */
  const endedSince = async (generation: Generation, partner: Admission, document: DocumentNode): Promise<EarlyRefusal | null> => {
    const entered = await stillAdmitted(source, partner);
    if ('code' in entered) return { status: entered.code === 'DEPENDENCY_UNAVAILABLE' ? 503 : 403, ...entered };
    if (entered === partner) return null;
    const { refusal } = check(viewFor(generation, entered).schema, document);
    return refusal && { status: statusOf(refusal), ...refusal };
  };
  /** Why an operation of a partner that was not admitted is refused; null where it leads to an agreement. */
  const beforeAgreement = (refusal: EarlyRefusal, document: DocumentNode | null): EarlyRefusal | null => {
    const generation = graph.current();
    const leads = generation && document ? leadsToAgreement(generation.schema, document) : 'NO';
    if (leads === 'YES') return null;
    return leads === 'NO' ? refusal : leads;
  };

  return {
    before: async (context, { document, variables, operationName }) => {
      const { partner, notAdmitted } = context;
      const generation = graph.current();
      const over = overAttemptsOf(context);
      if (notAdmitted) return refusedBy(over ?? beforeAgreement(notAdmitted, document));
      const isAsking = partner !== null && generation !== null && document !== null;
      // A partner that has made too many attempts may still read its own agreement.
      if (over && !(isAsking && readsOwnAgreementAlone(document))) return refusedBy(over);
      if (!isAsking) return null;
      // A body may come long after the head that was let in.
      const ended = await endedSince(generation, partner, document);
      if (ended) return refusedBy(ended);
      const { schema } = viewFor(generation, partner);
      const { refusal: outside, asksFor } = check(schema, document);
      if (outside) return refusedBy({ status: statusOf(outside), ...outside });
      if (asksFor === 'data') return null;
      const refused = asksFor === 'schema' ? await count(partner, null) : MIXED;
      if (refused) return refusedBy(refused);
      const answer = await execute({ schema, document, variableValues: variables, ...(operationName && { operationName }) });
      return { body: JSON.stringify(answer) };
    },
    check: (generation, partner, { document, operation, variables }) => {
      const { schema: own, masks } = viewFor(generation, partner);
      const { refusal: outside, asksFor } = check(own, document);
      const refusal = outside ?? checkVariables(own, operation, variables);
      if (refusal) throw thrown({ status: statusOf(refusal), ...refusal });
      if (asksFor !== 'data') throw thrown(MIXED);
      const cost = generation.costs.of(document, operation).estimate(variables);
      if (cost > partner.agreement.maxCost) {
        refuseUnfit(own, operation, variables);
        throw tooCostly(cost, partner.agreement.maxCost);
      }
      return masks;
    },
    count: async (partner, { document, operation }, { recordDraft }) => {
      // Reading one's own agreement is counted by itself, with its record.
      if (!recordDraft || !readsOwnAgreementAlone(document)) return count(partner, deferrableTo(operation, recordDraft));
      recordDraft.isOwnAgreement = true;
      return null;
    },
    after: async (generation, partner, { document }, context) =>
      (await endedSince(generation, partner, document)) ??
      (context.recordDraft && (await checkConsents(generation, partner, context.recordDraft, context))),
  };
}

const refusedBy = (refusal: EarlyRefusal | null): { readonly refusal: EarlyRefusal } | null => refusal && { refusal };

interface Checked {
  readonly refusal: PartnerRefusal | null;
  readonly asksFor: 'data' | 'schema' | 'both';
}

/** Checks documents, each once against each schema. */
function createChecks() {
  const checked = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, Checked>>();
  return (schema: GraphQLSchema, document: DocumentNode): Checked => {
    const ofSchema = checked.get(schema) ?? new WeakMap<DocumentNode, Checked>();
    checked.set(schema, ofSchema);
    const known = ofSchema.get(document);
    if (known) return known;
    const asksFor = !asksForSchema(schema, document) ? 'data' : asksForSchemaAlone(schema, document) ? 'schema' : 'both';
    const made: Checked = { refusal: checkDocument(schema, document), asksFor };
    ofSchema.set(document, made);
    return made;
  };
}

const statusOf = ({ code }: PartnerRefusal): number => (code === 'FIELD_NOT_ALLOWED' ? 403 : 400);

/** The refusal of a partner's client that has made too many attempts in this minute; null while it may go on, and for viewers that are no partners. */
function overAttemptsOf(context: RequestContext): EarlyRefusal | null {
  if (!context.recordDraft || !isPartner(context.viewer)) return null;
  const now = nowOf(context);
  const attempts = attemptsAt(context.partner ? 'REFUSED' : 'NOT_ADMITTED', { ...context, now });
  return attemptsUsedUp(attempts) ? overAttempts(attempts, now) : null;
}

const thrown = ({ status, code, message }: EarlyRefusal): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });

const MIXED: EarlyRefusal = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'Ask for the schema and for data in separate requests.',
};
