import { serviceViewer } from '@union-graph/identity';
import { type DocumentNode, isObjectType, parse } from 'graphql';
import { PERSON } from '../access-log/people.ts';
import { createPatience } from '../calls/patience.ts';
import type { RequestContext } from '../context.ts';
import type { EarlyRefusal } from '../http/answers.ts';
import type { Generation } from '../supergraph/graph.ts';
import type { Admission } from './admit.ts';

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
  { requestId, testNow, log }: RequestContext,
): Promise<EarlyRefusal | null> {
  const type = generation.schema.getType(PERSON);
  if (agreement.kind !== 'LEGAL_SERVICE' || persons.size === 0) return null;
  if (!isObjectType(type) || !type.getFields().consents || !generation.schema.getQueryType()?.getFields().member) return null;
  const { text, document } = questionAbout(persons.size);
  const variables = Object.fromEntries([...persons].map((id, at) => [`p${at}`, id]));
  const context: RequestContext = {
    viewer: SYSTEM,
    requestId,
    testNow,
    patience: createPatience(LIMIT_MS),
    log,
    calls: { count: 0 },
  };
  const request = { document, source: text, request: { query: text, variables }, context, schema: generation.schema };
  const { data, errors = [] } = await generation.execute(request as unknown as Parameters<Generation['execute']>[0]);
  const isUnknown = errors.some(({ extensions }) => extensions?.code !== 'NOT_FOUND');
  if (isUnknown || !data) return UNKNOWN;
  const found = Object.values(JSON.parse(JSON.stringify(data)) as Record<string, { consents: Consent[] } | null>);
  const purpose = viewer.agreement?.purpose;
  const isGone = found.some((person) => person === null || hasWithdrawn(person.consents, purpose, now));
  return isGone ? WITHDRAWN : null;
}

function hasWithdrawn(consents: readonly Consent[], purpose: string | undefined, now: Date): boolean {
  const own = consents.filter((consent) => consent.purpose === purpose && new Date(consent.givenAt) <= now);
  return own.length > 0 && own.every(({ withdrawnAt }) => withdrawnAt !== null && new Date(withdrawnAt) <= now);
}

const questions = new Map<number, { readonly text: string; readonly document: DocumentNode }>();

/** One question about some persons; made once for each number of them. */
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
