import { createHash, randomUUID } from 'node:crypto';
import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { Refusal } from '@union-graph/subgraph';
import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode, parse, printSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { type Admission, isInForce, viewerUnder } from '../agreements/admit.ts';
import type { LiveAgreement, PreviewedAgreement, Stop } from '../agreements/agreementState.ts';
import { type Limits, readText } from '../checks/limits/limits.ts';
import type { RequestedOperation } from '../execution/executor.ts';
import type { Generation, Graph } from '../generations/graph.ts';
import { readsOf } from '../operation/reads.ts';
import { describePlan, planText } from '../planning/describePlan.ts';
import { executionContext } from '../request/context.ts';
import { createDeadline } from '../request/deadline.ts';
import type { EventLoopYield } from '../request/eventLoopYield.ts';
import { createExplanation, type Explanation } from '../request/explanation.ts';
import { type Permit, type PlanningQueue, requesterOf } from '../request/planningQueue.ts';
import { newRecordDraft, type RecordDraft } from '../request/recordDraft.ts';
import { checkAgainstPartnerSchema, coordinatesOutside } from './checkOperation.ts';
import { makeView, type PartnerView } from './partnerViews.ts';

export interface PreviewRequest {
  readonly agreement: PreviewedAgreement;
  /** The viewer of the preview, not of the partner. */
  readonly viewer: Viewer;
  readonly stops: readonly Stop[];
  readonly purpose: string;
  /** The operation; null for the schema alone. */
  readonly text: string | null;
  readonly now: Date;
  /** Whether both sides have signed. Before that the operation is not executed. */
  readonly isSigned: boolean;
  /** Whether operations with personal fields are executed. */
  readonly mayReadPersonal: boolean;
}

export interface PreviewAnswer {
  readonly schema: string;
  readonly allowed: boolean;
  readonly outside: string[];
  readonly refusal: string | null;
  readonly plan: string[] | null;
  readonly cost: number | null;
  readonly costLimit: number;
  readonly result: string | null;
  readonly suppressed: number;
  readonly persons: { readonly id: string }[];
}

export type Preview = (request: PreviewRequest) => Promise<PreviewAnswer>;

interface PreviewOptions {
  readonly graph: Graph;
  readonly testClock: boolean;
  readonly timeoutMs: number;
  readonly limits: Limits;
  /** The maximum estimated cost of one operation. */
  readonly maxCost: number;
  readonly planning: PlanningQueue;
  readonly eventLoopYield: EventLoopYield;
  readonly log: Logger;
}

/**
 * Creates the preview: it runs an operation as a partner, for the staff who are responsible for the agreement. The result has the partner schema,
 * the coordinates outside of it, cost, plan and masked data. The limits, checks, masks and row filter are the partner's; the document waits in
 * the planning queue. Nothing is counted in the partner's quota.
 */
export const createPreview = (options: PreviewOptions): Preview => {
  const { graph, planning, eventLoopYield } = options;
  const viewOf = createPreviewedViews();
  const previewOperation = createOperationPreview(options);
  return async (request) => {
    const { text, viewer, now, stops } = request;
    const generation = graph.current();
    if (!generation) throw new Refusal('DEPENDENCY_UNAVAILABLE', 'The graph is not loaded yet. Try again in a moment.');
    const permit = await planning.enter(requesterOf(viewer, ''), 2 * (text?.length ?? 0));
    try {
      await eventLoopYield.next();
      const agreement = request.agreement as unknown as LiveAgreement;
      const agreementState = { version: 0n, agreements: [agreement], revokedOn: new Map(), stops };
      const view = viewOf(generation, { agreement, agreementState, now });
      const preview: PreviewAnswer = { ...EMPTY_PREVIEW, schema: view.sdl, costLimit: agreement.maxCost };
      if (text === null) return preview;
      return { ...preview, ...(await previewOperation(generation, { ...request, text, agreement, permit }, view)) };
    } finally {
      permit.release();
    }
  };
};

type OperationRequest = Omit<PreviewRequest, 'agreement'> & {
  readonly text: string;
  readonly agreement: LiveAgreement;
  readonly permit: Permit;
};

/** Checks the operation of a preview, and runs it as the partner where both sides have signed and the viewer may read its fields. */
const createOperationPreview =
  ({ testClock, timeoutMs, limits, maxCost, eventLoopYield, log }: PreviewOptions) =>
  async (
    generation: Generation,
    { text, agreement, purpose, now, permit, isSigned, mayReadPersonal }: OperationRequest,
    { schema, masks }: PartnerView,
  ): Promise<Partial<PreviewAnswer>> => {
    await eventLoopYield.next();
    const document = parseWithinLimits(text, limits);
    const operation = onlyOperation(document);
    await eventLoopYield.next();
    const checked = checkPreviewed(generation, schema, { document, operation }, Math.min(agreement.maxCost, maxCost));
    if (checked.refusal !== null) return { ...checked, allowed: false };
    const { cost } = checked;
    const isReading = operation.operation === 'query';
    if (!isReading || !isSigned || (isPersonal(generation, document, operation) && !mayReadPersonal)) return { cost };
    await eventLoopYield.next();
    const context: RunContext = {
      viewer: viewerUnder(partnerViewer(agreement), agreement, purpose),
      masks,
      permit,
      requestId: randomUUID(),
      testNow: testClock ? now.toISOString() : undefined,
      deadline: createDeadline(timeoutMs),
      log,
    };
    return { cost, ...(await runPreviewed(generation, { document, text, operation, variables: {} }, context)) };
  };

/** Checks an operation against the partner schema and the cost limit. */
function checkPreviewed(
  generation: Generation,
  schema: PartnerView['schema'],
  { document, operation }: { readonly document: DocumentNode; readonly operation: OperationDefinitionNode },
  limit: number,
): Pick<PreviewAnswer, 'outside' | 'refusal' | 'cost'> {
  const refusal = checkAgainstPartnerSchema(schema, document);
  if (refusal) return { outside: [...new Set(coordinatesOutside(schema, document))], refusal: refusal.message, cost: null };
  const cost = generation.costs.of(document, operation).estimate({});
  return { outside: [], refusal: cost > limit ? `The operation costs ${cost}; the limit is ${limit}.` : null, cost };
}

/** The size of the cache of views for each generation. */
const MAX_PREVIEWS = 20;

/** Creates the cache of previewed partner views, with their schemas as SDL. */
function createPreviewedViews() {
  const byGeneration = new WeakMap<Generation, LRUCache<string, PartnerView & { readonly sdl: string }>>();
  return (generation: Generation, admission: Omit<Admission, 'viewer'>): PartnerView & { readonly sdl: string } => {
    const views = byGeneration.get(generation) ?? new LRUCache({ max: MAX_PREVIEWS });
    byGeneration.set(generation, views);
    const { agreement, agreementState, now } = admission;
    const { id, kind, coordinates, masks: masked, pseudonymKey } = agreement;
    const stops = agreementState.stops.filter((stop) => isInForce(stop, now)).map(({ scope, target }) => `${scope} ${target}`);
    const key = createHash('sha256')
      .update(JSON.stringify([id, kind, coordinates, masked, String(pseudonymKey), stops]))
      .digest('hex');
    const known = views.get(key);
    if (known) return known;
    const view = makeView(generation, admission);
    const made = { ...view, sdl: printSchema(view.schema) };
    views.set(key, made);
    return made;
  };
}

const EMPTY_PREVIEW: PreviewAnswer = {
  schema: '',
  allowed: true,
  outside: [],
  refusal: null,
  plan: null,
  cost: null,
  costLimit: 0,
  result: null,
  suppressed: 0,
  persons: [],
};

const partnerViewer = ({ clientId }: LiveAgreement): Viewer => ({
  ...ANONYMOUS,
  subject: clientId,
  kind: 'client',
  clientId,
  scopes: ['read'],
});

type RunContext = Parameters<typeof executionContext>[0];

async function runPreviewed(generation: Generation, operation: RequestedOperation, context: RunContext) {
  const recordDraft: RecordDraft = newRecordDraft();
  const explanation: Explanation = createExplanation();
  const own = executionContext({ ...context, recordDraft, explanation });
  const { data, errors } = await generation.run(operation, own);
  const formatted = errors?.map(({ message, path, extensions }) => ({ message, path, extensions: { code: extensions?.code } }));
  return {
    result: JSON.stringify({ data, ...(formatted && formatted.length > 0 && { errors: formatted }) }),
    plan: explanation.plan && planText(describePlan(explanation.plan, new Map()), () => '').split('\n'),
    suppressed: recordDraft.suppressed,
    persons: [...recordDraft.subjects].sort().map((id) => ({ id })),
  };
}

function isPersonal(generation: Generation, document: DocumentNode, operation: OperationDefinitionNode): boolean {
  const { fields } = generation.supergraph.catalogue;
  return readsOf(generation.schema, document, operation, (field) => fields.get(field)?.level.startsWith('per') === true)
    .isPersonal;
}

function parseWithinLimits(text: string, limits: Limits): DocumentNode {
  const { document, refusal } = readText(text, limits);
  if (document) return document;
  throw new Refusal('BAD_USER_INPUT', refusal?.message ?? syntaxError(text), { field: 'document' });
}

/** The message of a text's syntax error. */
function syntaxError(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return error.message;
    throw error;
  }
  return 'The document cannot be read.';
}

function onlyOperation({ definitions }: DocumentNode): OperationDefinitionNode {
  const [operation, another] = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation && !another) return operation;
  throw new Refusal('BAD_USER_INPUT', 'Write exactly one operation.', { field: 'document' });
}
