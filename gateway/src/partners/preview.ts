import { createHash, randomUUID } from 'node:crypto';
import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { Refusal } from '@union-graph/subgraph';
import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode, parse, printSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { type Admission, isInForce, viewerUnder } from '../agreements/admit.ts';
import type { LiveAgreement, PreviewedAgreement, Stop } from '../agreements/agreementState.ts';
import { type Limits, readText } from '../checks/limits/limits.ts';
import type { Generation, Graph } from '../generations/graph.ts';
import { readsOf } from '../operation/reads.ts';
import { describePlan, planText } from '../planning/describePlan.ts';
import { executionContext } from '../request/context.ts';
import { createDeadline } from '../request/deadline.ts';
import type { EventLoopYield } from '../request/eventLoopYield.ts';
import { createExplanation, type Explanation } from '../request/explanation.ts';
import { type PlanningQueue, requesterOf } from '../request/planningQueue.ts';
import { newRecordDraft, type RecordDraft } from '../request/recordDraft.ts';
import { checkDocument, coordinatesOutside } from './checkOperation.ts';
import { makeView, type PartnerView } from './partnerViews.ts';

export interface PreviewRequest {
  readonly agreement: PreviewedAgreement;
  /** Who asks. */
  readonly viewer: Viewer;
  readonly stops: readonly Stop[];
  readonly purpose: string;
  /** The operation; null for the schema alone. */
  readonly text: string | null;
  readonly now: Date;
  /** Whether both sides have signed: before that nothing is read. */
  readonly isSigned: boolean;
  /** Whether the viewer may read personal fields by it. */
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
  /** The most that any operation may cost. */
  readonly maxCost: number;
  readonly planning: PlanningQueue;
  readonly eventLoopYield: EventLoopYield;
  readonly log: Logger;
}

/**
 * Runs an operation as a partner would, for those who look after its agreement: its schema, what of the operation is outside, cost, plan and
 * the masked result. The same limits, checks, masks and row filter hold as for the partner, and its document waits for its turn like any
 * other that is new; nothing is counted against the partner's quota.
 */
export const createPreview = ({
  graph,
  testClock,
  timeoutMs,
  limits,
  maxCost,
  planning,
  eventLoopYield,
  log,
}: PreviewOptions): Preview => {
  const viewOf = createPreviewedViews();
  return async ({ text, viewer: asker, isSigned, mayReadPersonal, ...asked }) => {
    const generation = graph.current();
    if (!generation) throw new Refusal('DEPENDENCY_UNAVAILABLE', 'The graph is not loaded yet. Try again in a moment.');
    const permit = await planning.enter(requesterOf(asker, ''), 2 * (text?.length ?? 0));
    try {
      await eventLoopYield.next();
      const agreement = asked.agreement as unknown as LiveAgreement;
      const agreementState = { version: 0n, agreements: [agreement], stops: asked.stops };
      const { schema, masks, sdl } = viewOf(generation, { agreement, agreementState, now: asked.now });
      const shown: PreviewAnswer = { ...NOTHING, schema: sdl, costLimit: agreement.maxCost };
      if (text === null) return shown;
      await eventLoopYield.next();
      const document = parsed(text, limits);
      const operation = onlyOperation(document);
      await eventLoopYield.next();
      const refusal = checkDocument(schema, document);
      if (refusal)
        return {
          ...shown,
          allowed: false,
          outside: [...new Set(coordinatesOutside(schema, document))],
          refusal: refusal.message,
        };
      const cost = generation.costs.of(document, operation).estimate({});
      const most = Math.min(agreement.maxCost, maxCost);
      if (cost > most) return { ...shown, allowed: false, cost, refusal: `The operation costs ${cost}; the limit is ${most}.` };
      const isReading = operation.operation === 'query';
      if (!isReading || !isSigned || (isPersonal(generation, document, operation) && !mayReadPersonal)) return { ...shown, cost };
      await eventLoopYield.next();
      const viewer = viewerUnder(OF_PARTNER(agreement), agreement, asked.purpose);
      const ran = await run(generation, document, text, {
        viewer,
        masks,
        permit,
        requestId: randomUUID(),
        testNow: testClock ? asked.now.toISOString() : undefined,
        deadline: createDeadline(timeoutMs),
        log,
      });
      return { ...shown, cost, ...ran };
    } finally {
      permit.release();
    }
  };
};

/** Views that were made last, since who tries an agreement out asks of it again. */
const KNOWN_VIEWS = 20;

/** Gives what a partner sees with its schema in writing, made once for what an agreement and the stops say. */
function createPreviewedViews() {
  const byGeneration = new WeakMap<Generation, LRUCache<string, PartnerView & { readonly sdl: string }>>();
  return (generation: Generation, admission: Omit<Admission, 'viewer'>): PartnerView & { readonly sdl: string } => {
    const views = byGeneration.get(generation) ?? new LRUCache({ max: KNOWN_VIEWS });
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

const NOTHING: PreviewAnswer = {
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

const OF_PARTNER = ({ clientId }: LiveAgreement): Viewer => ({
  ...ANONYMOUS,
  subject: clientId,
  kind: 'client',
  clientId,
  scopes: ['read'],
});

type RunContext = Parameters<typeof executionContext>[0];

async function run(generation: Generation, document: DocumentNode, text: string, context: RunContext) {
  const recordDraft: RecordDraft = newRecordDraft();
  const explanation: Explanation = createExplanation();
  const own = executionContext({ ...context, recordDraft, explanation });
  const { data, errors } = await generation.run({ document, text, operationName: null, variables: {} }, own);
  const told = errors?.map(({ message, path, extensions }) => ({ message, path, extensions: { code: extensions?.code } }));
  return {
    result: JSON.stringify({ data, ...(told && told.length > 0 && { errors: told }) }),
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

function parsed(text: string, limits: Limits): DocumentNode {
  const { document, refusal } = readText(text, limits);
  if (document) return document;
  throw new Refusal('BAD_USER_INPUT', refusal?.message ?? syntaxFault(text), { field: 'document' });
}

/** What is wrong with a text that is no document. */
function syntaxFault(text: string): string {
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
