import { newId } from '@union-graph/subgraph';
import { eventually, knownMember, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, allocateAid, clerk, done, insertCycle, setCycle, stepOf } from '../../test/aid.ts';
import { approver, caseworker, deposit, faultsOfBooks } from '../../test/books.ts';
import * as files from '../../test/hardship.ts';
import { whileLocked } from '../../test/heldRows.ts';
import { take } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

const HASH = (digit: string) => digit.repeat(64);

describe('the household that aid is for', () => {
  let subgraph: TestSubgraph;
  let living: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 100_000_000);
    await allocateAid(subgraph, '90000000');
    living = await insertCycle(subgraph, { code: 'LIVING', needsActiveFile: false });
  });
  beforeEach(() => setCycle(subgraph, living, 'OPEN'));
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const wish = (memberId: string, cycleId = living) => ({
    cycleId,
    memberId,
    requestedFen: '100',
    reason: '困难',
    districtCode: '110105',
  });
  const code = (...call: [Parameters<typeof act>[1], string, object]) => subgraph.code(act(subgraph, ...call));
  async function put(memberId: string, cycleId = living) {
    await knownMember(subgraph.sql, memberId);
    const application = await done(subgraph, clerk, 'applyForAid', wish(memberId, cycleId));
    const checked = await done(subgraph, clerk, 'checkAid', stepOf(application));
    return done(subgraph, caseworker, 'reviewAid', { ...stepOf(checked), opinion: '可' });
  }
  const exit = (head: string, reason = 'INCOME_ABOVE_LINE') =>
    subgraph.sql(
      "update hardship_file set status = 'EXITED', exit_reason = $2, active_to = '2013-10-18', review_due_on = null where head_member_id = $1",
      [head, reason],
    );
  const live = async (head: string, person: { memberId?: string; hash: string }) =>
    subgraph.sql(
      `insert into household_member (id, household_id, member_id, name_zh, relation, identity_hash, birth_date, monthly_income_fen)
        select gen_random_uuid(), id, $2, case when $2::uuid is null then '孩子' end, 'CHILD', $3, '2000-01-01', 0
        from household where head_member_id = $1 order by id desc limit 1`,
      [head, person.memberId ?? null, person.hash],
    );
  async function onlyOneOf(...applications: { id: string; version: number }[]) {
    await setCycle(subgraph, living, 'FROZEN');
    const codes = await Promise.all(applications.map((one) => code(approver, 'approveAid', stepOf(one))));
    expect(codes.toSorted()).toEqual(['QUOTA_EXCEEDED', null]);
  }

  test('FND-INV-5: a household that ends its file and opens another one in the cycle is the same household', async () => {
    const head = newId();
    await files.insertFile(subgraph, { head });
    const first = await put(head);
    await exit(head);
    await files.insertFile(subgraph, { head });
    await onlyOneOf(first, await put(head));
  });

  test('FND-INV-5: so is the worker who applied before the file was opened', async () => {
    const head = newId();
    const first = await put(head);
    await files.insertFile(subgraph, { head });
    await onlyOneOf(first, await put(head));
  });

  test.each(['before the file was opened', 'while it is open'])(
    'FND-INV-5: so are two workers who applied before they were known to live together, the first approved %s',
    async (when) => {
      const [head, spouse] = [newId(), newId()];
      const [first, other] = [await put(head), await put(spouse)];
      await setCycle(subgraph, living, 'FROZEN');
      if (when === 'before the file was opened') expect(await code(approver, 'approveAid', stepOf(first))).toBeNull();
      await files.insertFile(subgraph, { head, status: 'SUBMITTED', from: null });
      await live(head, { memberId: spouse, hash: HASH(when === 'while it is open' ? 'd' : 'e') });
      if (when === 'while it is open') expect(await code(approver, 'approveAid', stepOf(first))).toBeNull();
      expect(await code(approver, 'approveAid', stepOf(other))).toBe('QUOTA_EXCEEDED');
    },
  );

  test('FND-INV-6: who lives with the worker by a file that was opened after the application does not decide about it', async () => {
    const [head, spouse] = [newId(), newId()];
    const application = await put(head);
    await files.insertFile(subgraph, { head });
    await live(head, { memberId: spouse, hash: HASH('f') });
    await setCycle(subgraph, living, 'FROZEN');
    expect(await code(staff(spouse, 'FUND_APPROVER'), 'approveAid', stepOf(application))).toBe('SEPARATION_OF_DUTIES');
    expect(await code(approver, 'approveAid', stepOf(application))).toBeNull();
  });

  test.each(['a person with a record', 'a child without one'])('FND-INV-5: so are two that share %s', async (who) => {
    const [one, other, shared] = [newId(), newId(), newId()];
    const person = who === 'a person with a record' ? { memberId: shared, hash: HASH('a') } : { hash: HASH('b') };
    await files.insertFile(subgraph, { head: one });
    await live(one, person);
    const first = await put(one);
    await exit(one);
    await files.insertFile(subgraph, { head: other });
    await live(other, person);
    await onlyOneOf(first, await put(other));
  });

  test('two households that share nobody are two', async () => {
    const applications = [await put(newId()), await put(newId())];
    await setCycle(subgraph, living, 'FROZEN');
    for (const one of applications) expect(await code(approver, 'approveAid', stepOf(one))).toBeNull();
  });

  test('so many wait undecided as the rule says, also of twenty at once; a withdrawn one makes room', async () => {
    const head = newId();
    await files.insertFile(subgraph, { head });
    const codes = await Promise.all(Array.from({ length: 20 }, () => code(clerk, 'applyForAid', wish(head))));
    expect(codes.filter((one) => one === null)).toHaveLength(5);
    expect(codes.filter((one) => one === 'QUOTA_EXCEEDED')).toHaveLength(15);
    const [one] = await subgraph.sql<{ id: string; version: number }>(
      'select id, version from aid_application where member_id = $1 limit 1',
      [head],
    );
    await done(subgraph, caseworker, 'cancelAid', { ...stepOf(one as { id: string; version: number }), note: '重复' });
    expect(await code(clerk, 'applyForAid', wish(head))).toBeNull();
    expect(await code(clerk, 'applyForAid', wish(head))).toBe('QUOTA_EXCEEDED');
  });

  test('S-34: after a change of the household what is undecided goes by its new file', async () => {
    const cycle = await insertCycle(subgraph, { code: 'MEDICAL' });
    const head = newId();
    await files.insertFile(subgraph, { head, path: '/city/110105/u/' });
    const application = await put(head, cycle);
    await exit(head, 'HOUSEHOLD_CHANGED');
    await setCycle(subgraph, cycle, 'FROZEN');
    expect(await code(approver, 'approveAid', stepOf(application))).toBe('NOT_ELIGIBLE');
    const next = await files.insertFile(subgraph, { head, path: '/city/110105/u/' });
    expect(await code(approver, 'approveAid', stepOf(application))).toBeNull();
    expect(await subgraph.sql('select file_id from aid_application where id = $1', [application.id])).toEqual([
      { file_id: next },
    ]);
  });

  test('a file that ends for false data while aid on it is being approved takes that approval back', async () => {
    const head = newId();
    const fileId = await files.insertFile(subgraph, { head });
    const cycle = await insertCycle(subgraph, { code: 'SCHOOLING' });
    const application = await put(head, cycle);
    await setCycle(subgraph, cycle, 'FROZEN');
    const answers: Promise<string | null>[] = [];
    // The approval has looked at the file and waits for the budget; meanwhile the file ends, or waits for the approval.
    await whileLocked(subgraph, ["select from budget where category = 'AID' for update"], async ({ waiting }) => {
      answers.push(code(approver, 'approveAid', stepOf(application)));
      await eventually(async () => (await waiting()) > 0);
      const left = { fileId, expectedVersion: 1, reason: 'FALSE_DATA' };
      let hasEnded = false;
      const end = subgraph.code(files.act(subgraph, caseworker, 'exitFile', left, '2013-10-19T10:00:00+08:00'));
      answers.push(end.finally(() => (hasEnded = true)));
      await eventually(async () => hasEnded || (await waiting()) > 1);
    });
    expect(await Promise.all(answers)).toEqual([null, null]);
    expect(await subgraph.sql('select state from payout_source where id = $1', [application.id])).toEqual([
      { state: 'WITHDRAWN' },
    ]);
  });

  test('FND-INV-6: nobody approves a payout to their own household', async () => {
    const [head, spouse] = [newId(), newId()];
    await files.insertFile(subgraph, { head });
    await live(head, { memberId: spouse, hash: HASH('c') });
    const application = await put(head);
    await setCycle(subgraph, living, 'FROZEN');
    const { disbursement } = await done(subgraph, approver, 'approveAid', stepOf(application));
    const own = staff(spouse, 'FUND_APPROVER');
    expect(await subgraph.code(take(subgraph, 'approve', disbursement, { viewer: own }))).toBe('SEPARATION_OF_DUTIES');
    expect(await subgraph.code(take(subgraph, 'approve', disbursement))).toBeNull();
  });
});
