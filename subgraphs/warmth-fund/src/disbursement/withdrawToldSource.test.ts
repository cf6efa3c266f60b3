import { newId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { deposit, faultsOfBooks } from '../../test/books.ts';
import { type Payout, take, walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

const SKILLS = 4;

const KINDS = [
  ['subsidy whose certificate was revoked', 'SubsidyApplication', 'subsidy.paymentRequested', 'subsidy.paymentWithdrawn'],
  [
    'part of a student whose studies ended',
    'SponsorshipInstalment',
    'sponsorship.instalmentDue',
    'sponsorship.instalmentWithdrawn',
  ],
] as const;

describe.each(KINDS)('a %s (C-11)', (_, typeName, due, withdrawn) => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, SKILLS, 1_000_000);
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const memberId = newId();
  const tell = (type: string, id: string) =>
    subgraph.send({
      type: `training.${type}`,
      subject: id,
      data: {
        memberId,
        amountFen: '100000',
        scopePath: '/city/110106/',
        ...(typeName === 'SponsorshipInstalment' && { instalmentId: id }),
      },
    });
  const payouts = (id: string) =>
    subgraph.sql<Payout>(
      `select id, version, status from disbursement where (source_subgraph, source_type, source_id) = ('training', $1, $2)`,
      [typeName, id],
    );
  const asked = async () => {
    const id = newId();
    expect(await tell(due, id)).toBe(204);
    const [payout] = await payouts(id);
    return { id, payout: payout as Payout };
  };

  test('is not approved any more; its payout is given up and the money is free again', async () => {
    const { id, payout } = await asked();
    expect(await tell(withdrawn, id)).toBe(204);
    expect(await subgraph.code(take(subgraph, 'approve', payout))).toBe('SOURCE_NOT_APPROVED');
    await walk(subgraph, payout, 'void');
    // Told once more, it is not paid anew.
    await tell(due, id);
    expect(await payouts(id)).toMatchObject([{ status: 'VOIDED' }]);
  });

  test('that was approved is not sent; one that is with the bank is settled', async () => {
    const first = await asked();
    const approved = await walk(subgraph, first.payout, 'approve');
    const second = await asked();
    const sent = await walk(subgraph, second.payout, 'approve', 'send');
    await tell(withdrawn, first.id);
    await tell(withdrawn, second.id);
    expect(await subgraph.code(take(subgraph, 'send', approved))).toBe('SOURCE_NOT_APPROVED');
    expect(await walk(subgraph, sent, 'settle')).toMatchObject({ status: 'SETTLED' });
  });

  test('is never paid when that is told before the request, and however often', async () => {
    const id = newId();
    for (const type of [withdrawn, due, due, withdrawn]) expect(await tell(type, id)).toBe(204);
    expect(await payouts(id)).toEqual([]);
  });
});
