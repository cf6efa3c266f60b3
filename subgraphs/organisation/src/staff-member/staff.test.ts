import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import {
  caller,
  expectOneOfTwenty,
  expectReplay,
  guardedFields,
  insert,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import {
  buildChair,
  buildCity,
  buildFederation,
  buildJointUnion,
  buildMember,
  buildPoint,
  buildStaff,
  buildWorker,
  type UnionRow,
} from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';
import { STAFF_READERS } from './scope.ts';

const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const CITY = staff(newId(), 'CITY_DEPT');
const FAR = staff(newId(), 'DISTRICT_ADMIN', '/city/110101/');
const FIELDS = 'staff { id nameZh role employer status hiredAt probationUntil leftAt version union { id } }';
const ASSIGNED = 'assignment { id from to dedicated version point { id } union { id } }';

describe('staff (S-14, S-30)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  let union: UnionRow;
  let elsewhere: UnionRow;
  let point: { id: string };
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    call = caller(subgraph);
    union = await buildJointUnion(subgraph.sql);
    elsewhere = await buildJointUnion(subgraph.sql, {}, '110101');
    point = await buildPoint(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  const PERSON = { nameZh: '陈晓梅', role: 'JOINT_UNION_OFFICER', employer: 'GRASSROOTS', hiredAt: '2013-10-08' };
  const hire = (more: object = {}, viewer = ADMIN) =>
    call('hireStaff', FIELDS, { ...PERSON, unionId: union.id, ...more }, viewer);
  const assign = (staffId: unknown, more: object = {}, viewer = ADMIN) =>
    call('assignStaff', ASSIGNED, { staffId, unionId: union.id, ...more }, viewer);
  const end = (assignmentId: unknown, more: object = {}, viewer = ADMIN) =>
    call('endAssignment', ASSIGNED, { assignmentId, expectedVersion: 1, ...more }, viewer);
  const code = (answer: ReturnType<TestSubgraph['ask']>) => subgraph.code(answer);

  test('taken on, confirmed, gone: assignments end with the work', async () => {
    const { staff: hired } = (await hire()).data.hireStaff;
    expect(hired).toMatchObject({ ...PERSON, status: 'PROBATION', probationUntil: '2014-04-07', union: { id: union.id } });
    const confirmed = await call('confirmStaff', FIELDS, { staffId: hired.id, expectedVersion: 1 }, ADMIN);
    expect(confirmed.data.confirmStaff.staff).toMatchObject({ status: 'ACTIVE', version: 2 });
    await assign(hired.id, { dedicated: true });
    await assign(hired.id, { unionId: null, pointId: point.id, from: '2013-11-01' });
    const left = await call(
      'endStaff',
      `${FIELDS.slice(0, -1)} assignments { from to } }`,
      { staffId: hired.id, expectedVersion: 2 },
      ADMIN,
    );
    expect(left.data.endStaff.staff).toMatchObject({
      status: 'LEFT',
      leftAt: '2013-10-19',
      version: 3,
      // The other one had not begun.
      assignments: [{ from: '2013-10-19', to: '2013-10-19' }],
    });
    for (const verb of ['confirmStaff', 'endStaff'])
      expect(await code(call(verb, FIELDS, { staffId: hired.id, expectedVersion: 3 }, ADMIN))).toBe('INVALID_TRANSITION');
    expect(await code(assign(hired.id))).toBe('VALIDATION_FAILED');
  });

  test('taking on: refusals, replay, one record a person', async () => {
    expect(await code(hire({ nameZh: ' ' }))).toBe('BAD_USER_INPUT');
    expect(await code(hire({ nameZh: '???' }))).toBe('BAD_USER_INPUT');
    expect(await code(hire({ hiredAt: '2011-01-01' }))).toBe('BAD_USER_INPUT');
    expect(await code(hire({ probationUntil: '2013-10-08' }))).toBe('BAD_USER_INPUT');
    expect(await code(hire({ unionId: newId() }))).toBe('NOT_FOUND');
    expect(await code(hire({ unionId: (await buildJointUnion(subgraph.sql, { status: 'SUSPENDED' })).id }))).toBe(
      'VALIDATION_FAILED',
    );
    for (const viewer of [ANONYMOUS, FAR, member(newId()), staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path)])
      expect(await code(hire({}, viewer))).toBe('FORBIDDEN');
    expect(await code(hire({ employer: 'CITY_RECRUITED' }))).toBe('FORBIDDEN');
    expect((await hire({ employer: 'CITY_RECRUITED' }, CITY)).errors).toBeUndefined();
    await refusesOddEmployers();
    await expectReplay((more) => hire(more), { nameZh: '何涛' });
    expect((await hire({ nameZh: '何\u3000涛' })).data.hireStaff.staff.nameZh).toBe('何涛');
    for (const workEmail of ['x', 'a@', '@b', 'a b@c.org', 'a@b..org'])
      expect(await code(hire({ workEmail }))).toBe('BAD_USER_INPUT');
    const worker = await buildWorker(subgraph.sql, { name_zh: PERSON.nameZh });
    expect(await code(hire({ memberId: worker.id, nameZh: '王秀兰' }))).toBe('VALIDATION_FAILED');
    const dead = await buildWorker(subgraph.sql, { name_zh: PERSON.nameZh, membership_status: 'DECEASED' });
    expect(await code(hire({ memberId: dead.id }))).toBe('VALIDATION_FAILED');
    await expectOneOfTwenty(() => hire({ memberId: worker.id }), 'DUPLICATE');
    expect(await code(hire({ memberId: (await buildWorker(subgraph.sql, { district_code: '110101' })).id }))).toBe('NOT_FOUND');
  });

  describe('who left', () => {
    const TERMS = 'staff { id status hiredAt leftAt version earlierTerms { role employer hiredAt leftAt union { id } } }';
    const someone = async (left: object | null = { leftAt: '2013-10-10' }) => {
      const { id } = await buildWorker(subgraph.sql, { name_zh: PERSON.nameZh });
      await hire({ memberId: id });
      if (left)
        expect((await call('endStaff', FIELDS, { staffId: id, expectedVersion: 1, ...left }, ADMIN)).errors).toBeUndefined();
      return id;
    };
    const again = (memberId: unknown, more: object = {}) =>
      call('hireStaff', TERMS, { ...PERSON, unionId: union.id, memberId, hiredAt: '2013-10-14', ...more }, ADMIN);

    test('is taken on again by the same record, and the earlier term stays', async () => {
      const id = await someone();
      const other = { role: 'FEDERATION_CADRE', employer: 'FEDERATION' };
      const earlier = {
        role: 'JOINT_UNION_OFFICER',
        employer: 'GRASSROOTS',
        hiredAt: '2013-10-08',
        leftAt: '2013-10-10',
        union: { id: union.id },
      };
      expect((await again(id, other)).data.hireStaff.staff).toEqual({
        ...{ id, status: 'PROBATION', hiredAt: '2013-10-14', leftAt: null, version: 3, earlierTerms: [earlier] },
      });
      expect((await assign(id)).errors).toBeUndefined();
      expect((await call('endStaff', FIELDS, { staffId: id, expectedVersion: 3 }, ADMIN)).data.endStaff.staff.status).toBe(
        'LEFT',
      );
      const read = (viewer: typeof ADMIN) => subgraph.ask(viewer, `{ staffMember(id: "${id}") { earlierTerms { leftAt } } }`);
      expect((await read(ADMIN)).data.staffMember.earlierTerms).toEqual([{ leftAt: '2013-10-10' }]);
      await subgraph.sql('update staff_member set on_public_duty = true where id = $1', [id]);
      expect((await read(member(newId()))).data.staffMember.earlierTerms).toEqual([]);
    });

    test('before the first day never began: no term is kept, and they may begin any day after an earlier one', async () => {
      const id = await someone();
      await again(id, { hiredAt: '2014-01-02' });
      expect((await assign(id, { from: '2014-01-03' })).errors).toBeUndefined();
      const end = (more: object = {}) => call('endStaff', FIELDS, { staffId: id, expectedVersion: 3, ...more }, ADMIN);
      for (const leftAt of ['2014-01-01', '2014-01-02', '2013-10-19'])
        expect((await end({ leftAt })).errors?.[0]?.message).toMatch(/^This person begins on 2014-01-02\. To give that up/);
      expect((await end()).data.endStaff.staff).toMatchObject({ status: 'LEFT', leftAt: '2014-01-01' });
      expect(await subgraph.sql('select from staff_assignment where staff_member_id = $1', [id])).toEqual([]);
      expect(await code(again(id, { hiredAt: '2013-10-10' }))).toBe('VALIDATION_FAILED');
      const { status, earlierTerms } = (await again(id, { hiredAt: '2013-10-11' })).data.hireStaff.staff;
      expect([status, earlierTerms.map(({ leftAt }: { leftAt: string }) => leftAt)]).toEqual(['PROBATION', ['2013-10-10']]);
    });

    test('begins after their last day, and is not taken on twice', async () => {
      const id = await someone();
      expect((await again(id, { hiredAt: '2013-10-10' })).errors?.[0]?.extensions).toMatchObject({
        ...{ code: 'VALIDATION_FAILED', field: 'hiredAt', rule: 'S-14' },
      });
      expect(await code(again(await someone(null)))).toBe('DUPLICATE');
      await expectOneOfTwenty(() => again(id), 'DUPLICATE');
      const kept = await subgraph.sql('select left_at::text from staff_term where staff_member_id = $1', [id]);
      expect(kept).toEqual([{ left_at: '2013-10-10' }]);
    });
  });

  /** An employer takes people on for its own work, and the city's for the city. */
  const refusesOddEmployers = async () => {
    for (const [role, employer] of [
      ['JOINT_UNION_OFFICER', 'VENUE'],
      ['LAWYER', 'GRASSROOTS'],
      ['MEDIATOR', 'LAW_FIRM'],
      ['FEDERATION_CADRE', 'ENTERPRISE'],
      ['SOCIAL_WORKER', 'FEDERATION'],
    ])
      expect([role, await code(hire({ role, employer }))]).toEqual([role, 'VALIDATION_FAILED']);
    const funds = { role: 'FUND_STAFF', employer: 'FOUNDATION' };
    expect(await code(hire(funds))).toBe('FORBIDDEN');
    expect(await code(hire(funds, CITY))).toBe('VALIDATION_FAILED');
    const { id: unionId } = await buildCity(subgraph.sql);
    expect(await code(hire({ ...funds, unionId }, CITY))).toBeNull();
    expect(await code(hire({ role: 'LAWYER', employer: 'LAW_FIRM' }))).toBeNull();
  };

  test('confirming and ending: scope, version, replay', async () => {
    for (const verb of ['confirmStaff', 'endStaff']) {
      const { id } = (await hire()).data.hireStaff.staff;
      const send = (more: object = {}, viewer = ADMIN) =>
        call(verb, FIELDS, { staffId: id, expectedVersion: 1, ...more }, viewer);
      expect(await code(send({}, FAR))).toBe('NOT_FOUND');
      expect(await code(send({}, staff(newId(), 'HOTLINE_AGENT')))).toBe('FORBIDDEN');
      expect(await code(send({ staffId: newId() }))).toBe('NOT_FOUND');
      expect(await code(send({ expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
      if (verb === 'endStaff') expect(await code(send({ leftAt: '2013-10-20' }))).toBe('BAD_USER_INPUT');
      await expectReplay((more) => send(more), { expectedVersion: 2 });
      const { id: another } = (await hire()).data.hireStaff.staff;
      await expectOneOfTwenty(() => send({ staffId: another }), 'VERSION_CONFLICT');
    }
  });

  test('taking on and confirming: not oneself, not before the union, not before the first day', async () => {
    const self = await buildWorker(subgraph.sql, { name_zh: PERSON.nameZh });
    const own = { ...ADMIN, personId: self.id };
    expect(await code(hire({ memberId: self.id }, own))).toBe('SEPARATION_OF_DUTIES');
    expect((await hire({ memberId: self.id })).errors).toBeUndefined();
    const confirm = (staffId: unknown, viewer = ADMIN) => call('confirmStaff', FIELDS, { staffId, expectedVersion: 1 }, viewer);
    expect(await code(confirm(self.id, own))).toBe('SEPARATION_OF_DUTIES');
    expect(await code(call('endStaff', FIELDS, { staffId: self.id, expectedVersion: 1 }, own))).toBe('SEPARATION_OF_DUTIES');
    expect(await code(confirm(self.id))).toBeNull();
    const young = await buildJointUnion(subgraph.sql, { name_zh: '新工会', approved_at: '2013-10-08' });
    expect((await hire({ unionId: young.id, hiredAt: '2013-10-07' })).errors?.[0]?.message).toContain('founded on 2013-10-08');
    expect(await code(hire({ unionId: young.id }))).toBeNull();
    const { id: later } = (await hire({ hiredAt: '2013-10-20' })).data.hireStaff.staff;
    expect(await code(confirm(later))).toBe('VALIDATION_FAILED');
    expect(
      await code(call('confirmStaff', FIELDS, { staffId: later, expectedVersion: 1 }, ADMIN, '2013-10-20T08:00:00+08:00')),
    ).toBeNull();
  });

  test('who left is no union’s chair any more, and has no assignment that goes on', async () => {
    const chair = await buildChair(subgraph.sql, union);
    const { id } = (await assign(chair.id)).data.assignStaff.assignment;
    const assigned = (more: object) => end(id, { expectedVersion: 2, ...more });
    const leave = (staffId: unknown, more: object = {}) =>
      call('endStaff', FIELDS, { staffId, expectedVersion: 1, ...more }, ADMIN);
    expect(await code(leave(chair.id))).toBeNull();
    expect(await subgraph.sql('select chair_id, version from trade_union where id = $1', [union.id])).toEqual([
      { chair_id: null, version: 2 },
    ]);
    expect(await code(assigned({ to: '2014-05-05' }))).toBe('INVALID_TRANSITION');
    const city = await buildCity(subgraph.sql);
    const cadre = await buildStaff(subgraph.sql, city, { role: 'HQ_CADRE' });
    const link = { id: newId(), cadre_id: cadre.id, member_id: (await buildWorker(subgraph.sql)).id, since: '2013-01-01' };
    await insert(subgraph.sql, 'cadre_link', { ...link, ended_on: '2013-10-15' });
    const gone = (leftAt: string) => code(call('endStaff', FIELDS, { staffId: cadre.id, expectedVersion: 1, leftAt }, CITY));
    expect([await gone('2013-10-14'), await gone('2013-10-15')]).toEqual(['BAD_USER_INPUT', null]);
  });

  test('a union that ends and an assignment to it at once: one of the two', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const ending = await buildJointUnion(subgraph.sql, { name_zh: `将散${newId()}` });
        const officer = await buildStaff(subgraph.sql, union);
        const dissolve = call('dissolveUnion', 'union { status }', { unionId: ending.id, expectedVersion: 1 }, ADMIN);
        const codes = await Promise.all([code(dissolve), code(assign(officer.id, { unionId: ending.id }))]);
        return codes.filter((one) => one === null).length;
      }),
    );
    expect(outcomes).toEqual(Array(10).fill(1));
  });

  test('assignments: one place, in days that do not overlap; twenty at once', async () => {
    const officer = await buildStaff(subgraph.sql, union);
    expect(await code(assign(officer.id, { pointId: point.id }))).toBe('BAD_USER_INPUT');
    expect(await code(assign(officer.id, { unionId: null }))).toBe('BAD_USER_INPUT');
    expect(await code(assign(officer.id, { unionId: newId() }))).toBe('NOT_FOUND');
    expect(await code(assign(officer.id, { unionId: null, pointId: 'x' }))).toBe('NOT_FOUND');
    expect(await code(assign(newId()))).toBe('NOT_FOUND');
    expect(await code(assign(officer.id, { to: '2013-10-18' }))).toBe('BAD_USER_INPUT');
    expect(await code(assign(officer.id, { from: '2012-10-07' }))).toBe('BAD_USER_INPUT');
    expect(await code(assign(officer.id, { from: '2014-10-21', to: '2014-12-31' }))).toBe('BAD_USER_INPUT');
    expect((await assign(officer.id, { from: '2012-11-19' })).errors?.[0]?.message).toContain('was founded on 2012-11-20');
    expect(await code(assign(officer.id, { unionId: elsewhere.id }))).toBe('FORBIDDEN');
    await expectReplay((more) => assign(officer.id, { from: '2013-01-01', to: '2013-03-31', ...more }), { to: '2013-04-01' });
    await expectOneOfTwenty(() => assign(officer.id, { from: '2013-05-01' }), 'DUPLICATE');
    expect(await code(assign(officer.id, { from: '2013-03-31', to: '2013-04-01' }))).toBe('DUPLICATE');
    expect(await code(assign(officer.id, { from: '2013-04-01', to: '2013-04-30' }))).toBeNull();
  });

  test('S-30: a dedicated officer serves one joint union at a time, also with two unions asking at once', async () => {
    const officer = await buildStaff(subgraph.sql, union);
    const unions = await Promise.all(Array.from({ length: 20 }, () => buildJointUnion(subgraph.sql)));
    const answers = await Promise.all(unions.map(({ id }) => assign(officer.id, { unionId: id, dedicated: true })));
    expect(answers.filter(({ errors }) => errors?.[0]?.extensions.code === 'DUPLICATE')).toHaveLength(19);
    const chair = await buildStaff(subgraph.sql, union, { role: 'UNION_CHAIR' });
    expect(await code(assign(chair.id, { dedicated: true }))).toBe('VALIDATION_FAILED');
    const federation = await buildFederation(subgraph.sql);
    const other = await buildStaff(subgraph.sql, union);
    expect(await code(assign(other.id, { unionId: federation.id, dedicated: true }))).toBe('VALIDATION_FAILED');
    expect(await code(assign(other.id, { unionId: null, pointId: point.id, dedicated: true }))).toBe('VALIDATION_FAILED');
  });

  test('who is on public duty is read by everybody: acts on them elsewhere are FORBIDDEN, on others NOT_FOUND', async () => {
    const far = await buildPoint(subgraph.sql, '110101');
    for (const [on_public_duty, expected] of [
      [true, 'FORBIDDEN'],
      [false, 'NOT_FOUND'],
    ] as const) {
      const { id } = await buildStaff(subgraph.sql, union, {
        on_public_duty,
        status: 'PROBATION',
        probation_until: '2013-12-31',
      });
      const codes = [
        await code(call('confirmStaff', FIELDS, { staffId: id, expectedVersion: 1 }, FAR)),
        await code(call('endStaff', FIELDS, { staffId: id, expectedVersion: 1 }, FAR)),
        await code(assign(id, { unionId: null, pointId: far.id }, FAR)),
      ];
      expect(codes).toEqual(Array(3).fill(expected));
    }
  });

  test('ending an assignment: refusals, replay', async () => {
    const officer = await buildStaff(subgraph.sql, union);
    const { id } = (await assign(officer.id, { from: '2013-02-01' })).data.assignStaff.assignment;
    expect(await code(end(id, {}, FAR))).toBe('NOT_FOUND');
    expect(await code(end(newId()))).toBe('NOT_FOUND');
    expect(await code(end(id, {}, staff(newId(), 'AUDITOR')))).toBe('FORBIDDEN');
    expect(await code(end(id, { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    expect(await code(end(id, { to: '2013-01-31' }))).toBe('BAD_USER_INPUT');
    await expectReplay((more) => end(id, { to: '2013-03-01', ...more }), { to: '2013-03-02' });
    expect(await code(end(id, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
    const another = (await assign(officer.id, { from: '2013-04-01' })).data.assignStaff.assignment;
    await expectOneOfTwenty(() => end(another.id), 'VERSION_CONFLICT');
  });

  test('an assignment that has not begun is given up; with a last day it is kept', async () => {
    const officer = await buildStaff(subgraph.sql, union);
    const { id } = (await assign(officer.id, { from: '2013-11-01' })).data.assignStaff.assignment;
    expect((await end(id, { to: '2013-10-31' })).errors?.[0]?.message).toMatch(/has not begun, leave the last day out\.$/);
    await expectReplay((more) => end(id, more), { to: '2013-11-02' });
    expect(await code(end(id))).toBe('NOT_FOUND');
    const next = (await assign(officer.id, { from: '2013-11-01' })).data.assignStaff.assignment;
    expect((await end(next.id, { to: '2013-11-05' })).data.endAssignment.assignment).toMatchObject({ to: '2013-11-05' });
  });

  test('who leaves while others assign them serves nowhere afterwards', async () => {
    const [officer, places] = [
      await buildStaff(subgraph.sql, union),
      await Promise.all(Array.from({ length: 20 }, () => buildJointUnion(subgraph.sql))),
    ];
    const leave = call('endStaff', FIELDS, { staffId: officer.id, expectedVersion: 1 }, ADMIN);
    await Promise.all([leave, ...places.map(({ id }) => assign(officer.id, { unionId: id }))]);
    expect((await leave).errors).toBeUndefined();
    const open = `select from staff_assignment where staff_member_id = $1 and (to_day is null or to_day > '2013-10-19')`;
    expect(await subgraph.sql(open, [officer.id])).toEqual([]);
  });

  test('亮身份: a member sees how to reach whoever serves their union today, and no one else', async () => {
    const { union: home, ...worker } = await buildMember(subgraph.sql);
    const officer = await buildStaff(subgraph.sql, union);
    const ask = async () =>
      (
        await subgraph.ask(
          member(worker.id),
          `{ staffMember(id: "${officer.id}") { workPhone workEmail assignments { union { id } } } }`,
        )
      ).data.staffMember;
    expect(await ask()).toEqual({ workPhone: null, workEmail: null, assignments: [] });
    await assign(officer.id, { unionId: home.id });
    await assign(officer.id, { from: '2013-01-01', to: '2013-02-01' });
    expect(await ask()).toEqual({
      workPhone: '000-6500-0001',
      workEmail: 'chen@union.local',
      assignments: [{ union: { id: home.id } }],
    });
  });

  test('C-19: of a person on public duty others read name and work alone, by id and by key; those above them the record', async () => {
    const officer = await buildStaff(subgraph.sql, union, { on_public_duty: true });
    const FIELDS_OF_RECORD = 'nameZh role employer hiredAt status version workPhone';
    const ask = async (viewer: typeof ANONYMOUS) => {
      const byId = await subgraph.ask(viewer, `{ staffMember(id: "${officer.id}") { ${FIELDS_OF_RECORD} } }`);
      const byKey = await subgraph.ask(
        viewer,
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on StaffMember { ${FIELDS_OF_RECORD} } } }`,
        { r: [{ __typename: 'StaffMember', id: officer.id }] },
      );
      expect(byKey.data._entities).toEqual([byId.data.staffMember]);
      return byId.data.staffMember;
    };
    const outside = { role: 'JOINT_UNION_OFFICER', employer: null, hiredAt: null, status: null, version: null, workPhone: null };
    for (const role of ['TEACHER', 'VENUE_MANAGER', 'FUND_CASHIER', 'LINKED_PARTY', 'LAWYER', 'MEDIATOR'] as const) {
      const viewer = staff(newId(), role);
      expect([role, await ask(viewer)]).toMatchObject([role, outside]);
      expect(await code(subgraph.ask(viewer, '{ staffMembers { totalCount } }'))).toBe('FORBIDDEN');
    }
    expect(await ask(FAR)).toMatchObject(outside);
    expect(await ask(ADMIN)).toMatchObject({ employer: 'GRASSROOTS', status: 'ACTIVE', version: 1 });
  });

  test('the register: for staff, in their part of the tree, filtered', async () => {
    const list = (viewer: typeof ANONYMOUS, args = '') =>
      subgraph.ask(viewer, `{ staffMembers${args} { totalCount nodes { id } } }`);
    const count = async (viewer: typeof ANONYMOUS, args?: string) => (await list(viewer, args)).data.staffMembers.totalCount;
    const hers = await buildStaff(subgraph.sql, elsewhere, { role: 'UNION_CHAIR' });
    expect(await count(FAR)).toBe(1);
    expect((await list(FAR, `(unionId: "${elsewhere.id}", role: UNION_CHAIR, status: ACTIVE)`)).data.staffMembers.nodes).toEqual([
      { id: hers.id },
    ]);
    for (const args of ['(role: HQ_CADRE)', '(status: LEFT)', '(unionId: "x")', `(unionId: "${union.id}")`])
      expect(await count(FAR, args)).toBe(0);
    expect(await count(CITY)).toBeGreaterThan(5);
    for (const viewer of [ANONYMOUS, member(newId())]) expect(await code(list(viewer))).toBe('FORBIDDEN');
  });

  test('the policy of the register names whom the register answers, so that a refusal names what helps', () => {
    const register = guardedFields(organisation, {}).find(({ name }) => name === 'staffMembers');
    expect(register?.roles.toSorted()).toEqual(STAFF_READERS.toSorted());
  });
});
