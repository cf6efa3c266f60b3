import { newId } from '@union-graph/subgraph';
import { key, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { approver, caseworker, deposit, faultsOfBooks } from '../../test/books.ts';
import { buildPlan, claimAct, claimStep, covered, fireInput, paper, type TestClaim } from '../../test/claims.ts';
import { ask, askInParts, type Payout, take, walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

const yes = { decision: 'ACCEPT' };
const no = { decision: 'REJECT', reason: '材料不实' };

describe('claims for a death that is taken back (S-35)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 3, 1_000_000_000);
    await buildPlan(subgraph);
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const tell = async (subject: string, aggregateversion: number, diedOn: string | null) => {
    const life = { unionId: null, scopePath: '/city/110105/u/', nameHash: 'a'.repeat(64), hasDied: diedOn !== null, diedOn };
    const event = { type: 'organisation.member.listed', subject, aggregateversion, data: life };
    expect(await subgraph.send(event)).toBe(204);
  };
  const dead = async () => {
    const { person } = await covered(subgraph);
    await tell(person, 2, '2013-10-18');
    return person;
  };
  const input = (memberId: string, more: object = {}) => ({
    ...fireInput(),
    ...{ event: 'DEATH', eventAt: '2013-10-18', lossFen: null, documents: [paper('DEATH_CERTIFICATE')] },
    ...{ accountMasked: '6228 **** 7777', memberId, ...more },
  });
  const complete = (memberId: string, more: object = {}): Promise<TestClaim> =>
    claimStep(subgraph, caseworker, 'submitClaim', null, input(memberId, more));
  const incomplete = (memberId: string) => complete(memberId, { documents: [] });
  const assessed = async (memberId: string, more: object = {}): Promise<TestClaim> =>
    claimStep(subgraph, caseworker, 'assessClaim', await complete(memberId, more), yes);
  const rejectedOnce = async (memberId: string): Promise<TestClaim> =>
    claimStep(subgraph, caseworker, 'assessClaim', await complete(memberId), no);
  const appealed = async (memberId: string): Promise<TestClaim> =>
    claimStep(subgraph, caseworker, 'appealClaim', await rejectedOnce(memberId), { appeal: '有新证据' });
  const approved = async (memberId: string, more: object = {}): Promise<TestClaim> =>
    claimStep(subgraph, approver, 'approveClaim', await assessed(memberId, more), yes);
  const payoutOf = async ({ id }: TestClaim) => {
    const found = await subgraph.sql<Payout>('select id, status, version from disbursement where source_id = $1', [id]);
    return found[0] as Payout;
  };
  const claimOf = async ({ id }: TestClaim) =>
    (await subgraph.sql('select status, reason, payable_fen::int as payable from mutual_aid_claim where id = $1', [id]))[0];
  const closed = { status: 'REJECTED', reason: expect.stringContaining('死亡登记已撤销') };
  const askAgain = ({ id }: TestClaim) => {
    const source = { subgraph: 'warmth-fund', typeName: 'MutualAidClaim', id };
    return subgraph.code(ask(subgraph, { idempotencyKey: key(), source, accountMasked: '6228 **** 7777' }));
  };

  test.each([
    ['SUBMITTED', incomplete],
    ['DOCUMENTS_COMPLETE', complete],
    ['ASSESSED', assessed],
    ['APPEALED', appealed],
    ['APPROVED', approved],
  ] as const)(
    '%s, it is rejected with the reason, and the death that is recorded later on the same day is claimed for and paid',
    async (status, made) => {
      const person = await dead();
      const claim = await made(person);
      expect(await claimOf(claim)).toMatchObject({ status });
      await tell(person, 3, null);
      expect(await claimOf(claim)).toMatchObject(closed);
      expect(await askAgain(claim)).toBe('SOURCE_NOT_APPROVED');
      const [{ version }] = (await subgraph.sql('select version from mutual_aid_claim where id = $1', [claim.id])) as [TestClaim];
      const appeal = { claimId: claim.id, expectedVersion: version, appeal: '仍请求赔付' };
      expect(await subgraph.code(claimAct(subgraph, caseworker, 'appealClaim', appeal))).toBe('INVALID_TRANSITION');
      expect(await subgraph.code(claimAct(subgraph, caseworker, 'submitClaim', input(person)))).toBe('NOT_ELIGIBLE');
      await tell(person, 4, '2013-10-18');
      const next = await approved(person);
      await walk(subgraph, await payoutOf(next), 'approve', 'send', 'settle');
      expect(await claimOf(next)).toMatchObject({ status: 'PAID' });
    },
  );

  test('its payout that is not with the bank can only be voided', async () => {
    const person = await dead();
    const claim = await approved(person);
    const payout = await walk(subgraph, await payoutOf(claim), 'approve');
    await tell(person, 3, null);
    const held = await payoutOf(claim);
    expect((await take(subgraph, 'send', held)).errors?.[0]?.extensions.code).toMatch(/SOURCE_NOT_APPROVED|VALIDATION_FAILED/);
    expect(held.version).toBe(payout.version + 1);
    const query = `{ disbursement(id: "${held.id}") { stoppedBy } }`;
    expect((await subgraph.ask(approver, query)).data.disbursement).toEqual({ stoppedBy: 'SOURCE_WITHDRAWN' });
    expect(await walk(subgraph, held, 'void')).toMatchObject({ status: 'VOIDED' });
    expect(await claimOf(claim)).toMatchObject(closed);
  });

  test.each([
    [['fail', 'void'], 'REJECTED'],
    [['settle'], 'PAID'],
    [['settle', 'return'], 'REJECTED'],
  ] as const)('its payout that is with the bank ends as the bank tells: %s', async (steps, status) => {
    const person = await dead();
    const claim = await approved(person);
    await walk(subgraph, await payoutOf(claim), 'approve', 'send');
    await tell(person, 3, null);
    expect(await claimOf(claim)).toMatchObject({ ...closed, status: 'APPROVED' });
    await walk(subgraph, await payoutOf(claim), ...steps);
    expect(await claimOf(claim)).toMatchObject({ ...closed, status });
    expect(await askAgain(claim)).toBe('SOURCE_NOT_APPROVED');
  });

  test('of what was paid in part no more is paid', async () => {
    const person = await dead();
    const claim = await approved(person);
    const source = { typeName: 'MutualAidClaim', id: claim.id, payout: await payoutOf(claim) };
    const [first] = await askInParts(subgraph, source, ['500000', '1500000']);
    await walk(subgraph, first as Payout, 'approve', 'send', 'settle');
    await tell(person, 3, null);
    expect(await claimOf(claim)).toMatchObject({ status: 'PAID', payable: 500_000 });
  });

  test('paid, it stays so, and another death is claimed for once a caseworker has seen that it is another one', async () => {
    const person = await dead();
    const claim = await approved(person);
    await walk(subgraph, await payoutOf(claim), 'approve', 'send', 'settle');
    for (const version of [3, 4]) await tell(person, version, null);
    expect(await claimOf(claim)).toMatchObject({ status: 'PAID', reason: expect.stringMatching(/^死亡登记已撤销.*另行追回/) });
    await tell(person, 5, '2013-10-18');
    expect(await subgraph.code(claimAct(subgraph, caseworker, 'submitClaim', input(person)))).toBe('DUPLICATE');
    const next = await approved(person, { isAnotherEvent: true });
    await walk(subgraph, await payoutOf(next), 'approve', 'send', 'settle');
    expect(await subgraph.code(claimAct(subgraph, caseworker, 'submitClaim', input(person, { isAnotherEvent: true })))).toBe(
      'DUPLICATE',
    );
  });

  test('what is approved while the death is taken back is closed, or not approved', async () => {
    for (let time = 0; time < 8; time++) {
      const person = await dead();
      const claim = await assessed(person);
      const decision = { claimId: claim.id, expectedVersion: claim.version, ...yes };
      await Promise.all([claimAct(subgraph, approver, 'approveClaim', decision), tell(person, 3, null)]);
      expect(await claimOf(claim)).toMatchObject(closed);
      const [source] = await subgraph.sql('select state from payout_source where id = $1', [claim.id]);
      expect(source?.state ?? 'WITHDRAWN').toBe('WITHDRAWN');
    }
  });

  test('what is told of a worker who never died costs one statement', async () => {
    const { person } = await covered(subgraph);
    await tell(person, 2, null);
    subgraph.statements();
    await tell(person, 3, null);
    expect(subgraph.statements().filter((statement) => /disbursement|mutual_aid_claim/.test(statement))).toHaveLength(1);
  });

  test('a paid claim is not rejected by an approver', async () => {
    const claim = await approved(await dead());
    await walk(subgraph, await payoutOf(claim), 'approve', 'send', 'settle');
    const [{ version }] = (await subgraph.sql('select version from mutual_aid_claim where id = $1', [claim.id])) as [TestClaim];
    const other = { ...approver, personId: newId() };
    const decision = { claimId: claim.id, expectedVersion: version, ...no };
    expect(await subgraph.code(claimAct(subgraph, other, 'approveClaim', decision))).toBe('INVALID_TRANSITION');
  });
});
