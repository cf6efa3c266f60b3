import { newId } from '@union-graph/subgraph';
import { eventsAbout, listenerTo, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import * as aid from '../../test/aid.ts';
import { approver, caseworker, cashier, deposit, faultsOfBooks } from '../../test/books.ts';
import { buildPlan, type Covered, claimAct, claimStep, covered, fireInput, paper, type TestClaim } from '../../test/claims.ts';
import * as files from '../../test/hardship.ts';
import { ask, type Payout, take, walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

const PLACE = '/city/110105/u/';

describe('what is open in the fund when the word of a death comes', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, { subscribers: listenerTo('warmth-fund') });
    for (const fund of [1, 3]) await deposit(subgraph, fund, 100_000_000);
    await aid.allocateAid(subgraph, '90000000');
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const told = async (subject: string, aggregateversion: number, life: object) =>
    expect(
      await subgraph.send({
        type: 'organisation.member.listed',
        subject,
        aggregateversion,
        data: { unionId: null, scopePath: PLACE, nameHash: 'a'.repeat(64), ...life },
      }),
    ).toBe(204);
  const dies = (subject: string, aggregateversion = 2) =>
    told(subject, aggregateversion, { hasDied: true, diedOn: '2013-10-18' });
  const lives = (subject: string, aggregateversion: number) => told(subject, aggregateversion, { hasDied: false, diedOn: null });
  const fileOf = async (id: string) =>
    (
      await subgraph.sql('select status, exit_reason, note, review_due_on::text as due from hardship_file where id = $1', [id])
    )[0];
  const aidOf = async (id: string) => (await subgraph.sql('select status, note from aid_application where id = $1', [id]))[0];
  /** The newest payout of something. */
  const payoutOf = async (sourceId: string) =>
    (
      await subgraph.sql<Payout & { waits_for_heirs: boolean }>(
        'select id, status, version, waits_for_heirs from disbursement where source_id = $1 order by created_at desc, id desc limit 1',
        [sourceId],
      )
    )[0] as Payout & { waits_for_heirs: boolean };
  /** What stops the payout of an application, as the cashier reads it in the list and the caseworker at the application. */
  const stopsOf = async (id: string) => {
    const list = '{ disbursements(first: 100) { nodes { stoppedBy source { id } } } }';
    const { nodes } = (await subgraph.ask(cashier, list)).data.disbursements;
    const one = 'query ($id: ID!) { aidApplication(id: $id) { disbursement { stoppedBy } } }';
    const { disbursement } = (await subgraph.ask(caseworker, one, { id })).data.aidApplication;
    const listed = nodes.find(({ source }: { source: { id: string } }) => source.id === id);
    return [listed.stoppedBy, disbursement.stoppedBy];
  };
  /** A household whose spouse has a record, too. */
  const household = () => {
    const input = files.householdInput();
    const [head, spouse, child] = input.members;
    const spouseId = newId();
    const { nameZh: _, ...unnamed } = spouse as { nameZh: string };
    return { ...input, spouseId, members: [head, { ...unnamed, memberId: spouseId }, child] };
  };
  const opening = ({ spouseId: _, ...input }: ReturnType<typeof household>) => input;

  test('the active file of the head ends with DEATH, and the household opens one under another head (2.5.2)', async () => {
    const wish = household();
    const { id } = await files.active(subgraph, opening(wish));
    await dies(wish.headId);
    expect(await fileOf(id)).toMatchObject({ status: 'EXITED', exit_reason: 'DEATH' });
    expect((await eventsAbout(subgraph.sql, id)).map(({ type }) => type)).toContain('warmth-fund.file.exited');
    const [, spouse, child] = opening(wish).members;
    const next = { ...opening(wish), headId: wish.spouseId, members: [{ ...spouse, relation: 'SELF' }, child] };
    expect(await files.opened(subgraph, next)).toMatchObject({ status: 'SUBMITTED' });
  });

  test('a file of the head that is not active yet is rejected, with what the household may do', async () => {
    const wish = household();
    const { id } = await files.onNotice(subgraph, opening(wish));
    await dies(wish.headId);
    expect(await fileOf(id)).toMatchObject({ status: 'REJECTED', note: expect.stringContaining('户主已去世') });
  });

  test('the death of another person brings the review of the active file forward, which ends it as another household', async () => {
    const wish = household();
    const { id, version } = await files.active(subgraph, opening(wish));
    await dies(wish.spouseId);
    const read = await subgraph.ask(caseworker, 'query ($id: ID!) { hardshipFile(id: $id) { status version } }', { id });
    expect(read.data.hardshipFile).toEqual({ status: 'REVIEW_DUE', version: version + 1 });
    const step = { fileId: id, expectedVersion: version + 1 };
    const today = '2013-10-19T10:00:00+08:00';
    const refused = await files.act(subgraph, caseworker, 'reviewFile', step, today);
    expect(refused.errors?.[0]).toMatchObject({
      message: expect.stringContaining('has died'),
      extensions: { code: 'VALIDATION_FAILED', field: 'fileId' },
    });
    const ended = await files.done(subgraph, caseworker, 'exitFile', { ...step, reason: 'HOUSEHOLD_CHANGED' }, today);
    expect(ended.status).toBe('EXITED');
  });

  test('a file on notice of whose household somebody has died does not become active', async () => {
    const wish = household();
    const file = await files.onNotice(subgraph, opening(wish));
    await dies(wish.spouseId);
    const refused = await files.act(subgraph, approver, 'approveFile', files.stepOf(file), '2013-09-10T10:00:00+08:00');
    expect(refused.errors?.[0]?.message).toContain('"rejectFile"');
  });

  describe('aid', () => {
    let cycle: string;
    beforeAll(async () => {
      cycle = await aid.insertCycle(subgraph, { code: 'MEDICAL' });
    });
    beforeEach(() => aid.setCycle(subgraph, cycle, 'OPEN'));

    test('that nobody has decided is cancelled with the reason', async () => {
      const head = newId();
      const { id } = await aid.reviewed(subgraph, cycle, { head });
      await dies(head);
      expect(await aidOf(id)).toEqual({ status: 'CANCELLED', note: '申请人已去世' });
    });

    test('that was approved and is not with the bank is paid to nobody; the payout can only be voided, and ends it', async () => {
      const head = newId();
      const { id } = await aid.approved(subgraph, cycle, { head });
      await dies(head);
      expect(await aidOf(id)).toEqual({ status: 'PAYABLE', note: '申请人已去世' });
      const now = await payoutOf(id);
      expect(await stopsOf(id)).toEqual(['PAYEE_DIED', 'PAYEE_DIED']);
      expect(await subgraph.code(take(subgraph, 'approve', now))).toBe('SOURCE_NOT_APPROVED');
      await walk(subgraph, now, 'void');
      expect(await stopsOf(id)).toEqual([null, null]);
      expect(await aidOf(id)).toEqual({ status: 'CANCELLED', note: '申请人已去世' });
    });

    test('of somebody else in the household of a head who has died goes by the file that the household opens then', async () => {
      const wish = household();
      await files.active(subgraph, opening(wish));
      const input = { cycleId: cycle, memberId: wish.spouseId, requestedFen: '400000', reason: '住院' };
      const application = await aid.done(subgraph, aid.clerk, 'applyForAid', input);
      await dies(wish.headId);
      const checking = () => aid.act(subgraph, aid.clerk, 'checkAid', aid.stepOf(application));
      expect(await subgraph.code(checking())).toBe('NOT_ELIGIBLE');
      const [, spouse, child] = opening(wish).members;
      const next = { ...opening(wish), headId: wish.spouseId, members: [{ ...spouse, relation: 'SELF' }, child] };
      await files.active(subgraph, next);
      expect((await checking()).data.checkAid.application.status).toBe('CHECKED');
    });

    test('that is with the bank is paid', async () => {
      const head = newId();
      const { id, disbursement } = await aid.approved(subgraph, cycle, { head });
      await walk(subgraph, disbursement, 'approve', 'send');
      await dies(head);
      await walk(subgraph, await payoutOf(id), 'settle');
      expect((await aidOf(id))?.status).toMatch(/PAID|CLOSED/);
    });

    test('who applies while their death is told is refused, or the application is cancelled', async () => {
      const heads = Array.from({ length: 8 }, () => newId());
      for (const head of heads) await files.insertFile(subgraph, { head, path: PLACE });
      const input = { cycleId: cycle, requestedFen: '400000', reason: '住院' };
      await Promise.all(
        heads.flatMap((memberId) => [aid.act(subgraph, aid.clerk, 'applyForAid', { ...input, memberId }), dies(memberId)]),
      );
      const open = await subgraph.sql(`select from aid_application where member_id = any($1::uuid[]) and status <> 'CANCELLED'`, [
        heads,
      ]);
      expect(open).toEqual([]);
    });
  });

  describe('a payout to a worker', () => {
    beforeAll(() => buildPlan(subgraph));

    const assessed = async ({ person }: Covered, input: object = fireInput()): Promise<TestClaim> => {
      const claim = await claimStep(subgraph, caseworker, 'submitClaim', null, { ...input, memberId: person });
      return claimStep(subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' });
    };
    const approvedClaim = (claim: TestClaim) => claimStep(subgraph, approver, 'approveClaim', claim, { decision: 'ACCEPT' });
    const waits = { code: 'VALIDATION_FAILED', field: 'disbursementId' };

    test('waits for the heirs, and goes into the account that they name (民法典第1122条)', async () => {
      const who = await covered(subgraph);
      const { id } = await approvedClaim(await assessed(who));
      await walk(subgraph, await payoutOf(id), 'approve');
      await dies(who.person);
      const held = await payoutOf(id);
      expect(held).toMatchObject({ status: 'APPROVED', waits_for_heirs: true });
      const stop = (await subgraph.ask(cashier, 'query ($id: ID!) { disbursement(id: $id) { stoppedBy } }', { id: held.id }))
        .data;
      expect(stop.disbursement).toEqual({ stoppedBy: 'WAITS_FOR_HEIRS' });
      expect((await take(subgraph, 'send', held)).errors?.[0]?.extensions).toMatchObject(waits);
      await walk(subgraph, held, 'void');
      const source = { subgraph: 'warmth-fund', typeName: 'MutualAidClaim', id };
      for (const theirs of [fireInput().accountMasked, `卡 **** ${fireInput().accountMasked.slice(-4)}`]) {
        const refused = await ask(subgraph, { idempotencyKey: newId(), source, accountMasked: theirs });
        expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'accountMasked' });
      }
      const again = await ask(subgraph, { idempotencyKey: newId(), source, accountMasked: '6228 **** 7777' });
      await walk(subgraph, again.data.requestDisbursement.disbursement, 'approve');
      // The record is told again, as after any later change of it: the account is the heirs' all the same.
      await dies(who.person, 3);
      await walk(subgraph, await payoutOf(id), 'send', 'settle');
      expect(await subgraph.sql('select status from mutual_aid_claim where id = $1', [id])).toEqual([{ status: 'PAID' }]);
    });

    test('of a claim that was handed in before the death and approved after it waits, too', async () => {
      const who = await covered(subgraph);
      const claim = await assessed(who);
      await dies(who.person);
      await subgraph.sql(`update mutual_aid_claim set submitted_at = '2013-10-17T02:00:00Z' where id = $1`, [claim.id]);
      await approvedClaim(claim);
      expect(await payoutOf(claim.id)).toMatchObject({ status: 'RESERVED', waits_for_heirs: true });
    });

    test('for the death itself does not wait: the family named the account', async () => {
      const who = await covered(subgraph);
      await approvedClaim(await assessed(who, fireInput({ accountMasked: '6222 **** **** 1234' })));
      const documents = [paper('DEATH_CERTIFICATE')];
      await dies(who.person);
      const death = { ...fireInput(), event: 'DEATH', eventAt: '2013-10-18', lossFen: null, documents };
      const intoOwn = { ...death, memberId: who.person, accountMasked: '6222 **** 1234' };
      const refused = await claimAct(subgraph, caseworker, 'submitClaim', intoOwn);
      expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'accountMasked' });
      const claim = await assessed(who, death);
      await approvedClaim(claim);
      await walk(subgraph, await payoutOf(claim.id), 'approve', 'send', 'settle');
    });

    test('that the bank had, and did not pay, is not sent again', async () => {
      const who = await covered(subgraph);
      const { id } = await approvedClaim(await assessed(who));
      await walk(subgraph, await payoutOf(id), 'approve', 'send');
      await dies(who.person);
      const failed = await walk(subgraph, await payoutOf(id), 'fail');
      expect((await take(subgraph, 'send', failed)).errors?.[0]?.extensions).toMatchObject(waits);
    });

    test('goes to the worker after all when the death is taken back, in whatever order both are told', async () => {
      const who = await covered(subgraph);
      const { id } = await approvedClaim(await assessed(who));
      await dies(who.person);
      await lives(who.person, 3);
      expect(await payoutOf(id)).toMatchObject({ waits_for_heirs: false });
      await dies(who.person);
      await walk(subgraph, await payoutOf(id), 'approve', 'send', 'settle');
      const other = await covered(subgraph);
      const open = await approvedClaim(await assessed(other));
      await lives(other.person, 3);
      await dies(other.person);
      expect(await payoutOf(open.id)).toMatchObject({ waits_for_heirs: false });
      await dies(other.person, 4);
      expect(await payoutOf(open.id)).toMatchObject({ waits_for_heirs: true });
    });

    test('into the account of those who were taken for heirs waits when the death is taken back, and goes to the worker', async () => {
      const who = await covered(subgraph);
      const { id } = await approvedClaim(await assessed(who));
      await dies(who.person);
      await walk(subgraph, await payoutOf(id), 'void');
      const source = { subgraph: 'warmth-fund', typeName: 'MutualAidClaim', id };
      const heirs = await ask(subgraph, { idempotencyKey: newId(), source, accountMasked: '6228 **** 7777' });
      const payout = await walk(subgraph, heirs.data.requestDisbursement.disbursement, 'approve');
      for (const version of [3, 4]) await lives(who.person, version);
      const held = await payoutOf(id);
      expect(held).toMatchObject({ id: payout.id, waits_for_heirs: true });
      expect((await take(subgraph, 'send', held)).errors?.[0]?.extensions).toMatchObject(waits);
      await walk(subgraph, held, 'void');
      const own = await ask(subgraph, { idempotencyKey: newId(), source, accountMasked: fireInput().accountMasked });
      await walk(subgraph, own.data.requestDisbursement.disbursement, 'approve', 'send', 'settle');
    });

    test('of a subsidy that is asked for after the death waits', async () => {
      const [memberId, subject] = [newId(), newId()];
      await dies(memberId);
      const data = { memberId, amountFen: '100000', scopePath: '/city/110105/' };
      await subgraph.send({ type: 'training.subsidy.paymentRequested', subject, data });
      const held = await payoutOf(subject);
      expect(held).toMatchObject({ waits_for_heirs: true });
      await walk(subgraph, held, 'void');
      const source = { subgraph: 'training', typeName: 'SubsidyApplication', id: subject };
      const sameCard = await ask(subgraph, { idempotencyKey: newId(), source, accountMasked: '京卡·互助服务卡' });
      expect(sameCard.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'accountMasked' });
    });
  });
});
