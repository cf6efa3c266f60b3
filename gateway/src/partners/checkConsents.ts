import { serviceViewer } from '@union-graph/identity';
import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql';
import type { Admission } from '../agreements/admit.ts';
import type { Generation } from '../generations/graph.ts';
import { type ExecutionContext, executionContext } from '../request/context.ts';
import { createDeadline } from '../request/deadline.ts';
import type { RecordDraft } from '../request/recordDraft.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import type { ConsentFields } from '../supergraph/reading/personType.ts';

/** How long the answer of a partner waits for the consents of those whom it is about. */
const LIMIT_MS = 5_000;
const SYSTEM = serviceViewer('gateway');

interface Consent {
  readonly purpose: string;
  readonly givenAt: string;
  readonly withdrawnAt: string | null;
}

const WITHDRAWN: EarlyRefusal = {
  status: 403,
  code: 'CONSENT_REQUIRED',
  message: 'Somebody whose data this is about has taken back the consent to this purpose.',
};
const UNKNOWN: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message: 'The consents of those whom this is about cannot be looked up now. Try again in a moment.',
};
const NOT_TOLD: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message:
    'The graph does not say where the consents of those whom this is about are kept. Ask for fields that are not personal.',
};

/**
 * Looks at the source whether one of some persons has taken back their consent to what a partner reads for (domain rule 4.3 no. 7), or is
 * gone. Subgraphs ask for consent in their SQL, by a copy that events keep: an event that does not come would leave it open. Null when
 * nobody has. Where the supergraph does not mark where consents are, nothing personal leaves.
 */
export async function checkConsents(
  generation: Generation,
  { agreement, viewer, now }: Admission,
  { subjects, isPersonal }: Pick<RecordDraft, 'subjects' | 'isPersonal'>,
  { requestId, testNow, log }: Pick<ExecutionContext, 'requestId' | 'testNow' | 'log'>,
): Promise<EarlyRefusal | null> {
  if (agreement.kind !== 'LEGAL_SERVICE') return null;
  const ask = questionsOf(generation);
  if (!ask) {
    if (!isPersonal) return null;
    log.error(
      { generation: generation.id },
      'the supergraph marks no consents of persons: what is personal does not leave to partners',
    );
    return NOT_TOLD;
  }
  if (subjects.size === 0) return null;
  const context = executionContext({
    viewer: SYSTEM,
    requestId,
    testNow,
    deadline: createDeadline(LIMIT_MS),
    log,
    masks: null,
  });
  const answers = await Promise.all(
    groupsOf([...subjects]).map((group) => askConsents(generation, ask(group.length), group, context)),
  );
  const found = answers.flat();
  if (found.includes(undefined)) return UNKNOWN;
  const purpose = viewer.agreement?.purpose;
  const isGone = found.some((person) => !person || hasWithdrawn(person.consents, purpose, now));
  return isGone ? WITHDRAWN : null;
}

function hasWithdrawn(consents: readonly Consent[], purpose: string | undefined, now: Date): boolean {
  const own = consents.filter((consent) => consent.purpose === purpose && new Date(consent.givenAt) <= now);
  return own.length > 0 && own.every(({ withdrawnAt }) => withdrawnAt !== null && new Date(withdrawnAt) <= now);
}

type KnownConsents = { readonly consents: readonly Consent[] } | null;

/** What is known of the consents of some persons, null for each that is gone; undefined where it cannot be told. */
async function askConsents(
  generation: Generation,
  { text, document }: Question,
  group: readonly string[],
  context: ExecutionContext,
): Promise<(KnownConsents | undefined)[]> {
  const variables = Object.fromEntries(group.map((id, at) => [`p${at}`, id]));
  const { data, errors = [] } = await generation.run({ document, text, operationName: null, variables }, context);
  const isUnknown = errors.some(({ extensions }) => extensions?.code !== 'NOT_FOUND');
  if (isUnknown || !data) return [undefined];
  return Object.values(JSON.parse(JSON.stringify(data)) as Record<string, KnownConsents>);
}

/** How many persons one question is about. How many a partner reads is up to the partner; the questions that are kept are these. */
const SIZES = [1, 10, 100] as const;
const LARGEST = 100;

/** PersonType in groups of those sizes; the last group is filled up with one of its own. */
export function groupsOf(persons: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (let at = 0; at < persons.length; at += LARGEST) {
    const group = persons.slice(at, at + LARGEST);
    const size = SIZES.find((one) => one >= group.length) ?? LARGEST;
    groups.push(Array.from({ length: size }, (_, place) => group[place] ?? (group[0] as string)));
  }
  return groups;
}

interface Question {
  readonly text: string;
  readonly document: DocumentNode;
}

type Ask = (count: number) => Question;

const known = new WeakMap<GraphQLSchema, Ask | null>();

/** The questions for consents, by how many persons they are about; null where the graph does not say where consents are. */
function questionsOf({ schema, supergraph }: Generation): Ask | null {
  const present = known.get(schema);
  if (present !== undefined) return present;
  const consents = supergraph.persons?.consents ?? null;
  const questions = new Map<number, Question>();
  const ask = (of: ConsentFields, count: number): Question => {
    const question = questions.get(count) ?? questionAbout(count, of);
    questions.set(count, question);
    return question;
  };
  // A field that is marked and that clients do not see cannot be asked for.
  const canBeAsked = consents !== null && validate(schema, ask(consents, 1).document).length === 0;
  const made = canBeAsked ? (count: number) => ask(consents, count) : null;
  known.set(schema, made);
  return made;
}

/** One question about some persons. */
function questionAbout(count: number, { byKey, field, purpose, givenAt, withdrawnAt }: ConsentFields): Question {
  const places = Array.from({ length: count }, (_, at) => `p${at}`);
  const variables = places.map((place) => `$${place}: ${byKey.type}`).join(' ');
  const consents = `consents: ${field} { purpose: ${purpose} givenAt: ${givenAt} withdrawnAt: ${withdrawnAt} }`;
  const fields = places.map((place) => `${place}: ${byKey.field}(${byKey.argument}: $${place}) { ${consents} }`).join(' ');
  const text = `query ConsentsBeforeAnswer(${variables}) { ${fields} }`;
  return { text, document: parse(text, { noLocation: true }) };
}
