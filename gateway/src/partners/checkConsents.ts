import { serviceViewer } from '@union-graph/identity';
import { type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, parse, validate } from 'graphql';
import type { Admission } from '../agreements/admit.ts';
import type { Generation } from '../generations/graph.ts';
import { type ExecutionContext, executionContext } from '../request/context.ts';
import { createDeadline } from '../request/deadline.ts';
import type { RecordDraft } from '../request/recordDraft.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import type { ConsentFields } from '../supergraph/reading/personType.ts';

/** The time limit for fetching the consents of data subjects. */
const CONSENT_TIMEOUT_MS = 5_000;
const SYSTEM = serviceViewer('gateway');

interface Consent {
  readonly purpose: string;
  readonly givenAt: string;
  readonly withdrawnAt: string | null;
}

const CONSENT_WITHDRAWN: EarlyRefusal = {
  status: 403,
  code: 'CONSENT_REQUIRED',
  message: 'A person whose data you read has withdrawn the consent to this purpose.',
};
const CONSENTS_UNKNOWN: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message: 'The consents of the persons whose data you read cannot be checked now. Try again in a moment.',
};
const NOT_DECLARED: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message: 'The graph does not declare where the consents of persons are. Select fields that are not personal.',
};

/**
 * Refuses a response when one of its data subjects has withdrawn the consent to the agreement's purpose, or was deleted (domain rule 4.3 no. 7).
 * Subgraphs check consents in SQL on a copy that events update. This check reads the consents from their owner, because an event may be late or
 * lost. When the supergraph does not declare where consents are, every response with personal fields is refused. Null when the response may be
 * sent.
 */
export async function checkConsents(
  generation: Generation,
  { agreement, viewer, now }: Admission,
  { subjects, isPersonal }: Pick<RecordDraft, 'subjects' | 'isPersonal'>,
  { requestId, testNow, log }: Pick<ExecutionContext, 'requestId' | 'testNow' | 'log'>,
): Promise<EarlyRefusal | null> {
  if (agreement.kind !== 'LEGAL_SERVICE') return null;
  const queryFor = consentQueriesOf(generation);
  if (!queryFor) {
    if (!isPersonal) return null;
    log.error(
      { generation: generation.id },
      'the supergraph declares no consents of persons: personal fields are refused to partners',
    );
    return NOT_DECLARED;
  }
  if (subjects.size === 0) return null;
  const context = executionContext({
    viewer: SYSTEM,
    requestId,
    testNow,
    deadline: createDeadline(CONSENT_TIMEOUT_MS),
    log,
    masks: null,
  });
  const answers = await Promise.all(
    groupPersons([...subjects]).map((group) => fetchConsents(generation, queryFor(group.length), group, context)),
  );
  const found = answers.flat();
  if (found.includes(undefined)) return CONSENTS_UNKNOWN;
  const purpose = viewer.agreement?.purpose;
  const isWithdrawn = found.some((person) => !person || hasWithdrawn(person.consents, purpose, now));
  return isWithdrawn ? CONSENT_WITHDRAWN : null;
}

function hasWithdrawn(consents: readonly Consent[], purpose: string | undefined, now: Date): boolean {
  const own = consents.filter((consent) => consent.purpose === purpose && new Date(consent.givenAt) <= now);
  return own.length > 0 && own.every(({ withdrawnAt }) => withdrawnAt !== null && new Date(withdrawnAt) <= now);
}

type KnownConsents = { readonly consents: readonly Consent[] } | null;

/** The consents of each person; null for a deleted one. Undefined when they cannot be fetched. */
async function fetchConsents(
  generation: Generation,
  query: ConsentQuery,
  group: readonly string[],
  context: ExecutionContext,
): Promise<(KnownConsents | undefined)[]> {
  const variables = Object.fromEntries(group.map((id, at) => [`p${at}`, id]));
  const { data, errors = [] } = await generation.run({ ...query, variables }, context);
  const isUnknown = errors.some(({ extensions }) => extensions?.code !== 'NOT_FOUND');
  if (isUnknown || !data) return [undefined];
  return Object.values(data as Record<string, KnownConsents>);
}

/** The possible numbers of persons in one query. There are three, so that few queries must be planned and cached. */
const GROUP_SIZES = [1, 10, 100] as const;
const MAX_GROUP_SIZE = 100;

/** Splits persons into groups of those sizes. The last group is padded with its first person. */
export function groupPersons(persons: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (let at = 0; at < persons.length; at += MAX_GROUP_SIZE) {
    const group = persons.slice(at, at + MAX_GROUP_SIZE);
    const size = GROUP_SIZES.find((one) => one >= group.length) ?? MAX_GROUP_SIZE;
    groups.push(Array.from({ length: size }, (_, place) => group[place] ?? (group[0] as string)));
  }
  return groups;
}

interface ConsentQuery {
  readonly text: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

type ConsentQueries = (count: number) => ConsentQuery;

const queriesBySchema = new WeakMap<GraphQLSchema, ConsentQueries | null>();

/** The queries for consents by number of persons; null when the supergraph does not declare where consents are. */
function consentQueriesOf({ schema, supergraph }: Generation): ConsentQueries | null {
  const present = queriesBySchema.get(schema);
  if (present !== undefined) return present;
  const consents = supergraph.personType?.consents ?? null;
  const queries = new Map<number, ConsentQuery>();
  const queryFor = (of: ConsentFields, count: number): ConsentQuery => {
    const query = queries.get(count) ?? consentQuery(count, of);
    queries.set(count, query);
    return query;
  };
  // The tagged fields may be inaccessible to clients, and then the query is invalid.
  const isValid = consents !== null && validate(schema, queryFor(consents, 1).document).length === 0;
  const made = isValid ? (count: number) => queryFor(consents, count) : null;
  queriesBySchema.set(schema, made);
  return made;
}

/** A query for the consents of `count` persons. */
function consentQuery(count: number, { byKey, field, purpose, givenAt, withdrawnAt }: ConsentFields): ConsentQuery {
  const aliases = Array.from({ length: count }, (_, at) => `p${at}`);
  const variables = aliases.map((alias) => `$${alias}: ${byKey.type}`).join(' ');
  const consents = `consents: ${field} { purpose: ${purpose} givenAt: ${givenAt} withdrawnAt: ${withdrawnAt} }`;
  const fields = aliases.map((alias) => `${alias}: ${byKey.field}(${byKey.argument}: $${alias}) { ${consents} }`).join(' ');
  const text = `query ConsentsBeforeAnswer(${variables}) { ${fields} }`;
  const document = parse(text, { noLocation: true });
  return { text, document, operation: document.definitions[0] as OperationDefinitionNode };
}
