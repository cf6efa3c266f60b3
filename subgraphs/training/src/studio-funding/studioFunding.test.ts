import { newId } from '@union-graph/subgraph';
import { caller, listenerTo, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { UNION } from '../../test/builders.ts';
import { CITY } from '../../test/competitions.ts';
import { studioIn } from '../../test/studios.ts';
import { training } from '../subgraph.ts';

const UNION_ID = UNION.split('/').at(-2);
const STUDIO = 'studio { id version status fundingFen funding { amountFen status paidAt paymentFailure } }';

describe('what a studio of the city is given is paid by the fund (S-60)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, { subscribers: listenerTo('training') });
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const name = (studioId: string, fundingFen: string | null) =>
    call('nameStudio', STUDIO, { studioId, expectedVersion: 1, fundingFen }, CITY);
  const named = async (fundingFen: string | null = '3000000') => {
    const { studioId } = await studioIn(subgraph.sql, 'REVIEWED');
    return (await name(studioId, fundingFen)).data.nameStudio.studio;
  };
  const revoke = async (studioId: string) =>
    (await call('decideStudio', STUDIO, { studioId, expectedVersion: 2, keep: false, reason: '停止活动' }, CITY)).data
      .decideStudio.studio;
  const tell = (outcome: string, studioId: string, amountFen: string, payout = newId(), version = 5) =>
    subgraph.send({
      type: `warmth-fund.disbursement.${outcome}`,
      subject: payout,
      aggregateversion: version,
      data: {
        source: { subgraph: 'training', typeName: 'StudioFunding', id: studioId },
        amountFen,
        paidAt: outcome === 'paid' ? '2013-10-21T02:00:00.000Z' : null,
        ...(outcome === 'paid' ? {} : { reason: 'AC04 收款账户已销户' }),
      },
    });
  const fundingOf = async (id: string) =>
    (
      await subgraph.ask(CITY, `query ($id: ID!) { innovationStudio(id: $id) { funding { status paidAt paymentFailure } } }`, {
        id,
      })
    ).data.innovationStudio.funding;
  const told = (type: string, subject: string) =>
    subgraph.sql(`select event->'data' as data from event_delivery where event->>'type' = $1 and event->>'subject' = $2`, [
      `training.studio.${type}`,
      subject,
    ]);

  test('named with money, the fund is asked to pay the leader’s union; it pays in two parts', async () => {
    const studio = await named();
    expect(studio).toMatchObject({ fundingFen: '3000000', funding: { amountFen: '3000000', status: 'PAYMENT_REQUESTED' } });
    expect(await told('fundingDue', studio.id)).toEqual([
      { data: { unionId: UNION_ID, amountFen: '3000000', scopePath: UNION } },
    ]);
    await tell('paid', studio.id, '1000000');
    expect(await fundingOf(studio.id)).toMatchObject({ status: 'PAYMENT_REQUESTED', paidAt: null });
    await tell('paid', studio.id, '2000000');
    expect(await fundingOf(studio.id)).toEqual({ status: 'PAID', paidAt: '2013-10-21T02:00:00.000Z', paymentFailure: null });
  });

  test('the bank did not pay, then did; the money came back', async () => {
    const { id } = await named();
    const payout = newId();
    await tell('failed', id, '3000000', payout, 5);
    expect(await fundingOf(id)).toMatchObject({ status: 'PAYMENT_FAILED', paymentFailure: 'AC04 收款账户已销户' });
    await tell('paid', id, '3000000', payout, 6);
    await tell('returned', id, '3000000', payout, 7);
    expect(await fundingOf(id)).toMatchObject({ status: 'RETURNED', paidAt: null });
  });

  test('without money, and for a studio of a district, the fund is asked for nothing', async () => {
    const studio = await named(null);
    const { studioId } = await studioIn(subgraph.sql, 'REVIEWED', { level: 'DISTRICT' }, false);
    const ofDistrict = (await name(studioId, '3000000')).data.nameStudio.studio;
    expect([studio.funding, ofDistrict.funding, ofDistrict.fundingFen]).toEqual([null, null, '3000000']);
    expect([...(await told('fundingDue', studio.id)), ...(await told('fundingDue', studioId))]).toEqual([]);
  });

  test('no studio gets more than the most, whatever its name', async () => {
    const { studioId } = await studioIn(subgraph.sql, 'REVIEWED');
    const { errors } = await name(studioId, '10000001');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'P18', field: 'fundingFen' });
    expect((await name(studioId, '10000000')).errors).toBeUndefined();
  });

  test('the name taken back before it is paid, nothing is due any more; what was with the bank is paid all the same', async () => {
    const studio = await named();
    expect(await revoke(studio.id)).toMatchObject({ status: 'REVOKED', funding: { status: 'WITHDRAWN' } });
    expect(await told('fundingWithdrawn', studio.id)).toHaveLength(1);
    await tell('voided', studio.id, '3000000');
    expect(await fundingOf(studio.id)).toMatchObject({ status: 'WITHDRAWN' });
    await tell('paid', studio.id, '3000000');
    expect(await fundingOf(studio.id)).toMatchObject({ status: 'PAID' });
  });

  test('the name taken back after it was paid, it stays paid', async () => {
    const studio = await named();
    await tell('paid', studio.id, '3000000');
    expect(await revoke(studio.id)).toMatchObject({ status: 'REVOKED', funding: { status: 'PAID' } });
    expect(await told('fundingWithdrawn', studio.id)).toEqual([]);
  });
});
