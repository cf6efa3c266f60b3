import type { Viewer } from '@union-graph/identity';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { warmthFund } from '../src/subgraph.ts';
import { caseworker, deposit, faultsOfBooks } from './books.ts';
import { buildPlan, type Covered, claimAct, claimStep, covered, fireInput, type TestClaim } from './claims.ts';
import { insertFile } from './hardship.ts';

/** What the tests of claims share: a fund with a plan and money, before each test a member who is covered, and after it the books looked through. */
export function claimDesk() {
  const house = { subgraph: undefined as unknown as TestSubgraph, who: undefined as unknown as Covered };
  beforeAll(async () => {
    house.subgraph = await testSubgraph(warmthFund, {
      subscribers: [{ type: 'warmth-fund.claim.*', name: 'reports', url: 'http://127.0.0.1:9/events' }],
    });
    await buildPlan(house.subgraph);
    await deposit(house.subgraph, 3, 100_000_000);
  });
  beforeEach(async () => {
    house.who = await covered(house.subgraph);
  });
  afterEach(async () => expect(await faultsOfBooks(house.subgraph)).toEqual([]));
  afterAll(() => house.subgraph.stop());
  return Object.assign(house, actsOf(house));
}

function actsOf(house: { readonly subgraph: TestSubgraph; readonly who: Covered }) {
  const submit = (more: object = {}, viewer = house.who.viewer, now?: string) =>
    claimAct(house.subgraph, viewer, 'submitClaim', fireInput(more), now);
  const code = (answer: ReturnType<typeof claimAct>) => house.subgraph.code(answer);
  const step = (viewer: Viewer, mutation: string, claim: TestClaim, more: object = {}) =>
    claimAct(house.subgraph, viewer, mutation, { claimId: claim.id, expectedVersion: claim.version, ...more });
  const submitted = async (more: object = {}): Promise<TestClaim> => (await submit(more)).data.submitClaim.claim;
  const assessed = async () => claimStep(house.subgraph, caseworker, 'assessClaim', await submitted(), { decision: 'ACCEPT' });
  return { submit, code, step, submitted, assessed, spouseOf: (head: string) => spouseOf(house.subgraph, head) };
}

/** Somebody else of the member's household, with cover. */
async function spouseOf(subgraph: TestSubgraph, head: string): Promise<Covered> {
  const spouse = await covered(subgraph);
  await insertFile(subgraph, { head });
  await subgraph.sql(
    `insert into household_member (id, household_id, member_id, relation, identity_hash, birth_date, monthly_income_fen)
      select gen_random_uuid(), id, $2::uuid, 'SPOUSE', md5($2::text) || md5($2::text), '1980-01-01', 0 from household where head_member_id = $1`,
    [head, spouse.person],
  );
  return spouse;
}
