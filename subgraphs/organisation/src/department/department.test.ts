import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, expectOneOfTwenty, expectReplay, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCity, buildJointUnion, buildStaff, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const CITY = staff(newId(), 'CITY_DEPT');
const FIELDS = 'department { id nameZh roles since endedOn version successor { id } predecessors { nameZh endedOn } }';

describe('departments of the city federation (S-20)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  let city: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    call = caller(subgraph);
    city = await buildCity(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  let named = 0;
  const open = (more: object = {}, viewer = CITY) =>
    call(
      'openDepartment',
      FIELDS,
      { nameZh: `部门${++named}`, name: 'Department', roles: ['CITY_DEPT'], since: '2010-01-01', ...more },
      viewer,
    );
  const opened = async (more?: object): Promise<string> => (await open(more)).data.openDepartment.department.id;
  const merge = (ids: string[], more: object = {}, viewer = CITY) =>
    call(
      'mergeDepartments',
      FIELDS,
      {
        departments: ids.map((departmentId) => ({ departmentId, expectedVersion: 1 })),
        nameZh: `合并${++named}`,
        name: 'Merged',
        ...more,
      },
      viewer,
    );
  const code = (answer: ReturnType<TestSubgraph['ask']>) => subgraph.code(answer);
  const listed = async (on?: string) =>
    (
      await subgraph.ask(ANONYMOUS, `{ union(id: "${city.id}") { departments${on ? `(on: "${on}")` : ''} { nameZh } } }`)
    ).data.union.departments.map(({ nameZh }: { nameZh: string }) => nameZh);

  test('a merger: roles and people follow, the days meet, a name may go on', async () => {
    const one = await opened({ nameZh: '民管部', roles: ['SOCIAL_DEPT', 'CITY_DEPT'] });
    const two = await opened({ nameZh: '社会部', roles: ['AUDITOR'] });
    const cadre = await buildStaff(subgraph.sql, city, { role: 'HQ_CADRE' });
    const joined = await call(
      'joinDepartment',
      'staff { version department { id } }',
      { staffId: cadre.id, expectedVersion: 1, departmentId: one },
      CITY,
    );
    expect(joined.data.joinDepartment.staff).toEqual({ version: 2, department: { id: one } });
    const { department } = (await merge([two, one], { nameZh: '社会部', since: '2013-04-01' })).data.mergeDepartments;
    expect(department).toMatchObject({
      nameZh: '社会部',
      roles: ['AUDITOR', 'CITY_DEPT', 'SOCIAL_DEPT'],
      since: '2013-04-01',
      endedOn: null,
      predecessors: [
        { nameZh: '民管部', endedOn: '2013-03-31' },
        { nameZh: '社会部', endedOn: '2013-03-31' },
      ],
    });
    const { data } = await subgraph.ask(CITY, `{ staffMember(id: "${cadre.id}") { version department { id nameZh } } }`);
    expect(data.staffMember).toEqual({ version: 3, department: { id: department.id, nameZh: '社会部' } });
    expect(await listed('2013-03-31')).toEqual(['民管部', '社会部']);
    expect(await listed('2013-04-01')).toEqual(['社会部']);
    expect(await listed('2009-12-31')).toEqual([]);
    const joint = await buildJointUnion(subgraph.sql);
    expect((await subgraph.ask(ANONYMOUS, `{ union(id: "${joint.id}") { departments { id } } }`)).data.union.departments).toEqual(
      [],
    );
  });

  test('opening: refusals, replay, one name, twenty at once', async () => {
    expect(await code(open({ nameZh: '' }))).toBe('BAD_USER_INPUT');
    expect(await code(open({ since: '2013-10-20' }))).toBe('BAD_USER_INPUT');
    for (const viewer of [
      ANONYMOUS,
      member(newId()),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'),
      staff(newId(), 'SOCIAL_DEPT'),
    ])
      expect(await code(open({}, viewer))).toBe('FORBIDDEN');
    await expectReplay((more) => open({ nameZh: '财务部', ...more }), { name: 'Other' });
    await expectOneOfTwenty(() => open({ nameZh: '宣传部' }), 'DUPLICATE');
    expect(await subgraph.code(open({ nameZh: '宣 传 部' }))).toBe('DUPLICATE');
  });

  test('merging: refusals, replay, twenty at once', async () => {
    const [one, two] = [await opened(), await opened()];
    expect(await code(merge([]))).toBe('BAD_USER_INPUT');
    expect(await code(merge([one, one]))).toBe('BAD_USER_INPUT');
    expect(await code(merge([one, newId()]))).toBe('NOT_FOUND');
    expect(await code(merge([one, two], {}, staff(newId(), 'SOCIAL_DEPT')))).toBe('FORBIDDEN');
    expect(await code(merge([one, two], { since: '2010-01-01' }))).toBe('VALIDATION_FAILED');
    expect(await code(merge([one, two], { since: '2013-10-20' }))).toBe('BAD_USER_INPUT');
    expect(await code(merge([one], { departments: [{ departmentId: one, expectedVersion: 2 }] }))).toBe('VERSION_CONFLICT');
    const more = { nameZh: '组织部' };
    await expectReplay((key) => merge([one, two], { ...more, ...key }), { name: 'Other' });
    const third = await opened();
    await expectOneOfTwenty(() => merge([third]), 'VERSION_CONFLICT');
    const ended = { departments: [{ departmentId: third, expectedVersion: 2 }] };
    expect(await code(merge([], ended))).toBe('INVALID_TRANSITION');
  });

  test('joining: the city’s own people, an open department', async () => {
    const department = await opened();
    const cadre = await buildStaff(subgraph.sql, city, { role: 'HQ_CADRE' });
    const join = (more: object, viewer = CITY) =>
      call(
        'joinDepartment',
        'staff { id }',
        { staffId: cadre.id, expectedVersion: 1, departmentId: department, ...more },
        viewer,
      );
    const officer = await buildStaff(subgraph.sql, await buildJointUnion(subgraph.sql));
    expect(await code(join({ staffId: officer.id }))).toBe('VALIDATION_FAILED');
    expect(await code(join({ staffId: newId() }))).toBe('NOT_FOUND');
    expect(await code(join({ departmentId: newId() }))).toBe('NOT_FOUND');
    expect(await code(join({ expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    expect(await code(join({}, staff(newId(), 'DISTRICT_ADMIN', '/city/110105/')))).toBe('FORBIDDEN');
    await expectReplay((more) => join(more), { expectedVersion: 2 });
    await expectOneOfTwenty(() => join({ expectedVersion: 2 }), 'VERSION_CONFLICT');
    await merge([department]);
    expect(await code(join({ expectedVersion: 4 }))).toBe('VALIDATION_FAILED');
  });
});
