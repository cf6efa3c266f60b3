import { newId } from '@union-graph/subgraph';
import { caller, eventsAbout, insert, key, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCard, buildConsent, buildJointUnion, buildStaff, buildWorker } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const MERGE = 'mutation ($input: MergeMembersInput!) { mergeMembers(input: $input) { merge { id version } } }';
const UNMERGE = 'mutation ($input: UnmergeMembersInput!) { unmergeMembers(input: $input) { merge { status } } }';
const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const DEAD = { membership_status: 'DECEASED', died_on: '2013-10-01' };

describe('the death that one of two records of a person tells (C-16)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
  });
  afterAll(() => subgraph.stop());

  const versionOf = async (id: unknown) =>
    (await subgraph.sql<{ version: number }>('select version from member where id = $1', [id]))[0]?.version;
  const merge = async (survivorId: unknown, duplicateId: unknown, more: object = {}) => {
    const versions = { expectedVersion: await versionOf(survivorId), duplicateVersion: await versionOf(duplicateId) };
    const why = { reason: '同一人', evidenceRef: 'box-1', acknowledgeDifferences: true };
    return subgraph.ask(ADMIN, MERGE, {
      input: { idempotencyKey: key(), survivorId, duplicateId, ...versions, ...why, ...more },
    });
  };
  const merged = async (...of: Parameters<typeof merge>): Promise<{ id: string; version: number }> => {
    const { data, errors } = await merge(...of);
    expect(errors).toBeUndefined();
    return data.mergeMembers.merge;
  };
  const unmerge = async ({ id: mergeId, version: expectedVersion }: { id: string; version: number }) =>
    expect(
      await subgraph.code(
        subgraph.ask(ADMIN, UNMERGE, { input: { idempotencyKey: key(), mergeId, expectedVersion, reason: '原来是两人' } }),
      ),
    ).toBeNull();
  const lifeOf = async (id: unknown) => {
    const [row] = await subgraph.sql('select membership_status, died_on::text from member where id = $1', [id]);
    return [row?.membership_status, row?.died_on];
  };
  const worker = (more: object = {}) => buildWorker(subgraph.sql, { ...more });
  const cardOf = async (id: unknown) => (await subgraph.sql('select status from card where id = $1', [id]))[0]?.status;
  const told = async (id: unknown) =>
    (await eventsAbout(subgraph.sql, String(id)))
      .filter(({ type }) => type === 'organisation.member.listed')
      .map(({ data }) => (data as { hasDied: boolean }).hasDied);

  test.each(['NONE', 'LEFT', 'EXPELLED'])(
    'is the survivor’s, who was %s, is told, and goes back with the merge',
    async (status) => {
      const [survivor, duplicate] = [await worker({ membership_status: status }), await worker(DEAD)];
      const consent = await buildConsent(subgraph.sql, survivor.id);
      const one = await merged(survivor.id, duplicate.id);
      expect(await lifeOf(survivor.id)).toEqual(['DECEASED', '2013-10-01']);
      expect(await told(survivor.id)).toEqual([true]);
      expect(
        (await subgraph.sql('select withdrawn_at from consent where id = $1', [consent.id]))[0]?.withdrawn_at,
      ).not.toBeNull();
      await unmerge(one);
      expect(await lifeOf(survivor.id)).toEqual([status, null]);
      expect(await lifeOf(duplicate.id)).toEqual(['DECEASED', '2013-10-01']);
      expect(await told(survivor.id)).toEqual([true, false]);
      expect((await told(duplicate.id)).at(-1)).toBe(true);
    },
  );

  test('stays the survivor’s own where that record told it, too', async () => {
    const [survivor, duplicate] = [await worker({ ...DEAD, died_on: '2013-09-30' }), await worker(DEAD)];
    const plain = await merge(survivor.id, duplicate.id, { acknowledgeDifferences: false });
    expect(plain.errors?.[0]?.message).toContain('day of death');
    await unmerge(await merged(survivor.id, duplicate.id));
    expect(await lifeOf(survivor.id)).toEqual(['DECEASED', '2013-09-30']);
    expect(await lifeOf(duplicate.id)).toEqual(['DECEASED', '2013-10-01']);
  });

  test.each([
    [0, 1],
    [1, 0],
  ])('goes back with the last of two merges that brought it, taken back in the order %s, %s', async (...order) => {
    const survivor = await worker();
    const card = await buildCard(subgraph.sql, survivor.id, 'FROZEN');
    const merges = [await merged(survivor.id, (await worker(DEAD)).id), await merged(survivor.id, (await worker(DEAD)).id)];
    const [first, last] = order.map((at) => merges[at] as { id: string; version: number });
    await unmerge(first as { id: string; version: number });
    expect([await lifeOf(survivor.id), await cardOf(card.id)]).toEqual([['DECEASED', '2013-10-01'], 'CANCELLED']);
    await unmerge(last as { id: string; version: number });
    expect([await lifeOf(survivor.id), await cardOf(card.id)]).toEqual([['NONE', null], 'FROZEN']);
  });

  describe('by several acts in one moment', () => {
    const act = async (name: string, memberId: unknown, more: object) => {
      const input = { memberId, expectedVersion: await versionOf(memberId), ...more };
      const { errors } = await caller(subgraph)(name, 'member { id }', input, ADMIN);
      expect(errors).toBeUndefined();
    };
    const dies = (id: unknown) => act('recordDeath', id, { diedOn: '2013-10-01' });
    const lives = (id: unknown) => act('withdrawDeath', id, { reason: '登记错人', evidenceRef: 'box-1' });

    test('goes back with the merge that brought it after another death was taken back', async () => {
      const survivor = await worker();
      await dies(survivor.id);
      await lives(survivor.id);
      await unmerge(await merged(survivor.id, (await worker(DEAD)).id));
      expect(await lifeOf(survivor.id)).toEqual(['NONE', null]);
    });

    test('stays where it was recorded after the merge that had brought another one was taken back', async () => {
      const survivor = await worker();
      await unmerge(await merged(survivor.id, (await worker(DEAD)).id));
      await dies(survivor.id);
      await unmerge(await merged(survivor.id, (await worker(DEAD)).id));
      expect(await lifeOf(survivor.id)).toEqual(['DECEASED', '2013-10-01']);
    });

    test('goes back with its merge whatever was corrected before in a record that came later', async () => {
      const [survivor, mistaken] = [await worker(), await worker()];
      await dies(mistaken.id);
      await lives(mistaken.id);
      const brought = await merged(survivor.id, (await worker(DEAD)).id);
      await merged(survivor.id, mistaken.id);
      await unmerge(brought);
      expect(await lifeOf(survivor.id)).toEqual(['NONE', null]);
    });

    test('goes back with the merge that brought it, though one that brought a death that was taken back stands', async () => {
      const survivor = await worker();
      const before = await merged(survivor.id, (await worker(DEAD)).id);
      await lives(survivor.id);
      await unmerge(await merged(survivor.id, (await worker(DEAD)).id));
      expect(await lifeOf(survivor.id)).toEqual(['NONE', null]);
      await dies(survivor.id);
      await unmerge(before);
      expect(await lifeOf(survivor.id)).toEqual(['DECEASED', '2013-10-01']);
    });
  });

  test('ends the cards of both, which come back with who lives', async () => {
    const [living, dead] = [await worker({ membership_status: 'LEFT' }), await worker(DEAD)];
    const card = await buildCard(subgraph.sql, living.id, 'FROZEN');
    for (const ids of [
      [living.id, dead.id],
      [dead.id, living.id],
    ]) {
      const one = await merged(ids[0], ids[1]);
      expect(await cardOf(card.id)).toBe('CANCELLED');
      await unmerge(one);
      expect(await cardOf(card.id)).toBe('FROZEN');
    }
  });

  test('does not come to who is about to join a union', async () => {
    const [survivor, duplicate] = [await worker(), await worker(DEAD)];
    await insert(subgraph.sql, 'membership_application', {
      id: newId(),
      member_id: survivor.id,
      union_id: (await buildJointUnion(subgraph.sql)).id,
      status: 'SUBMITTED',
      submitted_by_id: survivor.id,
      submitted_at: '2013-10-18T09:00:00+08:00',
    });
    const { errors } = await merge(survivor.id, duplicate.id);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'survivorId' });
    expect(await lifeOf(survivor.id)).toEqual(['NONE', null]);
  });

  test('does not come to who works on the staff: the death is recorded there first, and ends the work', async () => {
    const [survivor, duplicate] = [await worker(), await worker(DEAD)];
    await buildStaff(subgraph.sql, await buildJointUnion(subgraph.sql), { id: survivor.id });
    const { errors } = await merge(survivor.id, duplicate.id);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'survivorId' });
    expect(await lifeOf(survivor.id)).toEqual(['NONE', null]);
    await subgraph.sql(`update staff_member set status = 'LEFT', left_at = hired_at where id = $1`, [survivor.id]);
    await merged(survivor.id, duplicate.id);
  });

  test('is told with the merge, on its day, and the merged record says nothing of it until that is taken back', async () => {
    const about = async (id: string) =>
      (await eventsAbout(subgraph.sql, id)).flatMap(({ type, data }) => {
        const { hasDied, diedOn } = data as { hasDied?: boolean; diedOn?: string | null };
        return type.startsWith('organisation.member.') ? [[type.slice('organisation.member.'.length), hasDied, diedOn]] : [];
      });
    const [survivor, duplicate] = [await worker(), await worker(DEAD)];
    await unmerge(await merged(survivor.id, duplicate.id));
    // The rows go back to who has died before the survivor is told to live: a claim for the death is not closed as for one that never was.
    expect(await about(survivor.id)).toEqual([
      ['listed', true, '2013-10-01'],
      ['merged', undefined, '2013-10-01'],
      ['unmerged', undefined, '2013-10-01'],
      ['listed', false, null],
    ]);
    expect(await about(duplicate.id)).toEqual([
      ['listed', undefined, undefined],
      ['listed', true, '2013-10-01'],
    ]);
    const [dead, living] = [await worker(DEAD), await worker()];
    await unmerge(await merged(dead.id, living.id));
    expect((await about(dead.id)).filter(([type]) => type !== 'listed')).toEqual([
      ['merged', undefined, '2013-10-01'],
      ['unmerged', undefined, null],
    ]);
  });
});
