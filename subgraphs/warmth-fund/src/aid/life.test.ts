import { newId } from '@union-graph/subgraph';
import { eventsAbout, knownMember, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, allocateAid, applied, approved, clerk, done, insertCycle, reviewed, setCycle, stepOf } from '../../test/aid.ts';
import { approver, bank, caseworker, deposit, faultsOfBooks, fundId } from '../../test/books.ts';
import { insertFile } from '../../test/hardship.ts';
import { ask, askInParts, type Payout, take, walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

describe('the life of an application for aid (S-36)', () => {
  let subgraph: TestSubgraph;
  let cycle: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, { subscribers: listenerTo('warmth-fund') });
    await deposit(subgraph, 1, 100_000_000);
    await allocateAid(subgraph, '100000000');
    cycle = await insertCycle(subgraph, {});
  });
  beforeEach(() => setCycle(subgraph, cycle, 'OPEN'));
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const code = (...[viewer, mutation, input, now]: [Parameters<typeof act>[1], string, object, string?]) =>
    subgraph.code(act(subgraph, viewer, mutation, input, now));
  const held = async () => {
    const [row] = await subgraph.sql<{ committed: bigint; spent: bigint }>(
      `select committed_fen as committed, spent_fen as spent from budget where category = 'AID' and fund_id = $1`,
      [fundId(1)],
    );
    return row as { committed: bigint; spent: bigint };
  };
  const read = async (id: string) =>
    (
      await subgraph.ask(
        caseworker,
        'query ($id: ID!) { aidApplication(id: $id) { id version status note approvedFen cycle { status } disbursement { id version status } } }',
        { id },
      )
    ).data.aidApplication;

  test('J-06: applied, checked, reviewed, approved; the payout is made, the budget holds it, it is paid', async () => {
    const [before, money] = [await held(), await bank(subgraph, 1)];
    const application = await approved(subgraph, cycle);
    expect(application).toMatchObject({
      status: 'PAYABLE',
      approvedFen: '400000',
      eligibility: { ok: true, reasons: [], ruleVersion: 'MEDICAL@2013-01-01' },
      disbursement: {
        status: 'RESERVED',
        amountFen: '400000',
        payee: { accountMasked: '京卡·互助服务卡' },
        createdBy: caseworker.personId,
      },
    });
    expect(await held()).toEqual({ committed: before.committed + 400_000n, spent: before.spent });
    expect((await bank(subgraph, 1)).pending).toBe(money.pending + 400_000n);
    await walk(subgraph, application.disbursement, 'approve', 'send', 'settle');
    expect(await read(application.id)).toMatchObject({
      status: expect.stringMatching(/PAID|CLOSED/),
      disbursement: { status: 'SETTLED' },
    });
    expect(await held()).toEqual({ committed: before.committed, spent: before.spent + 400_000n });
    expect(
      (await eventsAbout(subgraph.sql, application.id)).map(({ type, data }) => [type, data.scheme, data.amountFen]),
    ).toEqual([
      ['warmth-fund.applicant.listed', undefined, undefined],
      ['warmth-fund.aid.approved', 'MEDICAL', '400000'],
      ['warmth-fund.aid.paid', 'MEDICAL', '400000'],
    ]);
  });

  test.each([
    ['negative', { requestedFen: -1 }, 'BAD_USER_INPUT'],
    ['fractional', { requestedFen: 1.5 }, 'BAD_USER_INPUT'],
    ['2^63', { requestedFen: '9223372036854775808' }, 'BAD_USER_INPUT'],
    ['nothing', { requestedFen: '0' }, 'BAD_USER_INPUT'],
    ['above the cap', { requestedFen: '500001' }, 'VALIDATION_FAILED'],
    ['an unknown cycle', { cycleId: newId() }, 'NOT_FOUND'],
    ['a loss of tomorrow', { loss: { kind: 'HOME_FIRE', happenedOn: '2013-10-20' } }, 'BAD_USER_INPUT'],
    ['a loss of today', { loss: { kind: 'HOME_FIRE', happenedOn: '2013-10-19' } }, null],
    ['an account in full', { accountMasked: '6222020200112230412' }, 'VALIDATION_FAILED'],
    ['no reason', { reason: ' ' }, 'BAD_USER_INPUT'],
  ])('refuses %s', async (_, input, expected) => {
    const head = newId();
    await insertFile(subgraph, { head, path: '/city/110105/u/' });
    const wish = { cycleId: cycle, memberId: head, requestedFen: '400000', reason: '住院', ...input };
    expect(await code(clerk, 'applyForAid', wish)).toBe(expected);
  });

  test('NOT_ELIGIBLE until the file is active, with the reason; eligibility can be asked before', async () => {
    const head = newId();
    const wish = { cycleId: cycle, memberId: head, requestedFen: '400000', reason: '住院', districtCode: '110105' };
    expect(await subgraph.code(act(subgraph, clerk, 'applyForAid', wish))).toBe('NOT_FOUND');
    await knownMember(subgraph.sql, head);
    const refused = (await act(subgraph, clerk, 'applyForAid', wish)).errors?.[0];
    expect(refused).toMatchObject({
      extensions: { code: 'NOT_ELIGIBLE' },
      message: expect.stringContaining('has no hardship file'),
    });
    const file = await insertFile(subgraph, { head, status: 'VERIFYING', from: null, path: '/city/110105/u/' });
    const eligibility = async (viewer = member(head)) =>
      subgraph.ask(viewer, 'query ($id: ID) { aidEligibility(schemeCode: MEDICAL, memberId: $id) { ok reasons ruleVersion } }', {
        id: head,
      });
    expect((await eligibility()).data.aidEligibility).toEqual({
      ok: false,
      reasons: ['The hardship file of the household is VERIFYING; it must be ACTIVE.'],
      ruleVersion: 'MEDICAL@2013-01-01',
    });
    await subgraph.sql(
      `update hardship_file set status = 'ACTIVE', active_from = '2013-10-01', review_due_on = '2013-10-19' where id = $1`,
      [file],
    );
    expect(await code(clerk, 'applyForAid', wish)).toBe('NOT_ELIGIBLE');
    await subgraph.sql(`update hardship_file set review_due_on = '2013-10-20' where id = $1`, [file]);
    expect((await eligibility()).data.aidEligibility).toMatchObject({ ok: true, reasons: [] });
    expect(await subgraph.code(eligibility(member(newId())))).toBe('NOT_FOUND');
    expect(await code(member(head), 'applyForAid', { ...wish, memberId: undefined })).toBeNull();
  });

  test('no application into a cycle that is frozen or over, no approval in one that is open (2.5.2)', async () => {
    const application = await reviewed(subgraph, cycle);
    expect(await code(approver, 'approveAid', stepOf(application))).toBe('INVALID_TRANSITION');
    await setCycle(subgraph, cycle, 'FROZEN');
    const head = newId();
    await insertFile(subgraph, { head, path: '/city/110105/u/' });
    const wish = { cycleId: cycle, memberId: head, requestedFen: '1', reason: '住院' };
    expect(await code(clerk, 'applyForAid', wish)).toBe('INVALID_TRANSITION');
    await setCycle(subgraph, cycle, 'OPEN');
    expect(await code(clerk, 'applyForAid', wish, '2013-11-01T10:00:00+08:00')).toBe('DEADLINE_PASSED');
    // Its last day is over: it is frozen by itself.
    expect(await code(approver, 'approveAid', stepOf(application), '2013-11-01T10:00:00+08:00')).toBeNull();
  });

  test('duties apart (FND-INV-6): who handed in, who reviewed, the applicant and the household', async () => {
    const grants = (['STATION_STAFF', 'FUND_CASEWORKER', 'FUND_APPROVER'] as const).map((role) => ({
      role,
      scopePath: '/city/',
    }));
    const everyone = { ...staff(newId(), 'FUND_APPROVER'), grants };
    const own = await reviewed(subgraph, cycle, { viewer: everyone });
    await setCycle(subgraph, cycle, 'FROZEN');
    expect(await code(everyone, 'approveAid', stepOf(own))).toBe('SEPARATION_OF_DUTIES');
    await setCycle(subgraph, cycle, 'OPEN');
    const head = newId();
    const application = await applied(subgraph, cycle, { head });
    const applicant = { ...staff(head, 'FUND_APPROVER'), grants };
    for (const [step, more] of [
      ['checkAid', {}],
      ['rejectAid', { note: '不符' }],
      ['returnAid', { note: '缺材料' }],
    ] as const)
      expect(await code(applicant, step, { ...stepOf(application), ...more })).toBe('SEPARATION_OF_DUTIES');
    await expect(
      subgraph.sql(`update aid_application set reviewed_by = 'x', approved_by = 'x' where id = $1`, [application.id]),
    ).rejects.toMatchObject({ constraint: 'aid_application_duties_apart' });
  });

  test('each step from its own state, at the version read; sent back it is handed in again', async () => {
    const application = await applied(subgraph, cycle);
    expect(await code(caseworker, 'reviewAid', { ...stepOf(application), opinion: '可' })).toBe('INVALID_TRANSITION');
    expect(await code(clerk, 'checkAid', { ...stepOf(application), expectedVersion: 9 })).toBe('VERSION_CONFLICT');
    expect(await code(staff(newId(), 'STATION_STAFF', '/city/110101/'), 'checkAid', stepOf(application))).toBe('NOT_FOUND');
    expect(await code(member(newId()), 'checkAid', stepOf(application))).toBe('NOT_FOUND');
    const back = await done(subgraph, caseworker, 'returnAid', { ...stepOf(application), note: '缺住院单据' });
    expect(back).toMatchObject({ status: 'RETURNED', note: '缺住院单据' });
    const again = await done(subgraph, clerk, 'resubmitAid', { ...stepOf(back), requestedFen: '300000', reason: '住院，附单据' });
    expect(again).toMatchObject({ status: 'SUBMITTED', requestedFen: '300000', note: null });
    const rejected = await done(subgraph, approver, 'rejectAid', { ...stepOf(again), note: '不符合' });
    expect(await code(clerk, 'checkAid', stepOf(rejected))).toBe('INVALID_TRANSITION');
  });

  test('withdrawn after approval, the payout stops, and voiding it frees the budget', async () => {
    const before = await held();
    const application = await approved(subgraph, cycle);
    const kept = await done(subgraph, caseworker, 'cancelAid', { ...stepOf(application), note: '已获其他救助' });
    expect(kept.status).toBe('PAYABLE');
    expect(await subgraph.code(take(subgraph, 'approve', application.disbursement))).toBe('SOURCE_NOT_APPROVED');
    await walk(subgraph, application.disbursement, 'void');
    expect(await read(application.id)).toMatchObject({ status: 'CANCELLED', note: '已获其他救助' });
    expect(await held()).toEqual(before);
  });

  /** Approved aid whose payout was given up, and parts of it that were asked for instead. */
  const inParts = async (...amounts: string[]) => {
    const { id, disbursement } = await approved(subgraph, cycle);
    const parts = await askInParts(subgraph, { typeName: 'AidApplication', id, payout: disbursement }, amounts);
    return { id: id as string, parts };
  };

  test('withdrawn when a part is paid, the approval is for what was paid; the budget has the rest again', async () => {
    const before = await held();
    const { id, parts } = await inParts('100000');
    await walk(subgraph, parts[0] as Payout, 'approve', 'send', 'settle');
    expect(await read(id)).toMatchObject({ status: 'PAYABLE' });
    await done(subgraph, caseworker, 'cancelAid', { ...stepOf(await read(id)), note: '其余已获其他救助' });
    expect(await read(id)).toMatchObject({ status: 'PAID', approvedFen: '100000', note: '其余已获其他救助' });
    expect(await held()).toEqual({ committed: before.committed, spent: before.spent + 100_000n });
  });

  test('withdrawn while a part is with the bank, it ends with that part, whichever part ends last; what came back was not paid', async () => {
    const before = await held();
    const { id, parts } = await inParts('150000', '250000');
    const [sent, waiting] = [await walk(subgraph, parts[0] as Payout, 'approve', 'send'), parts[1] as Payout];
    await done(subgraph, caseworker, 'cancelAid', { ...stepOf(await read(id)), note: '已获其他救助' });
    await walk(subgraph, waiting, 'void');
    expect(await read(id)).toMatchObject({ status: 'PAYABLE' });
    const paid = await walk(subgraph, sent, 'settle');
    expect(await read(id)).toMatchObject({ status: 'PAID', approvedFen: '150000' });
    expect(await held()).toEqual({ committed: before.committed, spent: before.spent + 150_000n });
    await walk(subgraph, paid, 'return');
    expect(await read(id)).toMatchObject({ status: 'CANCELLED' });
    expect(await held()).toEqual(before);
  });

  test('a payout that came to nothing can be asked for again, paid money that came back, too', async () => {
    const before = await held();
    const application = await approved(subgraph, cycle);
    const source = { subgraph: 'warmth-fund', typeName: 'AidApplication', id: application.id };
    const again = () => ask(subgraph, { idempotencyKey: newId(), source, accountMasked: '6222 **** 0412' });
    expect(await subgraph.code(again())).toBe('DUPLICATE');
    await walk(subgraph, application.disbursement, 'void');
    expect(await read(application.id)).toMatchObject({ status: 'PAYABLE' });
    const second = (await again()).data.requestDisbursement.disbursement;
    expect(second).toMatchObject({ amountFen: '400000', status: 'RESERVED' });
    const settled = await walk(subgraph, second, 'approve', 'send', 'settle');
    expect((await held()).spent).toBe(before.spent + 400_000n);
    await walk(subgraph, settled, 'return');
    expect(await read(application.id)).toMatchObject({ status: 'PAYABLE' });
    expect(await held()).toEqual({ committed: before.committed + 400_000n, spent: before.spent });
  });
});
