import { newId } from '@union-graph/subgraph';
import { listenerTo, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { approver, bank, caseworker, deposit, faultsOfBooks } from '../../test/books.ts';
import { buildPlan, claimStep, covered, fireInput, paper, type TestClaim, tellDeath } from '../../test/claims.ts';
import { ask, type Payout, take, walk } from '../../test/payouts.ts';
import { makeBatch } from '../../test/statements.ts';
import { warmthFund } from '../subgraph.ts';

describe('an approved claim for a death whose day is corrected', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, { subscribers: listenerTo('warmth-fund') });
    await deposit(subgraph, 3, 100_000_000);
    await buildPlan(subgraph);
  });
  afterAll(() => subgraph.stop());

  /** A claim for a death on 18 October, approved, with its payout set aside. */
  const approvedClaim = async () => {
    const { person } = await covered(subgraph);
    await tellDeath(subgraph, person, '2013-10-18');
    const claim = await claimStep(subgraph, caseworker, 'submitClaim', null, {
      ...{ ...fireInput(), memberId: person, event: 'DEATH', eventAt: '2013-10-18', lossFen: null },
      documents: [paper('DEATH_CERTIFICATE')],
    });
    const assessed = await claimStep(subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' });
    const { id, disbursement } = await claimStep(subgraph, approver, 'approveClaim', assessed, { decision: 'ACCEPT' });
    return { person, id, payout: disbursement as Payout };
  };

  test('has no payout asked for until the record agrees with it again (S-35)', async () => {
    const { person, id, payout } = await approvedClaim();
    await walk(subgraph, payout, 'void');
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

  test.each([
    ['approve', []],
    ['send', ['approve']],
    ['send', ['approve', 'send', 'fail']],
  ] as const)(
    'has "%s" refused after %j, and is in no batch, until the record agrees with it again (S-35)',
    async (step, before) => {
      const { person, id, payout } = await approvedClaim();
      await walk(subgraph, payout, ...before);
      const money = await bank(subgraph, 3);
      for (const [version, diedOn] of [
        [3, '2013-10-17'],
        [4, '2013-10-19'],
      ] as const) {
        await tellDeath(subgraph, person, diedOn, version);
        const refused = await take(subgraph, step, await payoutOf(id));
        expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_ELIGIBLE', field: 'disbursementId' });
        expect(await subgraph.code(makeBatch(subgraph, { fund: 3 }))).toBe('VALIDATION_FAILED');
      }
      expect(await bank(subgraph, 3)).toEqual(money);
      await tellDeath(subgraph, person, '2013-10-18', 5);
      const rest = step === 'approve' ? (['approve', 'send', 'settle'] as const) : (['send', 'settle'] as const);
      await walk(subgraph, await payoutOf(id), ...rest);
      expect(await faultsOfBooks(subgraph)).toEqual([]);
    },
  );

  test('of an event after the day that is told has no payout sent (FND-INV-9)', async () => {
    const { person } = await covered(subgraph);
    const claim = await claimStep(subgraph, caseworker, 'submitClaim', null, { ...fireInput(), memberId: person });
    const assessed = await claimStep(subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' });
    const { id, disbursement } = await claimStep(subgraph, approver, 'approveClaim', assessed, { decision: 'ACCEPT' });
    await walk(subgraph, disbursement as Payout, 'approve');
    await tellDeath(subgraph, person, '2013-09-01');
    expect(await subgraph.code(take(subgraph, 'send', await payoutOf(id)))).toBe('NOT_ELIGIBLE');
  });

  test('while it is corrected and sent at once, is sent for the day that is told, or not at all', async () => {
    for (let round = 0; round < 5; round++) {
      const { person, payout } = await approvedClaim();
      const approved = await walk(subgraph, payout, 'approve');
      const [code] = await Promise.all([
        subgraph.code(take(subgraph, 'send', approved)),
        tellDeath(subgraph, person, '2013-10-17', 3),
      ]);
      expect([null, 'VERSION_CONFLICT', 'NOT_ELIGIBLE']).toContain(code);
      const after = await subgraph.sql('select status, waits_for_heirs from disbursement where id = $1', [payout.id]);
      expect(after).toEqual([{ status: code === null ? 'SENT' : 'APPROVED', waits_for_heirs: true }]);
    }
    expect(await faultsOfBooks(subgraph)).toEqual([]);
  });

  describe('of an event before it, which the claimant asked for on 17 October', () => {
    const ASKED = '2013-10-17T10:00:00+08:00';
    const assessedClaim = async () => {
      const { person, viewer } = await covered(subgraph);
      const claim = await claimStep(subgraph, viewer, 'submitClaim', null, { ...fireInput(), memberId: person }, ASKED);
      await tellDeath(subgraph, person, '2013-10-16');
      return { person, claim: await claimStep(subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' }) };
    };
    const lives = (person: string, aggregateversion = 3) =>
      subgraph.send({
        type: 'organisation.member.listed',
        subject: person,
        aggregateversion,
        data: { unionId: null, scopePath: '/city/110105/', nameHash: 'a'.repeat(64), hasDied: false, diedOn: null },
      });
    const waits = async (id: string) =>
      (await subgraph.sql('select waits_for_heirs from disbursement where source_id = $1', [id])).map(
        (row) => row.waits_for_heirs,
      );
    const approve = (claim: TestClaim) => claimStep(subgraph, approver, 'approveClaim', claim, { decision: 'ACCEPT' });

    test.each([false, true])(
      'has its payout wait for heirs, as the account is the claimant’s own; the death was taken back in between: %s',
      async (wasTakenBack) => {
        const { person, claim } = await assessedClaim();
        const { id } = await approve(claim);
        expect(await waits(id)).toEqual([false]);
        if (wasTakenBack) await lives(person);
        await tellDeath(subgraph, person, '2013-10-18', 4);
        expect(await waits(id)).toEqual([true]);
        const refused = await take(subgraph, 'approve', await payoutOf(id));
        expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'disbursementId' });
        await walk(subgraph, await payoutOf(id), 'void');
        const source = { subgraph: 'warmth-fund', typeName: 'MutualAidClaim', id };
        const asked = await ask(subgraph, { idempotencyKey: newId(), source, accountMasked: '6228 **** 7777' });
        await walk(subgraph, asked.data.requestDisbursement.disbursement, 'approve', 'send', 'settle');
        expect(await faultsOfBooks(subgraph)).toEqual([]);
      },
    );

    test('is paid to the claimant when the death is taken back', async () => {
      const { person, claim } = await assessedClaim();
      const { id } = await approve(claim);
      await tellDeath(subgraph, person, '2013-10-18', 3);
      await lives(person, 4);
      expect(await waits(id)).toEqual([false]);
    });

    test('and approved at the same moment waits, too', async () => {
      for (let round = 0; round < 8; round++) {
        const { person, claim } = await assessedClaim();
        const [{ id }] = await Promise.all([approve(claim), tellDeath(subgraph, person, '2013-10-18', 3)]);
        expect(await waits(id)).toEqual([true]);
      }
    });
  });

  /** The newest payout of a claim. */
  const payoutOf = async (id: string) =>
    (
      await subgraph.sql<Payout>(
        'select id, status, version from disbursement where source_id = $1 order by created_at desc, id desc limit 1',
        [id],
      )
    )[0] as Payout;
});
