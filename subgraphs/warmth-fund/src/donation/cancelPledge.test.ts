import { newId } from '@union-graph/subgraph';
import { knownMember, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { accountant, approver, auditor, bank, caseworker, cashier, faultsOfBooks } from '../../test/books.ts';
import { cancel, donationAct, pledge, receipt, receive, refund } from '../../test/donations.ts';
import { warmthFund } from '../subgraph.ts';

describe('a pledge of which no money came is cancelled (S-17)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, {
      subscribers: [{ type: 'warmth-fund.donor.*', name: 'organisation', url: 'http://127.0.0.1:9/events' }],
    });
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const receiveNow = ({ id, version }: { id: string; version: number }) =>
    subgraph.code(donationAct(subgraph, cashier, 'receiveDonation', { donationId: id, expectedVersion: version }));

  test('by those who write pledges down, with a reason that stays; no money moves, and it is over', async () => {
    const before = await bank(subgraph, 1);
    for (const viewer of [caseworker, cashier, accountant]) {
      const { donation } = (await cancel(subgraph, await pledge(subgraph), viewer)).data.cancelPledge;
      expect(donation).toMatchObject({ status: 'CANCELLED', cancelReason: '约定日期已过，未付款', receiptNo: null });
      expect(await receiveNow(donation)).toBe('INVALID_TRANSITION');
      for (const step of [receipt, refund, cancel])
        expect(await subgraph.code(step(subgraph, donation))).toBe('INVALID_TRANSITION');
    }
    expect(await bank(subgraph, 1)).toEqual(before);
  });

  test('by the donor, whose name the fund’s staff have no reason to read any more', async () => {
    const who = member(await knownMember(subgraph.sql));
    const mine = await pledge(subgraph, { donorKind: 'MEMBER' }, who);
    expect(await subgraph.code(cancel(subgraph, mine, member(newId())))).toBe('NOT_FOUND');
    expect((await cancel(subgraph, mine, who, '改变主意')).data.cancelPledge.donation).toMatchObject({ status: 'CANCELLED' });
    const told = await subgraph.sql<{ listed: boolean }>(
      `select (event -> 'data' ->> 'listed')::boolean as listed from event_delivery where event ->> 'subject' = $1
       order by (event ->> 'aggregateversion')::int`,
      [mine.id],
    );
    expect(told).toEqual([{ listed: true }, { listed: false }]);
  });

  test('not once the money came, and not by others', async () => {
    expect(await subgraph.code(cancel(subgraph, await receive(subgraph)))).toBe('INVALID_TRANSITION');
    const other = await pledge(subgraph);
    for (const viewer of [approver, auditor]) expect(await subgraph.code(cancel(subgraph, other, viewer))).toBe('FORBIDDEN');
    expect(await subgraph.code(cancel(subgraph, other, caseworker, ' '))).toBe('BAD_USER_INPUT');
  });

  test('of twenty who cancel it and twenty who receive it at once one is right', async () => {
    const one = await pledge(subgraph);
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => [receiveNow(one), subgraph.code(cancel(subgraph, one))]).flat(),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'VERSION_CONFLICT')).toHaveLength(39);
  });
});
