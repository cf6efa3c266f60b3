import { identityHash, identityHashKey, identityProof } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import * as aid from '../../test/aid.ts';
import { approver, caseworker, cashier, deposit, faultsOfBooks, fundId } from '../../test/books.ts';
import { act, active, done, householdInput, identityNumber, stepOf } from '../../test/hardship.ts';
import { type Payout, take, walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

const proofOf = (number: string): string => identityProof(identityHash(number, identityHashKey(process.env)));

interface Person {
  readonly id: string;
  readonly number: string;
}

interface Reviewed {
  readonly id: string;
  readonly household: { readonly members: readonly { readonly id: string }[] };
}

/** Somebody who reads the files of one district, which has none of the two. */
const elsewhere = staff(newId(), 'FUND_CASEWORKER', '/city/110105/v/');
const REVIEW = '2014-09-12T10:00:00+08:00';

describe('two active files that a correction or a merge shows to have one person (FND-INV-4)', () => {
  let subgraph: TestSubgraph;
  let cycleId: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 100_000_000);
    await aid.allocateAid(subgraph, '90000000');
    cycleId = await aid.insertCycle(subgraph, { code: 'LIVING', needsActiveFile: false });
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  /** Tells of a record and its number, as organisation does. */
  const tell = ({ id, number }: Person, aggregateversion = 1, hasDied = false) =>
    subgraph.send({
      type: 'organisation.member.listed',
      subject: id,
      aggregateversion,
      data: {
        ...{ unionId: null, scopePath: '/city/110105/u/', nameHash: 'a'.repeat(64), hasDied },
        identityProof: proofOf(number),
      },
    });
  async function worker(): Promise<Person> {
    const person = { id: newId(), number: identityNumber() };
    await tell(person);
    return person;
  }
  const merge = (survivor: Person, duplicate: Person) =>
    subgraph.send({
      type: 'organisation.member.merged',
      subject: survivor.id,
      data: { mergeId: newId(), survivorId: survivor.id, duplicateId: duplicate.id },
    });

  /** The active file of a head and a spouse, who is named by their record, or by the number alone. */
  const fileOf = (spouse: Partial<Person>) => {
    const input = householdInput();
    const named = spouse.id ? { memberId: spouse.id } : { nameZh: '测试配偶' };
    const person = { ...named, relation: 'SPOUSE', identityNumber: spouse.number, monthlyIncomeFen: '0' };
    return active(subgraph, { ...input, members: [{ ...input.members[0], monthlyIncomeFen: '1' }, person] });
  };
  /** The active files of two households whose spouses turn out to be one person. */
  async function merged() {
    const [survivor, duplicate] = [await worker(), await worker()];
    const files = [await fileOf(survivor), await fileOf(duplicate)];
    await merge(survivor, duplicate);
    return { files, survivor, duplicate };
  }

  const read = async (id: string, viewer = caseworker) =>
    (await subgraph.ask(viewer, 'query ($id: ID!) { hardshipFile(id: $id) { hasDouble doubles { fileNo } } }', { id })).data
      .hardshipFile;
  const listed = async (hasDouble: boolean): Promise<string[]> =>
    (
      await subgraph.ask(
        caseworker,
        'query ($hasDouble: Boolean) { hardshipFiles(hasDouble: $hasDouble, first: 100) { nodes { id } } }',
        { hasDouble },
      )
    ).data.hardshipFiles.nodes.map(({ id }: { id: string }) => id);
  const expectDoubles = async ([first, second]: readonly { id: string; fileNo: string }[]) => {
    expect(await read(first?.id as string)).toEqual({ hasDouble: true, doubles: [{ fileNo: second?.fileNo }] });
    expect(await read(second?.id as string)).toEqual({ hasDouble: true, doubles: [{ fileNo: first?.fileNo }] });
  };

  test('each shows the other: merged records, a merge of heads, a corrected number', async () => {
    await expectDoubles((await merged()).files);
    const heads = [await worker(), await worker()] as const;
    const files = [];
    for (const { id, number } of heads) {
      const member = { memberId: id, relation: 'SELF', identityNumber: number, monthlyIncomeFen: '0' };
      files.push(await active(subgraph, householdInput({ headId: id, members: [member] })));
    }
    expect(await read(files[0].id)).toEqual({ hasDouble: false, doubles: [] });
    await merge(...heads);
    await expectDoubles(files);
    const [person, number] = [await worker(), identityNumber()];
    const corrected = [await fileOf(person), await fileOf({ number })];
    await tell({ id: person.id, number }, 2);
    await expectDoubles(corrected);
  });

  test('the list gives those that have one, or the others', async () => {
    const [{ files }, single] = [await merged(), await fileOf(await worker())];
    const ids = files.map(({ id }) => id);
    expect(await listed(true)).toEqual(expect.arrayContaining(ids));
    expect(await listed(true)).not.toContain(single.id);
    expect(await listed(false)).toContain(single.id);
    expect((await listed(false)).filter((id) => ids.includes(id))).toEqual([]);
  });

  test('who reads one of them alone is told that there is another, and neither its number nor more', async () => {
    const { files } = await merged();
    await subgraph.sql(`update hardship_file set scope_path = '/city/110105/v/' where id = $1`, [files[0].id]);
    expect(await read(files[0].id, elsewhere)).toEqual({ hasDouble: true, doubles: [] });
    const refused = async (viewer: typeof caseworker) => (await review(files[0], viewer)).errors?.[0];
    const [own, city] = [await refused(elsewhere), await refused(caseworker)];
    expect([own, city].map((error) => error?.extensions.code)).toEqual(['HOUSEHOLD_FILE_EXISTS', 'HOUSEHOLD_FILE_EXISTS']);
    expect(own?.message).not.toContain(files[1].fileNo);
    expect(city?.message).toContain(files[1].fileNo);
  });
  const step = async (id: string) => {
    const [row] = await subgraph.sql<{ version: number }>('select version from hardship_file where id = $1', [id]);
    return { fileId: id, expectedVersion: row?.version as number };
  };
  const review = async (file: Reviewed, viewer = caseworker) => {
    const incomes = file.household.members.map(({ id }) => ({
      ...{ householdMemberId: id, monthlyIncomeFen: '0', document: '收入证明' },
    }));
    await done(subgraph, viewer, 'submitIncomeEvidence', { ...(await step(file.id)), incomes }, REVIEW);
    return act(subgraph, viewer, 'reviewFile', await step(file.id), REVIEW);
  };

  test('one is ended for the sake of the other, which has no double then; a single file is not', async () => {
    const reason = 'PERSON_IN_OTHER_FILE';
    const { files } = await merged();
    const ended = await done(subgraph, caseworker, 'exitFile', { ...(await step(files[0].id)), reason });
    expect(ended).toMatchObject({ status: 'EXITED', exitReason: reason });
    expect(await read(files[1].id)).toEqual({ hasDouble: false, doubles: [] });
    const { errors } = await act(subgraph, caseworker, 'exitFile', { ...stepOf(files[1]), reason });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'reason' });
  });

  test('the death of the person is known all the same, and both are due for review', async () => {
    const { files, survivor } = await merged();
    expect(await tell(survivor, 2, true)).toBe(204);
    for (const { id } of files) {
      const [row] = await subgraph.sql('select review_due_on::text as due from hardship_file where id = $1', [id]);
      expect(row?.due).toBe('2013-10-19');
    }
  });

  test.each(['survivor', 'duplicate'] as const)(
    'the place that stayed with the merged record is of the person, dead or alive; the death is told of the %s',
    async (first) => {
      const people = { survivor: await worker(), duplicate: await worker() };
      const { survivor, duplicate } = people;
      const files = [await fileOf(survivor), await fileOf(duplicate)];
      await tell(people[first], 2, true);
      if (first === 'duplicate') await tell(survivor, 2, true);
      expect(await merge(survivor, duplicate)).toBe(204);
      await done(subgraph, caseworker, 'exitFile', { ...(await step(files[0].id)), reason: 'PERSON_IN_OTHER_FILE' });
      expect(await subgraph.code(review(files[1]))).toBe('VALIDATION_FAILED');
      await tell(survivor, 3, false);
      expect(await subgraph.code(review(files[1]))).toBeNull();
    },
  );

  describe('aid in one cycle (FND-INV-5)', () => {
    beforeEach(() => aid.setCycle(subgraph, cycleId, 'OPEN'));

    async function reviewed(file: { head: { id: string } }) {
      const wish = { cycleId, memberId: file.head.id, requestedFen: '100', reason: '困难' };
      const application = await aid.done(subgraph, aid.clerk, 'applyForAid', wish);
      const checked = await aid.done(subgraph, aid.clerk, 'checkAid', aid.stepOf(application));
      return aid.done(subgraph, caseworker, 'reviewAid', { ...aid.stepOf(checked), opinion: '可' });
    }
    const approve = (application: { id: string; version: number }) =>
      aid.act(subgraph, approver, 'approveAid', aid.stepOf(application));

    test('the second of two is not approved after the merge', async () => {
      const { files } = await merged();
      const applications = [await reviewed(files[0]), await reviewed(files[1])];
      await aid.setCycle(subgraph, cycleId, 'FROZEN');
      expect(await subgraph.code(approve(applications[0]))).toBeNull();
      expect(await subgraph.code(approve(applications[1]))).toBe('QUOTA_EXCEEDED');
    });

    test('two that were approved before it are not both paid: by hand, or by a file for the bank', async () => {
      const [survivor, duplicate] = [await worker(), await worker()];
      const files = [await fileOf(survivor), await fileOf(duplicate)];
      const applications = [await reviewed(files[0]), await reviewed(files[1])];
      await aid.setCycle(subgraph, cycleId, 'FROZEN');
      const payouts: Payout[] = [];
      for (const one of applications) {
        const approved = await aid.done(subgraph, approver, 'approveAid', aid.stepOf(one));
        payouts.push(approved.disbursement);
        Object.assign(one, approved);
      }
      const [first, second] = payouts as [Payout, Payout];
      const atBank = await walk(subgraph, first, 'approve');
      await merge(survivor, duplicate);
      const codes = await Promise.all([
        subgraph.code(take(subgraph, 'send', atBank)),
        subgraph.code(take(subgraph, 'approve', second)),
      ]);
      expect(codes).toEqual(['QUOTA_EXCEEDED', 'QUOTA_EXCEEDED']);
      const made = await subgraph.ask(
        cashier,
        'mutation ($input: MakePaymentBatchInput!) { makePaymentBatch(input: $input) { batch { id } } }',
        { input: { idempotencyKey: key(), fundId: fundId(1) } },
      );
      expect(made.errors?.[0]?.extensions.code).toBe('VALIDATION_FAILED');
      await aid.done(subgraph, caseworker, 'cancelAid', { ...aid.stepOf(applications[1]), note: '重复' });
      await walk(subgraph, second, 'void');
      expect((await walk(subgraph, atBank, 'send', 'settle')).status).toBe('SETTLED');
    });
  });
});
