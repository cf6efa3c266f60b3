import { newId } from '@union-graph/subgraph';
import { eventsAbout, listenerTo, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import * as aid from '../../test/aid.ts';
import { approver, caseworker, deposit, faultsOfBooks } from '../../test/books.ts';
import * as files from '../../test/hardship.ts';
import { walk } from '../../test/payouts.ts';
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

  const dies = async (subject: string) =>
    expect(
      await subgraph.send({
        type: 'organisation.member.listed',
        subject,
        aggregateversion: 2,
        data: { unionId: null, scopePath: PLACE, nameHash: 'a'.repeat(64), hasDied: true, diedOn: '2013-10-18' },
      }),
    ).toBe(204);
  const fileOf = async (id: string) =>
    (
      await subgraph.sql('select status, exit_reason, note, review_due_on::text as due from hardship_file where id = $1', [id])
    )[0];
  const aidOf = async (id: string) => (await subgraph.sql('select status, note from aid_application where id = $1', [id]))[0];
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
      const { id, disbursement } = await aid.approved(subgraph, cycle, { head });
      await dies(head);
      expect(await aidOf(id)).toEqual({ status: 'PAYABLE', note: '申请人已去世' });
      await expect(walk(subgraph, disbursement, 'approve')).rejects.toThrow();
      await walk(subgraph, disbursement, 'void');
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
      const sent = await walk(subgraph, disbursement, 'approve', 'send');
      await dies(head);
      await walk(subgraph, sent, 'settle');
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
});
