import { randomUUID } from 'node:crypto';
import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { Refusal } from '@union-graph/subgraph';
import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode, parse, printSchema } from 'graphql';
import type { Logger } from 'pino';
import { readsOf } from '../access-log/reads.ts';
import { newTrail, type Trail } from '../access-log/trail.ts';
import { createPatience } from '../calls/patience.ts';
import type { RequestContext } from '../context.ts';
import type { Masks } from '../execution/projection/masks.ts';
import { describePlan, planText } from '../explanation/describePlan.ts';
import { createExplanation, type Explanation } from '../explanation/explanation.ts';
import type { PreviewedAgreement } from '../governance/preview/queries.ts';
import type { Generation, Graph } from '../supergraph/graph.ts';
import { viewerUnder } from './admit.ts';
import { checkDocument, coordinatesOutside } from './checkOperation.ts';
import { catalogueOf, makeView } from './schemas.ts';
import type { LiveAgreement, Stop } from './standing.ts';

export interface PreviewRequest {
  readonly agreement: PreviewedAgreement;
  readonly stops: readonly Stop[];
  readonly purpose: string;
  /** The operation; null for the schema alone. */
  readonly text: string | null;
  readonly now: Date;
  /** Whether both sides have signed: before that nothing is read. */
  readonly isSigned: boolean;
  /** Whether whoever asks may read personal fields by it. */
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
  readonly log: Logger;
}

/**
 * Runs an operation as a partner would, for those who look after its agreement: its schema, what of the operation is outside, cost, plan and
 * the masked result. The same checks, masks and row filter hold as for the partner; nothing is counted against its quota.
 */
export const createPreview =
  ({ graph, testClock, timeoutMs, log }: PreviewOptions): Preview =>
  async ({ text, isSigned, mayReadPersonal, ...asked }) => {
    const generation = graph.current();
    if (!generation) throw new Refusal('DEPENDENCY_UNAVAILABLE', 'The graph is not loaded yet. Try again in a moment.');
    const agreement = asked.agreement as unknown as LiveAgreement;
    const standing = { version: 0n, agreements: [agreement], stops: asked.stops };
    const { schema, masks } = makeView(generation, { agreement, standing, now: asked.now });
    const shown: PreviewAnswer = { ...NOTHING, schema: printSchema(schema), costLimit: agreement.maxCost };
    if (text === null) return shown;
    const document = parsed(text);
    const operation = onlyOperation(document);
    const refusal = checkDocument(schema, document);
    if (refusal)
      return { ...shown, allowed: false, outside: [...new Set(coordinatesOutside(schema, document))], refusal: refusal.message };
    const cost = generation.costs.of(document, operation).estimate({});
    if (cost > agreement.maxCost)
      return { ...shown, allowed: false, cost, refusal: `The operation costs ${cost}; the limit is ${agreement.maxCost}.` };
    const isReading = operation.operation === 'query';
    if (!isReading || !isSigned || (isPersonal(generation, document, operation) && !mayReadPersonal)) return { ...shown, cost };
    const viewer = viewerUnder(OF_PARTNER(agreement), agreement, asked.purpose);
    const ran = await run(generation, document, text, {
      viewer,
      partner: { agreement, viewer, standing, now: asked.now },
      masks,
      requestId: randomUUID(),
      testNow: testClock ? asked.now.toISOString() : undefined,
      patience: createPatience(timeoutMs),
      log,
    });
    return { ...shown, cost, ...ran };
  };

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

type RunContext = Omit<RequestContext, 'trail' | 'calls' | 'explanation'> & { masks: Masks | null };

async function run(generation: Generation, document: DocumentNode, source: string, context: RunContext) {
  const trail: Trail = newTrail();
  const explanation: Explanation = createExplanation();
  const asked: RequestContext = { ...context, trail, explanation, calls: { count: 0 } };
  const request = { document, source, request: { query: source, variables: {} }, context: asked, schema: generation.schema };
  const { data, errors } = await generation.execute(request as unknown as Parameters<Generation['execute']>[0]);
  const told = errors?.map(({ message, path, extensions }) => ({ message, path, extensions: { code: extensions?.code } }));
  return {
    result: JSON.stringify({ data, ...(told && told.length > 0 && { errors: told }) }),
    plan: explanation.plan && planText(describePlan(explanation.plan, new Map()), () => '').split('\n'),
    suppressed: trail.suppressed,
    persons: [...trail.subjects].sort().map((id) => ({ id })),
  };
}

function isPersonal(generation: Generation, document: DocumentNode, operation: OperationDefinitionNode): boolean {
  const { fields } = catalogueOf(generation);
  return readsOf(generation.schema, document, operation, (field) => fields.get(field)?.level.startsWith('per') === true)
    .isPersonal;
}

function parsed(text: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new Refusal('BAD_USER_INPUT', error.message, { field: 'document' });
  }
}

function onlyOperation({ definitions }: DocumentNode): OperationDefinitionNode {
  const [operation, another] = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation && !another) return operation;
  throw new Refusal('BAD_USER_INPUT', 'Write exactly one operation.', { field: 'document' });
}
