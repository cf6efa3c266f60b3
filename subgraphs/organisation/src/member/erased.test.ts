import { newId } from '@union-graph/subgraph';
import { caller, eventsAbout, insert, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCity, buildJointUnion, buildMember, buildStaff, buildWorker, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const CITY = staff(newId(), 'CITY_DEPT');
const WHY = { reason: '查验身份证', evidenceRef: 'box-9' };
const OTHERS = ['mediation', 'training', 'venues', 'warmth-fund'];

describe('a record that was erased (J-17)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  let union: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    call = caller(subgraph);
    union = await buildJointUnion(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  const code = (answer: ReturnType<typeof call>) => subgraph.code(answer);
  const row = async (id: string) =>
    (await subgraph.sql<{ row: Record<string, unknown> }>('select to_jsonb(m) as row from member m where id = $1', [id]))[0]
      ?.row ?? {};

  /** Has a person's record erased, as the person asks and all services answer. */
  const erase = async (memberId: string): Promise<void> => {
    const asked = await call('requestErasure', 'request { id status }', {}, member(memberId));
    const { id: subject, status } = asked.data.requestErasure.request;
    // Of a record that took up another one somebody looks first.
    const proven = { requestId: subject, expectedVersion: 1, approve: true };
    if (status === 'RECEIVED') await call('decideDataRequest', '__typename', proven, staff(newId(), 'PRIVACY_OFFICER', '/city/'));
    for (const name of OTHERS)
      await subgraph.send({ type: `${name}.dataRequest.answered`, subject, data: { outcome: 'NO_DATA', legalBasis: null } });
    expect((await eventsAbout(subgraph.sql, memberId)).map(({ type }) => type)).toContain('organisation.member.erased');
  };

  test('no act refers to it, and none lets it say something again', async () => {
    const { id: memberId } = await buildWorker(subgraph.sql);
    await erase(memberId);
    const before = await row(memberId);
    const { name_zh: nameZh, version } = before as { name_zh: string; version: number };
    const cadreId = (await buildStaff(subgraph.sql, await buildCity(subgraph.sql), { role: 'HQ_CADRE' })).id;
    const request = { channel: 'HOTLINE', category: 'RIGHTS', topic: '欠薪', text: '…' };
    const consent = { purpose: 'DELIVERY', scope: ['card'], evidenceRef: 'box-9' };
    const officer = { nameZh, role: 'JOINT_UNION_OFFICER', employer: 'GRASSROOTS', hiredAt: '2013-10-08' };
    const acts: [string, object, typeof ADMIN][] = [
      ['correctMember', { memberId, expectedVersion: version, nameZh: '王秀兰', ...WHY }, ADMIN],
      ['giveConsent', { memberId, ...consent }, ADMIN],
      ['giveConsent', { memberId, ...consent }, member(memberId)],
      ['applyForMembership', { memberId, unionId: union.id, evidenceRef: 'box-9' }, ADMIN],
      ['submitServiceRequest', { requesterId: memberId, ...request }, ADMIN],
      ['submitServiceRequest', request, member(memberId)],
      ['hireStaff', { memberId, unionId: union.id, ...officer }, ADMIN],
      ['linkCadre', { cadreId, target: { memberId } }, CITY],
    ];
    for (const [verb, input, viewer] of acts)
      expect([verb, await code(call(verb, '__typename', input, viewer))]).toEqual([verb, 'NOT_FOUND']);
    expect(await row(memberId)).toEqual(before);
    // What the law keeps of a person is theirs to ask for all the same.
    expect(await code(call('requestMyData', '__typename', {}, member(memberId)))).toBeNull();
  });

  test('what was open about the person ends with it', async () => {
    const { id: memberId } = await buildWorker(subgraph.sql, { scope_path: union.scope_path });
    const sent = {
      member_id: memberId,
      union_id: union.id,
      submitted_by_id: memberId,
      submitted_at: '2013-10-01T09:00:00+08:00',
    };
    const { id: applicationId } = await insert(subgraph.sql, 'membership_application', {
      id: newId(),
      status: 'SUBMITTED',
      ...sent,
    });
    const cadre = await buildStaff(subgraph.sql, await buildCity(subgraph.sql), { role: 'HQ_CADRE' });
    const linked = await call('linkCadre', 'link { id }', { cadreId: cadre.id, target: { memberId } }, CITY);
    await erase(memberId);
    const decide = { applicationId, expectedVersion: 2, approve: true };
    expect(await code(call('decideMembership', '__typename', decide, ADMIN))).toBe('INVALID_TRANSITION');
    const { id: linkId } = linked.data.linkCadre.link;
    expect(await code(call('recordVisit', '__typename', { linkId }, CITY))).toBe('INVALID_TRANSITION');
    const joined = `update member set membership_status = 'ACTIVE', union_id = $2, member_no = $1, joined_at = '2013-10-19', scope_path = $3 where id = $1::uuid`;
    await expect(subgraph.sql(joined, [memberId, union.id, union.scope_path])).rejects.toMatchObject({
      constraint: 'member_erased_in_no_union',
    });
  });

  test('a merge of two records that were erased is not taken back: nobody is a member by it', async () => {
    const [survivor, duplicate] = [await buildMember(subgraph.sql, { union }), await buildMember(subgraph.sql, { union })];
    const ids = { survivorId: survivor.id, duplicateId: duplicate.id };
    const merge = { ...ids, expectedVersion: 1, duplicateVersion: 1, ...WHY, acknowledgeDifferences: true };
    const { data } = await call('mergeMembers', 'merge { id }', merge, ADMIN);
    await call('leaveUnion', '__typename', { memberId: survivor.id, expectedVersion: 2 }, ADMIN);
    await erase(survivor.id);
    const back = { mergeId: data.mergeMembers.merge.id, expectedVersion: 1, reason: '原来是两人' };
    expect(await code(call('unmergeMembers', '__typename', back, ADMIN))).toBe('VALIDATION_FAILED');
    expect(await row(duplicate.id)).toMatchObject({ membership_status: 'NONE', union_id: null });
  });

  test('of a visit to who died meanwhile: up to that day, and asking for nothing', async () => {
    const person = await buildMember(subgraph.sql, { union });
    const cadre = await buildStaff(subgraph.sql, await buildCity(subgraph.sql), { role: 'HQ_CADRE' });
    const since = { cadreId: cadre.id, target: { memberId: person.id }, since: '2013-01-04' };
    const { data } = await call('linkCadre', 'link { id }', since, CITY);
    await call('recordDeath', '__typename', { memberId: person.id, expectedVersion: 1, diedOn: '2013-10-10' }, ADMIN);
    const visit = (at: string, demands: object[] = []) =>
      code(call('recordVisit', '__typename', { linkId: data.linkCadre.link.id, at, demands }, CITY));
    expect(await visit('2013-10-10', [{ category: 'RIGHTS', topic: '欠薪', text: '…' }])).toBe('VALIDATION_FAILED');
    expect(await visit('2013-10-11')).toBe('VALIDATION_FAILED');
    expect(await visit('2013-10-10')).toBeNull();
  });
});
