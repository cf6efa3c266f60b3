import { newId } from '@union-graph/subgraph';
import { listenerTo, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { approver, caseworker, deposit, faultsOfBooks } from '../../test/books.ts';
import { buildPlan, claimStep, covered, fireInput, paper, tellDeath } from '../../test/claims.ts';
import { ask, walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

describe('an approved claim for a death whose day is corrected', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, { subscribers: listenerTo('warmth-fund') });
    await deposit(subgraph, 3, 100_000_000);
    await buildPlan(subgraph);
  });
  afterAll(() => subgraph.stop());

  test('has no payout asked for until the record agrees with it again (S-35)', async () => {
    const { person } = await covered(subgraph);
    await tellDeath(subgraph, person, '2013-10-18');
    const claim = await claimStep(subgraph, caseworker, 'submitClaim', null, {
      ...{ ...fireInput(), memberId: person, event: 'DEATH', eventAt: '2013-10-18', lossFen: null },
      documents: [paper('DEATH_CERTIFICATE')],
    });
    const assessed = await claimStep(subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' });
    const { id, disbursement } = await claimStep(subgraph, approver, 'approveClaim', assessed, { decision: 'ACCEPT' });
    await walk(subgraph, disbursement as NonNullable<typeof disbursement>, 'void');
    const source = { subgraph: 'warmth-fund', typeName: 'MutualAidClaim', id };
    const request = () => ask(subgraph, { idempotencyKey: newId(), source, accountMasked: '6228 **** 7777' });
    for (const [version, diedOn] of [
      [3, '2013-10-17'],
      [4, '2013-10-19'],
    ] as const) {
      await tellDeath(subgraph, person, diedOn, version);
      expect((await request()).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_ELIGIBLE', field: 'source' });
    }
    await tellDeath(subgraph, person, '2013-10-18', 5);
    await walk(subgraph, (await request()).data.requestDisbursement.disbursement, 'approve', 'send', 'settle');
    expect(await faultsOfBooks(subgraph)).toEqual([]);
  });
});
