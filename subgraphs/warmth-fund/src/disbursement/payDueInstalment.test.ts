import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { bank, deposit, faultsOfBooks } from '../../test/books.ts';
import { warmthFund } from '../subgraph.ts';

const SKILLS = 4;

describe('training.sponsorship.instalmentDue (S-62, J-08)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, SKILLS, 600_000);
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const due = (sponsorship: string, instalmentId: string, memberId: string, more: object = {}) =>
    subgraph.send({
      type: 'training.sponsorship.instalmentDue',
      subject: sponsorship,
      data: { instalmentId, memberId, amountFen: '200000', scopePath: '/city/110106/', ...more },
    });
  const payouts = (instalments: readonly string[]) =>
    subgraph.sql(
      `select d.source_id as source, d.member_id as member, d.amount_fen::text as fen, d.status, d.account_masked as account, f.code as fund
        from disbursement d join fund f on f.id = d.fund_id
        where (d.source_subgraph, d.source_type) = ('training', 'SponsorshipInstalment') and d.source_id = any($1) order by d.created_at, d.id`,
      [instalments],
    );

  test('each of three yearly instalments is set aside from the skills fund for the student’s card, whatever the sponsorship has had before', async () => {
    const [sponsorship, student] = [newId(), newId()];
    const instalments = [newId(), newId(), newId()];
    for (const instalment of instalments) expect(await due(sponsorship, instalment, student)).toBe(204);
    expect(await payouts(instalments)).toEqual(
      instalments.map((source) => ({
        source,
        member: student,
        fen: '200000',
        status: 'RESERVED',
        account: '京卡·互助服务卡',
        fund: 'SKILLS',
      })),
    );
    expect(await bank(subgraph, SKILLS)).toEqual({ posted: 600_000n, pending: 600_000n });
    const READ = `query ($id: ID!) { _entities(representations: [{ __typename: "Sponsorship", id: $id }]) {
      ... on Sponsorship { payments { status source { id } } } } }`;
    const paid = async (viewer: Viewer) => (await subgraph.ask(viewer, READ, { id: sponsorship })).data._entities[0].payments;
    const all = instalments.map((id) => ({ status: 'RESERVED', source: { id } }));
    expect(await paid(member(student))).toEqual(all);
    expect(await paid(staff(newId(), 'FUND_CASHIER'))).toEqual(all);
    expect(await paid(staff(newId(), 'CITY_DEPT'))).toEqual([]);
  });

  test('an instalment is paid once, however often and at once it is told of, and in the amount that was told first', async () => {
    const [sponsorship, instalment, student] = [newId(), newId(), newId()];
    const answers = await Promise.all(Array.from({ length: 20 }, () => due(sponsorship, instalment, student)));
    expect(new Set(answers)).toEqual(new Set([204]));
    await due(sponsorship, instalment.toUpperCase(), student, { amountFen: '1' });
    expect(await payouts([instalment])).toMatchObject([{ source: instalment, fen: '200000', status: 'REQUESTED' }]);
  });

  test.each([
    ['no instalment', { instalmentId: 'x' }],
    ['a fraction', { amountFen: '1.5' }],
    ['nothing to pay', { amountFen: '0' }],
    ['no student', { memberId: 'x' }],
    ['no place', { scopePath: '/x/' }],
  ])('an event with %s is refused and leaves nothing', async (_, data) => {
    const instalment = newId();
    expect(await due(newId(), instalment, newId(), data)).toBe(400);
    expect(await payouts([instalment])).toEqual([]);
  });
});
