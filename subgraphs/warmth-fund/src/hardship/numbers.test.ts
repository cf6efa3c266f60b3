import { identityHash, identityHashKey, identityProof } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { eventually, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import * as aid from '../../test/aid.ts';
import { approver } from '../../test/books.ts';
import { act, done, householdInput, identityNumber, officer, onNotice, stepOf } from '../../test/hardship.ts';
import { whileLocked } from '../../test/heldRows.ts';
import { warmthFund } from '../subgraph.ts';

const proofOf = (number: string): string => identityProof(identityHash(number, identityHashKey(process.env)));

describe('the numbers of a household’s persons are those of their records (FND-INV-4)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
  });
  afterAll(() => subgraph.stop());

  /** Tells of a record and its number, as organisation does. */
  const tell = (subject: string, number: string, aggregateversion = 1, hasDied = false) =>
    subgraph.send({
      type: 'organisation.member.listed',
      subject,
      aggregateversion,
      data: { unionId: null, scopePath: '/city/110105/u/', nameHash: 'a'.repeat(64), hasDied, identityProof: proofOf(number) },
    });
  async function worker(): Promise<{ id: string; number: string }> {
    const [id, number] = [newId(), identityNumber()];
    expect(await tell(id, number)).toBe(204);
    return { id, number };
  }
  const byRecord = (memberId: string, number: string, relation = 'SPOUSE') => ({
    memberId,
    relation,
    identityNumber: number,
    monthlyIncomeFen: '0',
  });
  const byNumber = (number: string, relation = 'SPOUSE') => ({
    nameZh: '测试配偶',
    relation,
    identityNumber: number,
    monthlyIncomeFen: '0',
  });
  /** A household of a head and one more person. */
  const of = (person: object) => {
    const input = householdInput();
    return { ...input, members: [{ ...input.members[0], monthlyIncomeFen: '1' }, person] };
  };
  const refusal = async (input: object, viewer = officer) => {
    const { errors } = await act(subgraph, viewer, 'openHardshipFile', input);
    return errors ? [errors[0]?.extensions.code, errors[0]?.extensions.field] : null;
  };
  const EXISTS = ['HOUSEHOLD_FILE_EXISTS', 'members'];
  const reject = (file: { id: string; version: number }) =>
    done(subgraph, approver, 'rejectFile', { ...stepOf(file), note: '材料不实' });
  const merge = (verb: 'merged' | 'unmerged', ids: { mergeId: string; survivorId: string; duplicateId: string }) =>
    subgraph.send({ type: `organisation.member.${verb}`, subject: ids.survivorId, data: ids });

  test('another number beside a record is refused, of the head and of others; the record’s own is taken', async () => {
    const [head, spouse] = [await worker(), await worker()];
    const household = (ofHead: string, ofSpouse: string) =>
      householdInput({ headId: head.id, members: [byRecord(head.id, ofHead, 'SELF'), byRecord(spouse.id, ofSpouse)] });
    const other = ['VALIDATION_FAILED', 'members.1.identityNumber'];
    expect(await refusal(household(head.number, identityNumber()))).toEqual(other);
    expect(await refusal(household(identityNumber(), spouse.number))).toEqual(['VALIDATION_FAILED', 'members.0.identityNumber']);
    expect(await refusal(household(spouse.number, head.number))).toEqual(['VALIDATION_FAILED', 'members.0.identityNumber']);
    expect(await refusal(household(head.number, spouse.number))).toBeNull();
  });

  test('by the record and by the number alone somebody is one person, in either order and at once', async () => {
    for (const forms of [
      [byRecord, byNumber],
      [byNumber, byRecord],
    ]) {
      const { id, number } = await worker();
      const [first, second] = forms.map((form) => of(form === byRecord ? byRecord(id, number) : byNumber(number)));
      expect(await refusal(first as object)).toBeNull();
      expect(await refusal(second as object)).toEqual(EXISTS);
    }
    const { id, number } = await worker();
    const codes = await Promise.all(
      [byRecord(id, number), byNumber(number), byRecord(id, number), byNumber(number)].map((person) => refusal(of(person))),
    );
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one !== null)).toEqual([EXISTS, EXISTS, EXISTS]);
  });

  test('the database refuses another number by itself, and a correction waits for the household that is being written', async () => {
    const { id, number } = await worker();
    const [household] = await subgraph.sql<{ id: string }>(
      `insert into household values (gen_random_uuid(), gen_random_uuid(), '110105', null, '/city/110105/u/', 1) returning id`,
    );
    const row = (typed: string): [string, unknown[]] => [
      `insert into household_member (id, household_id, member_id, relation, identity_hash, birth_date, monthly_income_fen)
        values (gen_random_uuid(), $1, $2, 'SPOUSE', $3, '1970-01-01', 0)`,
      [household?.id, id, identityHash(typed, identityHashKey(process.env))],
    ];
    await expect(subgraph.sql(...row(identityNumber()))).rejects.toMatchObject({ constraint: 'household_member_proven' });
    const corrected = identityNumber();
    let told: Promise<number> | undefined;
    await whileLocked(subgraph, ['select'], async ({ query, waiting }) => {
      await query(...row(number));
      told = tell(id, corrected, 2);
      await eventually(async () => (await waiting()) > 0);
    });
    expect(await told).toBe(204);
    expect(await subgraph.sql('select identity_proof from household_member where member_id = $1', [id])).toEqual([
      { identity_proof: proofOf(corrected) },
    ]);
  });

  test('a corrected number is the person’s from then on, and the old one is free', async () => {
    const { id, number } = await worker();
    const corrected = identityNumber();
    expect(await refusal(of(byRecord(id, number)))).toBeNull();
    expect(await tell(id, corrected, 2)).toBe(204);
    expect(await refusal(of(byNumber(corrected)))).toEqual(EXISTS);
    expect(await refusal(of(byRecord(id, number)))).toEqual(['VALIDATION_FAILED', 'members.1.identityNumber']);
    expect(await refusal(of(byNumber(number)))).toBeNull();
  });

  test('what was written before the number was told follows it, and is free where somebody else is held by the other one', async () => {
    const [memberId, typed, number, taken] = [newId(), identityNumber(), identityNumber(), identityNumber()];
    expect(await refusal(of(byRecord(memberId, typed)))).toBeNull();
    expect(await refusal(of(byNumber(taken)))).toBeNull();
    expect(await tell(memberId, taken, 2)).toBe(204);
    expect(await refusal(of(byNumber(typed)))).toBeNull();
    await tell(memberId, number, 3);
    expect(await refusal(of(byNumber(number)))).toEqual(EXISTS);
  });

  test('the old number is free also where the new one is held by a file that is opened at once; told again it is followed', async () => {
    const [{ id, number }, corrected] = [await worker(), identityNumber()];
    expect(await refusal(of(byRecord(id, number)))).toBeNull();
    const [other] = await Promise.all([
      act(subgraph, officer, 'openHardshipFile', of(byNumber(corrected))),
      tell(id, corrected, 2).catch(() => null),
    ]);
    // What a delivery could not write is delivered again.
    expect(await tell(id, corrected, 2)).toBe(204);
    expect(await refusal(of(byNumber(number)))).toBeNull();
    const { file } = (other.data?.openHardshipFile ?? {}) as { file?: { id: string; version: number } };
    if (file) await reject(file);
    expect(await tell(id, corrected, 3)).toBe(204);
    expect(await subgraph.sql('select identity_proof from household_member where member_id = $1', [id])).toEqual([
      { identity_proof: proofOf(corrected) },
    ]);
  });

  test('a merge of records takes the survivor’s number, and gives it back', async () => {
    const [survivor, duplicate] = [await worker(), await worker()];
    const ids = { mergeId: newId(), survivorId: survivor.id, duplicateId: duplicate.id };
    await done(subgraph, officer, 'openHardshipFile', of(byRecord(duplicate.id, duplicate.number)));
    await merge('merged', ids);
    expect(await refusal(of(byNumber(survivor.number)))).toEqual(EXISTS);
    await merge('unmerged', ids);
    const file = await done(subgraph, officer, 'openHardshipFile', of(byNumber(survivor.number)));
    expect(await refusal(of(byNumber(duplicate.number)))).toEqual(EXISTS);
    await reject(file);
  });

  test('one person is counted once in a household, also by the number of a record that was merged into theirs', async () => {
    const [survivor, duplicate] = [await worker(), await worker()];
    await merge('merged', { mergeId: newId(), survivorId: survivor.id, duplicateId: duplicate.id });
    const members = [
      { ...byRecord(survivor.id, survivor.number, 'SELF'), monthlyIncomeFen: '50000' },
      byNumber(duplicate.number),
    ];
    expect(await refusal(householdInput({ headId: survivor.id, members }))).toEqual(['BAD_USER_INPUT', 'members']);
  });

  describe('of two open files that a correction or a merge shows to have one person', () => {
    const approve = async (file: { id: string; version: number }) => {
      const { errors } = await act(subgraph, approver, 'approveFile', stepOf(file), '2013-09-10T10:00:00+08:00');
      return errors?.[0]?.extensions.code ?? null;
    };
    const expectOne = async (files: readonly { id: string; version: number }[]) => {
      expect(await Promise.all(files.map(approve))).toEqual(files.map(() => 'HOUSEHOLD_FILE_EXISTS'));
      const [first, second] = files as [{ id: string; version: number }, { id: string; version: number }];
      await reject(first);
      expect(await approve(second)).toBeNull();
    };

    test('none becomes active until the other is rejected: a corrected number', async () => {
      const [head, number] = [await worker(), identityNumber()];
      const own = householdInput({ headId: head.id, members: [byRecord(head.id, head.number, 'SELF')] });
      const files = [await onNotice(subgraph, of(byNumber(number))), await onNotice(subgraph, own)];
      await tell(head.id, number, 2);
      await expectOne(files);
    });

    test('none becomes active until the other is rejected: merged records', async () => {
      const [survivor, duplicate] = [await worker(), await worker()];
      const files = [];
      for (const { id, number } of [survivor, duplicate])
        files.push(await onNotice(subgraph, householdInput({ headId: id, members: [byRecord(id, number, 'SELF')] })));
      await merge('merged', { mergeId: newId(), survivorId: survivor.id, duplicateId: duplicate.id });
      await expectOne(files);
    });
  });

  test('who is named by the number alone is who the record says: somebody who has died, or the keeper', async () => {
    const dead = await worker();
    await tell(dead.id, dead.number, 2, true);
    expect(await refusal(of(byNumber(dead.number)))).toEqual(['VALIDATION_FAILED', 'members']);
    const [own, number] = [officer.personId as string, identityNumber()];
    await tell(own, number);
    expect(await refusal(of(byNumber(number)))).toEqual(['SEPARATION_OF_DUTIES', undefined]);
  });

  test('the approver who lives in the household, named by the number alone, does not decide about it', async () => {
    const number = identityNumber();
    await tell(approver.personId as string, number);
    const file = await done(subgraph, officer, 'openHardshipFile', of(byNumber(number)));
    expect(await subgraph.code(act(subgraph, approver, 'rejectFile', { ...stepOf(file), note: '材料不实' }))).toBe(
      'SEPARATION_OF_DUTIES',
    );
  });

  test('FND-INV-5: aid for who is named by the number alone is aid of that household', async () => {
    const { id, number } = await worker();
    const input = of(byNumber(number)) as { headId: string };
    await done(subgraph, officer, 'openHardshipFile', input);
    const cycleId = await aid.insertCycle(subgraph, { code: 'LIVING', needsActiveFile: false });
    const wish = { cycleId, requestedFen: '100', reason: '困难', districtCode: '110105' };
    await aid.done(subgraph, aid.clerk, 'applyForAid', { ...wish, memberId: id });
    const [{ count }] = (await subgraph.sql('select count(*)::int as count from aid_of_household($1, null, $2)', [
      cycleId,
      input.headId,
    ])) as [{ count: number }];
    expect(count).toBe(1);
  });
});
