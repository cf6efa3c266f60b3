import { createHash } from 'node:crypto';
import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, member, type TestSubgraph } from '@union-graph/testing';

export const PLAN_ID = '01900000-0000-7000-8000-0000000aa013';

const FIELDS = `claim { id claimNo status version payableFen lossFen disabilityGrade event eventAt reason appeal
  coverage { from to status card { id } } documents { kind sha256 } disbursement { id status version amountFen } }`;

/** The plan of 2013 as the city had it (2.5.3). */
export async function buildPlan({ sql }: Pick<TestSubgraph, 'sql'>): Promise<void> {
  await sql(`insert into mutual_aid_plan values ('${PLAN_ID}', 'MA-2013', '2013年度', '2013-01-01', '2013-12-31')`);
  await sql(`insert into mutual_aid_benefit (plan_id, code, rate_bp, cap_fen, by_disability_grade, documents) values
    ('${PLAN_ID}', 'HOME_FIRE', 1000, 300000, '{}', '{FIRE_REPORT,LOSS_LIST}'),
    ('${PLAN_ID}', 'DISABILITY', null, 500000, '{500000,450000,50000}', '{DISABILITY_FINDING}'),
    ('${PLAN_ID}', 'DEATH', null, 2000000, '{}', '{DEATH_CERTIFICATE}')`);
}

export interface Covered {
  readonly card: string;
  readonly person: string;
  readonly viewer: Viewer;
}

/** Tells the fund what happened to a card, as organisation does. */
export const tellCard = (subgraph: TestSubgraph, { card, person }: Covered, kind: string, version: number, day: string) =>
  subgraph.send({
    type: `organisation.card.${kind}`,
    subject: card,
    aggregateversion: version,
    time: `${day}T04:00:00.000Z`,
    data: { memberId: person, scopePath: '/city/110105/', validTo: null, status: 'ACTIVE' },
  });

/** Tells the fund that a member has died, as organisation does. */
export const tellDeath = (subgraph: TestSubgraph, person: string, diedOn: string, aggregateversion = 2) =>
  subgraph.send({
    type: 'organisation.member.listed',
    subject: person,
    aggregateversion,
    data: {
      ...{ unionId: null, scopePath: '/city/110105/', nameHash: 'a'.repeat(64), identityProof: 'b'.repeat(64) },
      ...{ hasDied: true, diedOn },
    },
  });

/** A member whose card is active from a day on. */
export async function covered(subgraph: TestSubgraph, from = '2013-03-01'): Promise<Covered> {
  const person = newId();
  const holder = { card: newId(), person, viewer: member(person) };
  await tellCard(subgraph, holder, 'activated', 1, from);
  return holder;
}

export const paper = (kind: string, text: string = newId()) => ({
  kind,
  nameZh: '材料',
  fileRef: `claims/${text}.pdf`,
  sha256: createHash('sha256').update(text).digest('hex'),
});
export const FIRE_PAPERS = ['FIRE_REPORT', 'LOSS_LIST'] as const;

/** Sends one of the mutations of claims. */
export const claimAct = (subgraph: TestSubgraph, viewer: Viewer, mutation: string, input: object, now?: string) =>
  subgraph.ask(
    viewer,
    `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${FIELDS} } }`,
    { input: { idempotencyKey: key(), ...input } },
    now,
  );

export const fireInput = (more: object = {}) => ({
  event: 'HOME_FIRE',
  eventAt: '2013-09-10',
  lossFen: '2400000',
  documents: FIRE_PAPERS.map((kind) => paper(kind)),
  accountMasked: '6222 **** **** 0412',
  ...more,
});

export interface TestClaim {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

/** One step of a claim, which must succeed; gives the claim as it then is. */
export async function claimStep(
  subgraph: TestSubgraph,
  viewer: Viewer,
  mutation: string,
  claim: TestClaim | null,
  more: object,
  now?: string,
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the document's own
): Promise<any> {
  const input = claim ? { claimId: claim.id, expectedVersion: claim.version, ...more } : more;
  const answer = await claimAct(subgraph, viewer, mutation, input, now);
  if (answer.errors) throw new Error(`${mutation}: ${answer.errors[0]?.extensions.code} ${answer.errors[0]?.message}`);
  return answer.data[mutation].claim;
}
