import { ANONYMOUS, ROLES, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import {
  caller,
  expectOneOfTwenty,
  insert,
  listed,
  listenerTo,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import { CHAOYANG, FENGTAI, UNION } from '../../test/builders.ts';
import { CITY, delegateOf } from '../../test/competitions.ts';
import { buildLeader, DISTRICT, projectOf, studioIn } from '../../test/studios.ts';
import { training } from '../subgraph.ts';

describe('innovation studios from the nomination to the decision about their name (S-60, IND-07)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, { subscribers: listenerTo('training') });
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const STUDIO = 'studio { id version status namedAt coNamedBy { code } fundingFen }';
  const code = (answer: ReturnType<typeof call>) => subgraph.code(answer);
  const nominate = async (more: object = {}, viewer: Viewer = DISTRICT) => {
    const input = {
      nameZh: `创新工作室${newId()}`,
      level: 'CITY',
      leaderId: await buildLeader(subgraph.sql),
      namedAfterLeader: true,
      expertise: '高级技师，市级技术能手',
      enterpriseId: await listed(subgraph.sql, 'ENTERPRISE', { scopePath: FENGTAI }),
      districtCode: '110106',
    };
    return call('nominateStudio', STUDIO, { ...input, ...more }, viewer);
  };
  const act = (verb: string, studioId: string, version: number, more: object, viewer: Viewer = CITY, now?: string) =>
    call(verb, STUDIO, { studioId, expectedVersion: version, ...more }, viewer, now);
  const measured = async () =>
    (
      await subgraph.sql<{ count: number }>(
        `select (event->'data'->>'valueCount')::int as count from event_delivery where event->>'type' = 'training.indicator.measured' order by id`,
      )
    ).map(({ count }) => count);
  const activeOnes = async () =>
    (
      await subgraph.sql<{ count: number }>(
        `select count(*)::int as count from innovation_studio where level = 'CITY' and status = 'ACTIVE'`,
      )
    )[0]?.count;

  test('nominated, reviewed, co-named, named, opened, evaluated; the plan counts it from its opening on', async () => {
    const { id } = (await nominate()).data.nominateStudio.studio;
    const review = (viewer: Viewer, more: object = {}) =>
      act('reviewStudio', id, 1, { accepted: true, note: '符合条件', ...more }, viewer);
    expect(await code(review(DISTRICT))).toBe('FORBIDDEN');
    expect(await code(review(CITY))).toBeNull();
    const name = (version: number, fundingFen: string | null, viewer = CITY) =>
      act('nameStudio', id, version, { fundingFen }, viewer);
    expect(await code(name(2, '3000000'))).toBe('INVALID_TRANSITION');
    expect(await code(act('coNameStudio', id, 2, {}, await delegateOf(subgraph.sql, 'HRSS')))).toBe('FORBIDDEN');
    const science = await delegateOf(subgraph.sql, 'SCIENCE');
    expect((await act('coNameStudio', id, 2, {}, science)).data.coNameStudio.studio).toMatchObject({
      status: 'REVIEWED',
      version: 3,
    });
    expect(await code(act('coNameStudio', id, 3, {}, science))).toBe('DUPLICATE');
    for (const amount of ['999999', '10000001', null]) expect(await code(name(3, amount))).toBe('VALIDATION_FAILED');
    expect(await code(name(3, '0'))).toBe('BAD_USER_INPUT');
    expect(await code(name(3, '3000000', DISTRICT))).toBe('FORBIDDEN');
    expect((await name(3, '10000000')).data.nameStudio.studio).toMatchObject({
      status: 'NAMED',
      namedAt: '2013-10-19',
      coNamedBy: [{ code: 'SCIENCE' }],
      fundingFen: '10000000',
    });
    const before = await measured();
    expect(await code(act('openStudio', id, 4, { site: '三号厂房二层' }, staff(newId(), 'DISTRICT_ADMIN', CHAOYANG)))).toBe(
      'FORBIDDEN',
    );
    await act('openStudio', id, 4, { site: '三号厂房二层' }, DISTRICT);
    expect((await measured()).slice(before.length)).toEqual([await activeOnes()]);
  });

  test.each([
    ['BAD_USER_INPUT', { nameZh: ' x ' }],
    ['BAD_USER_INPUT', { expertise: ' ' }],
    ['VALIDATION_FAILED', { expertise: '联系电话13800138000' }],
    ['BAD_USER_INPUT', { leaderId: 'x' }],
    ['NOT_FOUND', { leaderId: newId() }],
    ['NOT_FOUND', { enterpriseId: newId() }],
    ['VALIDATION_FAILED', { districtCode: '110105' }],
  ])('%s for the nomination %j', async (expected, more) => {
    expect(await code(nominate(more))).toBe(expected);
  });

  test('a leader who left, one who leads another, names that differ in blanks, a nomination that was declined', async () => {
    const outside = await buildLeader(subgraph.sql, '/city/');
    const everywhere = staff(newId(), 'DISTRICT_ADMIN', '/city/');
    expect(await code(nominate({ leaderId: outside }, everywhere))).toBe('NOT_ELIGIBLE');
    expect(await code(nominate({ leaderId: outside }))).toBe('NOT_FOUND');
    const { leaderId } = await studioIn(subgraph.sql, 'ACTIVE');
    expect(await code(nominate({ leaderId }))).toBe('DUPLICATE');
    const first = (await nominate({ nameZh: '电焊创新工作室' })).data.nominateStudio.studio;
    for (const nameZh of ['电焊创新工作室', '电焊　创新工作室', '电焊 创新 工作室'])
      expect(await code(nominate({ nameZh }))).toBe('DUPLICATE');
    expect(await code(act('reviewStudio', first.id, 1, { accepted: false, note: '材料不全' }))).toBeNull();
    expect(await code(nominate({ nameZh: '电焊创新工作室' }))).toBeNull();
    const left = await studioIn(subgraph.sql, 'REVIEWED');
    await subgraph.sql(`update member_place set scope_path = '/city/' where member_id = $1`, [left.leaderId]);
    expect(await code(act('nameStudio', left.studioId, 1, { fundingFen: '3000000' }))).toBe('NOT_ELIGIBLE');
  });

  test('who is to lead a studio, or nominated it, does not name it', async () => {
    const reviewed = await studioIn(subgraph.sql, 'REVIEWED', {}, false);
    const science = await delegateOf(subgraph.sql, 'SCIENCE');
    const leader = { ...science, personId: reviewed.leaderId };
    await insert(subgraph.sql, 'agency_delegate', { id: newId(), person_id: reviewed.leaderId, agency_code: 'SCIENCE' });
    expect(await code(act('coNameStudio', reviewed.studioId, 1, {}, leader))).toBe('SEPARATION_OF_DUTIES');
    expect(await code(act('coNameStudio', reviewed.studioId, 1, {}, science))).toBeNull();
    const name = (viewer: Viewer) => code(act('nameStudio', reviewed.studioId, 2, { fundingFen: '3000000' }, viewer));
    const [row] = await subgraph.sql<{ by: string }>('select nominated_by as by from innovation_studio where id = $1', [
      reviewed.studioId,
    ]);
    for (const personId of [reviewed.leaderId, row?.by as string])
      expect(await name(staff(personId, 'CITY_DEPT'))).toBe('SEPARATION_OF_DUTIES');
    expect(await name(CITY)).toBeNull();
  });

  test('a studio of a district is named by the district, and counts for no plan', async () => {
    const before = (await measured()).length;
    const { id } = (await nominate({ level: 'DISTRICT', namedAfterLeader: false })).data.nominateStudio.studio;
    const other = staff(newId(), 'DISTRICT_ADMIN', FENGTAI);
    expect(await code(act('reviewStudio', id, 1, { accepted: true, note: '符合条件' }, DISTRICT))).toBe('SEPARATION_OF_DUTIES');
    await act('reviewStudio', id, 1, { accepted: true, note: '符合条件' }, other);
    expect(await code(act('coNameStudio', id, 2, {}, await delegateOf(subgraph.sql, 'SCIENCE')))).toBe('VALIDATION_FAILED');
    expect((await act('nameStudio', id, 2, {}, other)).data.nameStudio.studio).toMatchObject({ status: 'NAMED', coNamedBy: [] });
    await act('openStudio', id, 3, { site: '区职工之家' }, DISTRICT);
    expect((await measured()).length).toBe(before);
  });

  test('evaluated once a year; results and the leader decide; who does not pass waits for somebody else', async () => {
    const { studioId, leaderId } = await studioIn(subgraph.sql, 'ACTIVE');
    const evaluate = (version: number, more: object = {}, viewer = CITY) =>
      act('evaluateStudio', studioId, version, { year: 2013, passed: true, findings: '成果显著', ...more }, viewer);
    expect(await code(evaluate(1))).toBe('THRESHOLD_NOT_MET');
    for (const year of [2011, 2014]) expect(await code(evaluate(1, { year }))).toBe('VALIDATION_FAILED');
    const leader = member(leaderId, UNION);
    const added = await call(
      'addStudioProject',
      'project { id version result } studio { version }',
      { studioId, expectedVersion: 1, nameZh: '夹具改进', year: 2013 },
      leader,
    );
    const { project, studio } = added.data.addStudioProject;
    expect([project.result, studio.version]).toEqual([null, 2]);
    const result = (viewer: Viewer) =>
      call(
        'recordStudioResult',
        'project { result }',
        { projectId: project.id, expectedVersion: 1, result: '工时减少三成' },
        viewer,
      );
    expect(await code(result(member(newId(), UNION)))).toBe('FORBIDDEN');
    expect((await result(leader)).data.recordStudioResult.project.result).toBe('工时减少三成');
    const counted = (await measured()).length;
    expect((await evaluate(2)).data.evaluateStudio.studio).toMatchObject({ status: 'ACTIVE', version: 3 });
    expect(await code(evaluate(3))).toBe('DUPLICATE');
    expect((await measured()).length).toBe(counted);

    await subgraph.sql(`update member_place set scope_path = '/city/' where member_id = $1`, [leaderId]);
    await projectOf(subgraph.sql, studioId, { year: 2012 });
    expect(await code(evaluate(3, { year: 2012 }))).toBe('NOT_ELIGIBLE');
    expect((await evaluate(3, { year: 2012, passed: false })).data.evaluateStudio.studio.status).toBe('EVALUATED');
    expect((await measured()).at(-1)).toBe(await activeOnes());
    const decide = (keep: boolean, viewer: Viewer) => act('decideStudio', studioId, 4, { keep, reason: '带头人已离会' }, viewer);
    expect(await code(decide(false, CITY))).toBe('SEPARATION_OF_DUTIES');
    const other = staff(newId(), 'CITY_DEPT');
    expect(await code(decide(true, other))).toBe('NOT_ELIGIBLE');
    expect((await decide(false, other)).data.decideStudio.studio.status).toBe('REVOKED');
    expect(await code(act('decideStudio', studioId, 5, { keep: true, reason: '恢复' }, other))).toBe('INVALID_TRANSITION');
  });

  test('a named studio whose leader left their union, or died, is not opened; its name is taken back', async () => {
    const { studioId, leaderId } = await studioIn(subgraph.sql, 'NAMED');
    await subgraph.sql(`update member_place set scope_path = '/city/', has_died = true where member_id = $1`, [leaderId]);
    expect(await code(act('openStudio', studioId, 1, { site: '三号厂房' }, DISTRICT))).toBe('NOT_ELIGIBLE');
    const revoked = await act('decideStudio', studioId, 1, { keep: false, reason: '带头人已去世' }, staff(newId(), 'CITY_DEPT'));
    expect(revoked.data.decideStudio.studio.status).toBe('REVOKED');
  });

  test('twenty opened at once are all counted, each number once; of twenty who evaluate one studio one does', async () => {
    const base = (await activeOnes()) as number;
    const from = (await measured()).length;
    const named = await Promise.all(Array.from({ length: 20 }, () => studioIn(subgraph.sql, 'NAMED')));
    const codes = await Promise.all(
      named.map(({ studioId }) => code(act('openStudio', studioId, 1, { site: '三号厂房' }, DISTRICT))),
    );
    expect(new Set(codes)).toEqual(new Set([null]));
    const counts = (await measured()).slice(from).sort((one, other) => one - other);
    expect(counts).toEqual(Array.from({ length: 20 }, (_, at) => base + at + 1));
    const { studioId } = await studioIn(subgraph.sql, 'ACTIVE');
    await expectOneOfTwenty(
      () => act('evaluateStudio', studioId, 1, { year: 2013, passed: false, findings: '无成果' }),
      'VERSION_CONFLICT',
    );
  });

  test('the table itself keeps studios of the city that nobody co-named away', async () => {
    await expect(studioIn(subgraph.sql, 'NAMED', {}, false)).rejects.toMatchObject({ constraint: 'innovation_studio_co_named' });
    await expect(studioIn(subgraph.sql, 'NAMED', { level: 'DISTRICT' }, false)).resolves.toBeDefined();
  });

  test('nominations are seen by their part of the tree and who co-names, named ones by everybody; evaluations by staff alone', async () => {
    const [nominated, named] = [await studioIn(subgraph.sql, 'NOMINATED'), await studioIn(subgraph.sql, 'ACTIVE')];
    await subgraph.sql(
      `insert into studio_evaluation values (gen_random_uuid(), $1, 2012, true, 1, '良好', gen_random_uuid(), '2013-01-10')`,
      [named.studioId],
    );
    const sees = async (viewer: Viewer) => {
      const { data } = await subgraph.ask(
        viewer,
        `{ nominated: innovationStudio(id: "${nominated.studioId}") { id } named: innovationStudio(id: "${named.studioId}") { id evaluations { id } }
           innovationStudios(level: CITY, status: NOMINATED, first: 100) { nodes { id } } }`,
      );
      const inList = data.innovationStudios.nodes.some(({ id }: { id: string }) => id === nominated.studioId);
      expect([viewer.grants, inList]).toEqual([viewer.grants, data.nominated !== null]);
      return [data.nominated !== null, data.named.evaluations.length];
    };
    const readers = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT', 'AUDITOR'];
    for (const role of ROLES)
      for (const path of ['/city/', FENGTAI, CHAOYANG]) {
        const reads = readers.includes(role) && path !== CHAOYANG;
        expect([role, path, await sees(staff(newId(), role, path))]).toEqual([role, path, [reads, reads ? 1 : 0]]);
      }
    expect(await sees(member(nominated.leaderId, UNION))).toEqual([true, 0]);
    expect(await sees(await delegateOf(subgraph.sql, 'SCIENCE'))).toEqual([true, 0]);
    expect(await sees(await delegateOf(subgraph.sql, 'HRSS'))).toEqual([false, 0]);
    expect(await sees(member(newId()))).toEqual([false, 0]);
    const { data } = await subgraph.ask(
      ANONYMOUS,
      `{ innovationStudio(id: "${named.studioId}") { nameZh level coNamedBy { code } projects { nameZh } } }`,
    );
    expect(data.innovationStudio).toMatchObject({ level: 'CITY', coNamedBy: [{ code: 'SCIENCE' }], projects: [] });
  });
});
