import { serviceViewer } from '@union-graph/identity';
import { type DocumentNode, isObjectType, parse } from 'graphql';
import type { Admission } from '../agreements/admit.ts';
import type { Generation } from '../generations/graph.ts';
import { type ExecutionContext, executionContext } from '../request/context.ts';
import { createDeadline } from '../request/deadline.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { PERSON } from '../supergraph/reading/people.ts';

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

/**
 * Looks at the source whether one of some persons has taken back their consent to what a partner reads for (domain rule 4.3 no. 7), or is
 * gone. Subgraphs ask for consent in their SQL, by a copy that events keep: an event that does not come would leave it open. Null when
 * nobody has, and where the graph keeps no consents.
 */
export async function refuseWithdrawn(
  generation: Generation,
  { agreement, viewer, now }: Admission,
  persons: ReadonlySet<string>,
  { requestId, testNow, log }: Pick<ExecutionContext, 'requestId' | 'testNow' | 'log'>,
): Promise<EarlyRefusal | null> {
  const type = generation.schema.getType(PERSON);
  if (agreement.kind !== 'LEGAL_SERVICE' || persons.size === 0) return null;
  if (!isObjectType(type) || !type.getFields().consents || !generation.schema.getQueryType()?.getFields().member) return null;
  const context = executionContext({
    viewer: SYSTEM,
    requestId,
    testNow,
    deadline: createDeadline(LIMIT_MS),
    log,
    masks: null,
  });
  const answers = await Promise.all(groupsOf([...persons]).map((group) => askConsents(generation, group, context)));
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

type Found = { readonly consents: readonly Consent[] } | null;

/** What is known of the consents of some persons, null for each that is gone; undefined where it cannot be told. */
async function askConsents(
  generation: Generation,
  group: readonly string[],
  context: ExecutionContext,
): Promise<(Found | undefined)[]> {
  const { text, document } = questionAbout(group.length);
  const variables = Object.fromEntries(group.map((id, at) => [`p${at}`, id]));
  const { data, errors = [] } = await generation.run({ document, text, operationName: null, variables }, context);
  const isUnknown = errors.some(({ extensions }) => extensions?.code !== 'NOT_FOUND');
  if (isUnknown || !data) return [undefined];
  return Object.values(JSON.parse(JSON.stringify(data)) as Record<string, Found>);
}

/** How many persons one question is about. How many a partner reads is up to the partner; the questions that are kept are these. */
const SIZES = [1, 10, 100] as const;
const LARGEST = 100;

/** Persons in groups of those sizes; the last group is filled up with one of its own. */
export function groupsOf(persons: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (let at = 0; at < persons.length; at += LARGEST) {
    const group = persons.slice(at, at + LARGEST);
    const size = SIZES.find((one) => one >= group.length) ?? LARGEST;
    groups.push(Array.from({ length: size }, (_, place) => group[place] ?? (group[0] as string)));
  }
  return groups;
}

const questions = new Map<number, { readonly text: string; readonly document: DocumentNode }>();

/** One question about some persons; made once for each size of a group. */
function questionAbout(count: number) {
  const known = questions.get(count);
  if (known) return known;
  const places = Array.from({ length: count }, (_, at) => `p${at}`);
  const variables = places.map((place) => `$${place}: ID!`).join(' ');
  const fields = places.map((place) => `${place}: member(id: $${place}) { consents { purpose givenAt withdrawnAt } }`).join(' ');
  const text = `query ConsentsBeforeAnswer(${variables}) { ${fields} }`;
  const made = { text, document: parse(text, { noLocation: true }) };
  questions.set(count, made);
  return made;
}
