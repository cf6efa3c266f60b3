import { ANONYMOUS, ROLES, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import {
  caller,
  expectOneOfTwenty,
  expectReplay,
  insert,
  member,
  partnerOf,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import {
  buildCard,
  buildFederation,
  buildJointUnion,
  buildMember,
  buildStaff,
  type UnionRow,
} from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';
import { jointUnionPolicy } from './policy.ts';
import { complianceFlags, UNION_FUNCTIONS } from './rules.ts';

const OFFICER = staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/');
const FUNCTION = 'function { code active version count(period: { from: "2013-01-01", to: "2013-12-31" }) union { id } }';

test.each([
  [1, 300_000n, ['COMPLIANT']],
  [2, 900_000n, ['COMPLIANT']],
  [0, 300_000n, ['NO_OFFICER']],
  [1, 299_999n, ['UNDERFUNDED']],
  [0, 0n, ['NO_OFFICER', 'UNDERFUNDED']],
])('ORG-INV-5: %i officers and %i fen are %j', (officers, fen, flags) => {
  expect(complianceFlags(officers, fen, { officers: 1, fundingFen: 300_000n })).toEqual(flags);
});

test.each(ROLES)('joint union policy (S-27): %s', (role) => {
  const runs = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN'].includes(role);
  for (const verb of ['setUnionFunction', 'recordUnionActivity'] as const) {
    expect(jointUnionPolicy.allows(staff('x', role, '/city/110105/'), verb, { scopePath: '/city/110105/u/' })).toBe(runs);
    expect(jointUnionPolicy.allows(staff('x', role, '/city/110101/'), verb, { scopePath: '/city/110105/u/' })).toBe(false);
  }
});

describe('joint unions (S-27, S-30, S-32)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const dedicated = async (union: UnionRow, from_day: string, to_day: string | null = null) =>
    insert(subgraph.sql, 'staff_assignment', {
      id: newId(),
      staff_member_id: (await buildStaff(subgraph.sql, union)).id,
      union_id: union.id,
      from_day,
      to_day,
      dedicated: true,
    });
  const told = (union: UnionRow, year: number, amountFen: unknown, more: object = {}) =>
    subgraph.send({
      type: 'warmth-fund.runningFund.allocated',
      subject: newId(),
      data: { unionId: union.id, year, amountFen },
      ...more,
    });
  const standing = async (union: UnionRow, year: number) =>
    (
      await subgraph.ask(
        ANONYMOUS,
        `{ union(id: "${union.id}") { jointUnionCompliance(year: ${year}) { year officers fundingFen flags union { id } } } }`,
      )
    ).data.union.jointUnionCompliance;
  const code = (answer: ReturnType<TestSubgraph['ask']>) => subgraph.code(answer);

  test('ORG-INV-5: officers on the year’s last day or today, money of the year as the fund tells it', async () => {
    const union = await buildJointUnion(subgraph.sql);
    await dedicated(union, '2012-03-01', '2012-12-31');
    await dedicated(union, '2013-10-20');
    expect(await standing(union, 2012)).toEqual({
      year: 2012,
      officers: 1,
      fundingFen: '0',
      flags: ['UNDERFUNDED'],
      union: { id: union.id },
    });
    expect(await standing(union, 2013)).toMatchObject({ officers: 0, flags: ['NO_OFFICER', 'UNDERFUNDED'] });
    await dedicated(union, '2013-10-19');
    const allocation = newId();
    expect(await told(union, 2013, '299999', { subject: allocation })).toBeLessThan(300);
    expect(await standing(union, 2013)).toMatchObject({ officers: 1, fundingFen: '299999', flags: ['UNDERFUNDED'] });
    await told(union, 2013, '1');
    expect(await standing(union, 2013)).toMatchObject({ fundingFen: '300000', flags: ['COMPLIANT'] });
    // The latest word on an allocation counts, whatever the order in which words arrive.
    await told(union, 2013, '100000', { subject: allocation, aggregateversion: 3 });
    await told(union, 2013, '900000', { subject: allocation, aggregateversion: 2 });
    expect(await standing(union, 2013)).toMatchObject({ fundingFen: '100001', flags: ['UNDERFUNDED'] });
    expect(await told(union, 2013, 'much')).toBeGreaterThanOrEqual(400);
    expect(await standing(await buildFederation(subgraph.sql), 2013)).toBeNull();
    expect(
      await code(subgraph.ask(ANONYMOUS, `{ union(id: "${union.id}") { jointUnionCompliance(year: 2014) { year } } }`)),
    ).toBe('BAD_USER_INPUT');
  });

  test('C-21: a year under way is judged by the numbers in force today, a past one by those of its last day', async () => {
    const union = await buildJointUnion(subgraph.sql);
    await dedicated(union, '2013-01-01');
    await told(union, 2013, '200');
    const set = (value: number, effectiveFrom: string, expectedVersion: number) =>
      subgraph.code(
        subgraph.ask(
          staff(newId(), 'CITY_DEPT'),
          'mutation ($input: SetRuleNumberInput!) { setOrganisationRule(input: $input) { number { value } } }',
          { input: { idempotencyKey: newId(), name: 'RUNNING_FUND_FEN', value, effectiveFrom, expectedVersion, reason: '测试' } },
        ),
      );
    expect([await set(100, '2013-10-20', 1), await set(500, '2014-01-01', 2)]).toEqual([null, null]);
    const read = `{ union(id: "${union.id}") { jointUnionCompliance(year: 2013) { flags } } }`;
    const flags = async (now: string) =>
      (await subgraph.ask(ANONYMOUS, read, {}, now)).data.union.jointUnionCompliance.flags.join();
    expect(await flags('2013-10-19T23:59:59+08:00')).toBe('UNDERFUNDED');
    expect(await flags('2013-10-20T00:00:00+08:00')).toBe('COMPLIANT');
    expect(await flags('2014-03-01T00:00:00+08:00')).toBe('COMPLIANT');
  });

  test('the list behind the flags, page by page', async () => {
    const unions = [];
    for (const name_zh of ['甲', '乙', '丙']) unions.push(await buildJointUnion(subgraph.sql, { name_zh }, '110116'));
    const [both, noMoney, nobody] = unions as [UnionRow, UnionRow, UnionRow];
    await buildJointUnion(subgraph.sql, { status: 'PREPARING', approved_by_id: null, approved_at: null }, '110116');
    for (const union of [both, noMoney]) await dedicated(union, '2013-01-01');
    for (const union of [both, nobody]) await told(union, 2013, '300000');
    const list = async (args: string) =>
      (
        await subgraph.ask(
          ANONYMOUS,
          `{ jointUnionCompliance(year: 2013, districtCode: "110116"${args}) { totalCount pageInfo { endCursor } nodes { union { id } flags } } }`,
        )
      ).data.jointUnionCompliance;
    expect(await list('')).toMatchObject({ totalCount: 3 });
    for (const [flag, union] of [
      ['COMPLIANT', both],
      ['UNDERFUNDED', noMoney],
      ['NO_OFFICER', nobody],
    ] as const)
      expect(await list(`, flag: ${flag}`)).toMatchObject({ totalCount: 1, nodes: [{ union: { id: union.id }, flags: [flag] }] });
    const partner = partnerOf({ districtCodes: ['110101'] });
    expect(
      (await subgraph.ask(partner, '{ jointUnionCompliance(year: 2013, districtCode: "110116") { totalCount } }')).data,
    ).toEqual({
      jointUnionCompliance: { totalCount: 0 },
    });
    const seen = [];
    for (let after = ''; seen.length < 3; ) {
      const page = await list(`, first: 1${after}`);
      seen.push(page.nodes[0].union.id);
      after = `, after: "${page.pageInfo.endCursor}"`;
    }
    expect(new Set(seen)).toEqual(new Set(unions.map(({ id }) => id)));
    expect(await code(subgraph.ask(ANONYMOUS, '{ jointUnionCompliance(year: 2014) { totalCount } }'))).toBe('BAD_USER_INPUT');
  });

  test('S-27: a union in preparation has no functions yet, and did nothing', async () => {
    const union = await buildJointUnion(subgraph.sql, { status: 'PREPARING', approved_by_id: null, approved_at: null });
    const viewer = staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path);
    const [set, record] = [
      'mutation ($input: SetUnionFunctionInput!) { setUnionFunction(input: $input) { __typename } }',
      'mutation ($input: RecordUnionActivityInput!) { recordUnionActivity(input: $input) { __typename } }',
    ];
    const common = { unionId: union.id, code: 'CULTURE' };
    const send = (query: string, more: object) =>
      code(subgraph.ask(viewer, query, { input: { idempotencyKey: newId(), ...common, ...more } }));
    expect(await send(set, { active: true, expectedVersion: 0 })).toBe('VALIDATION_FAILED');
    expect(await send(record, { heldOn: '2013-10-01', note: '文体活动' })).toBe('VALIDATION_FAILED');
  });

  test('S-27: eight functions; what is counted', async () => {
    const { union, ...worker } = await buildMember(subgraph.sql);
    await buildCard(subgraph.sql, worker.id);
    const functions = async (viewer: Viewer = ANONYMOUS) =>
      (
        await subgraph.ask(
          viewer,
          `{ union(id: "${union.id}") { functions { code nameZh subgraph active version count(period: { from: "2013-01-01", to: "2013-10-19" }) } } }`,
        )
      ).data.union.functions;
    expect((await functions()).map(({ code: one, subgraph: owner }: { code: string; subgraph: string }) => [one, owner])).toEqual(
      UNION_FUNCTIONS.map(({ code: one, subgraph: owner }) => [one, owner]),
    );
    const set = (more: object = {}, viewer = OFFICER) =>
      call(
        'setUnionFunction',
        FUNCTION,
        { unionId: union.id, code: 'CULTURE', active: true, expectedVersion: 0, ...more },
        viewer,
      );
    const record = (more: object = {}, viewer = OFFICER) =>
      call('recordUnionActivity', FUNCTION, { unionId: union.id, code: 'CULTURE', note: '放映电影', ...more }, viewer);
    expect(await code(record())).toBe('VALIDATION_FAILED');
    await expectReplay((more) => set(more), { active: false });
    await expectOneOfTwenty(() => set({ code: 'HARDSHIP' }), 'VERSION_CONFLICT');
    expect(await code(set())).toBe('VERSION_CONFLICT');
    await expectReplay((more) => record(more), { heldOn: '2013-10-18' });
    expect((await record({ heldOn: '2012-12-31' })).data.recordUnionActivity.function.count).toBe(1);
    await Promise.all(Array.from({ length: 20 }, () => record({ heldOn: '2013-05-01' })));
    const counts = async (viewer: Viewer) =>
      Object.fromEntries((await functions(viewer)).map(({ code: one, count }: { code: string; count: number }) => [one, count]));
    expect(await counts(OFFICER)).toMatchObject({ CULTURE: 21, INFORMATION: 1, ORGANISING: 0, HARDSHIP: 0 });
    // The card of the only member would tell everybody that there is one.
    expect(await counts(ANONYMOUS)).toMatchObject({ CULTURE: 21, INFORMATION: 0 });
    expect(await code(record({ heldOn: '2013-10-20' }))).toBe('BAD_USER_INPUT');
    expect((await record({ heldOn: '2012-11-19' })).errors?.[0]?.message).toContain('was founded on 2012-11-20');
    expect(await code(record({ note: '' }))).toBe('BAD_USER_INPUT');
    expect(await code(record({ note: '联系13812345678' }))).toBe('VALIDATION_FAILED');
    const federation = await buildFederation(subgraph.sql);
    for (const send of [set, record]) {
      expect(await code(send({ unionId: federation.id }))).toBe('VALIDATION_FAILED');
      expect(await code(send({ unionId: newId() }))).toBe('NOT_FOUND');
      for (const viewer of [
        ANONYMOUS,
        member(worker.id),
        staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
        staff(newId(), 'CITY_DEPT'),
      ])
        expect(await code(send({}, viewer))).toBe('FORBIDDEN');
    }
    const backwards = `{ union(id: "${union.id}") { functions { count(period: { from: "2013-02-01", to: "2013-01-01" }) } } }`;
    expect(await code(subgraph.ask(ANONYMOUS, backwards))).toBe('BAD_USER_INPUT');
  });

  test('organising counts the memberships that were approved', async () => {
    const union = await buildJointUnion(subgraph.sql);
    const { id } = await buildMember(subgraph.sql, { union });
    await insert(subgraph.sql, 'membership_application', {
      id: newId(),
      member_id: id,
      union_id: union.id,
      status: 'APPROVED',
      submitted_by_id: id,
      submitted_at: '2013-09-30T09:00:00+08:00',
      decided_by_id: newId(),
      decided_at: '2013-09-30T23:30:00+08:00',
    });
    const count = async (from: string, to: string, viewer: Viewer = staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path)) =>
      (
        await subgraph.ask(
          viewer,
          `{ union(id: "${union.id}") { functions { code count(period: { from: "${from}", to: "${to}" }) } } }`,
        )
      ).data.union.functions[2].count;
    expect([await count('2013-09-01', '2013-09-30'), await count('2013-10-01', '2013-10-19')]).toEqual([1, 0]);
    for (const outside of [
      ANONYMOUS,
      member(newId()),
      member(id),
      staff(newId(), 'AUDITOR'),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
    ])
      expect(await count('2013-09-01', '2013-09-30', outside)).toBe(0);
  });
});
