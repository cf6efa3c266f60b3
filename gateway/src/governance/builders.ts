import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ANONYMOUS, type Role, type Viewer } from '@union-graph/identity';
import { isId, newId } from '@union-graph/subgraph';
import { key, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { readSupergraph } from '../supergraph/reading/supergraph.ts';
import type { References } from './references/references.ts';
import { defineGovernance } from './subgraph.ts';

/** The graph as it is committed: agreements in tests are about its real fields. */
export const catalogue = readSupergraph(
  readFileSync(path.join(import.meta.dirname, '../../supergraph.graphql'), 'utf8'),
).catalogue;
/** Other subgraphs that know every partner, each in lasting contact and under contract, and every project as its own. */
export const KNOWS_ALL: References = {
  organisation: async () => ({ status: 'LINKED' }),
  lawFirm: async () => ({ contractEnds: ['2099-12-31'] }),
  ownProjects: async (_, { kind, projectIds }) =>
    (projectIds.length > 0 ? projectIds : [newId()]).map((id) => ({ id, kind, contractEnd: '2099-12-31' })),
  districtCodes: async () => ['110105', '110106'],
};
export const governance = defineGovernance({ catalogue: () => catalogue, references: KNOWS_ALL });

const person = (role: Role) => staff(newId(), role);
export const SOCIAL = person('SOCIAL_DEPT');
export const PRIVACY = person('PRIVACY_OFFICER');
/** Stewards by subgraph; any role will do, the register says whose steward somebody is. */
export const STEWARDS = {
  organisation: person('CITY_DEPT'),
  venues: person('CITY_DEPT'),
  mediation: person('CITY_DEPT'),
} as const;

export const CONTACT_FIELDS = ['Query.servicePoints', 'ServicePoint.nameZh', 'ServicePoint.address', 'ServicePoint.openingHours'];

export const DAY = '2013-10-19T10:00:00+08:00';

/** A governance subgraph on a database of its own, with owners and stewards. */
export async function openGovernance(): Promise<TestSubgraph> {
  const subgraph = await testSubgraph(governance);
  await registerStewards(subgraph);
  return subgraph;
}

/** Owners and stewards of some subgraphs. */
export async function registerStewards(subgraph: TestSubgraph): Promise<void> {
  for (const [name, { personId }] of Object.entries(STEWARDS)) {
    await subgraph.sql('insert into registered_subgraph values ($1, $2)', [name, newId()]);
    await subgraph.sql('insert into steward values ($1, $2)', [name, personId]);
  }
}

export interface Agreed {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

/** The fields of an agreement that tests look at. */
export const SHOWN = 'id version status';

/** What a contact organisation is usually promised, changed where a test wants it. */
export const draftInput = (changes: object = {}) => ({
  idempotencyKey: key(),
  kind: 'CONTACT',
  partyId: newId(),
  clientId: `client-${newId()}`,
  purposes: ['MATCHING'],
  coordinates: CONTACT_FIELDS,
  validFrom: '2013-10-01',
  validTo: '2014-09-30',
  ...changes,
});

/** Runs one mutation on an agreement, as `viewer`, and gives the whole answer. */
export const change = (
  subgraph: TestSubgraph,
  viewer: Viewer,
  mutation: string,
  { id, version }: Pick<Agreed, 'id' | 'version'>,
  input: object = {},
  now?: string,
) => {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
  return subgraph.ask(
    viewer,
    `mutation ($input: ${type}) { result: ${mutation}(input: $input) { agreement { ${SHOWN} } } }`,
    { input: { idempotencyKey: key(), agreementId: id, expectedVersion: version, ...input } },
    now,
  );
};

/** Registers the program of a draft for its partner, unless it is registered, and drafts. */
export async function draft(subgraph: TestSubgraph, changes: object = {}, viewer: Viewer = SOCIAL, now?: string) {
  const input = draftInput(changes);
  if (isId(input.partyId))
    await subgraph.sql('insert into partner_client values ($1, $2, $3, $4, now()) on conflict do nothing', [
      input.clientId,
      input.partyId,
      PRIVACY.personId,
      'paper',
    ]);
  return draftOnly(subgraph, input, viewer, now);
}

export const draftOnly = (subgraph: TestSubgraph, changes: object, viewer: Viewer = SOCIAL, now?: string) =>
  subgraph.ask(
    viewer,
    `mutation ($input: DraftSharingAgreementInput!) { result: draftSharingAgreement(input: $input) { agreement { ${SHOWN} } } }`,
    { input: draftInput(changes) },
    now,
  );

/** A partner's program that asks without an agreement, as the gateway says it. */
export const program = (clientId: string): Viewer => ({
  ...ANONYMOUS,
  subject: `client:${clientId}`,
  kind: 'client',
  clientId,
  grants: [{ role: 'PARTNER', scopePath: '/city/' }],
  scopes: ['read', 'write'],
});

/** The program that an agreement is for. */
export async function programOf(subgraph: TestSubgraph, { id }: Pick<Agreed, 'id'>): Promise<Viewer> {
  const [found] = await subgraph.sql<{ client: string }>('select client_id as client from data_sharing_agreement where id = $1', [
    id,
  ]);
  return program(found?.client ?? '');
}

const done = async (answer: ReturnType<typeof change>): Promise<Agreed> => {
  const { data, errors } = await answer;
  if (errors) throw new Error(JSON.stringify(errors));
  return data.result.agreement as Agreed;
};

/** The steps of an agreement's life in order; {@link agreementAt} stops after one of them. */
export type LifeStep = 'DRAFT' | 'UNDER_REVIEW' | 'APPROVED' | 'SIGNED_ONCE' | 'ACTIVE';

/** An agreement at some step of its life, by way of every step before. */
export async function agreementAt(subgraph: TestSubgraph, step: LifeStep, changes: object = {}): Promise<Agreed> {
  let agreed = await done(draft(subgraph, changes));
  if (step === 'DRAFT') return agreed;
  const approvals = await subgraph.sql<{ coordinate: string; subgraph: keyof typeof STEWARDS }>(
    'select coordinate, subgraph from field_approval where agreement_id = $1',
    [agreed.id],
  );
  for (const owner of new Set(approvals.map((approval) => approval.subgraph))) {
    const own = approvals.filter((approval) => approval.subgraph === owner);
    const decisions = own.map(({ coordinate }) => ({ coordinate, approved: true }));
    agreed = await done(change(subgraph, STEWARDS[owner], 'decideFields', agreed, { decisions }));
  }
  if (step === 'UNDER_REVIEW') return agreed;
  agreed = await done(change(subgraph, PRIVACY, 'approveSharingAgreement', agreed, { impactAssessmentId: 'PIA-1' }));
  if (step === 'APPROVED') return agreed;
  agreed = await done(change(subgraph, SOCIAL, 'signSharingAgreement', agreed, { side: 'FEDERATION', signatory: '江楠' }));
  if (step === 'SIGNED_ONCE') return agreed;
  const partner = await programOf(subgraph, agreed);
  return done(change(subgraph, partner, 'signSharingAgreement', agreed, { side: 'PARTNER', signatory: '甲' }));
}
