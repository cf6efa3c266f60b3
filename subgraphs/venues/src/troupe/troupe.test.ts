import { ANONYMOUS, type Role } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { listed, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, withKey } from '../../test/build.ts';
import { buildPlacedMember } from '../../test/events.ts';
import { buildCastPerformance, buildPerformance, buildTeam, buildTroupe, buildTroupeMember } from '../../test/troupe.ts';
import { venues } from '../subgraph.ts';

const CREATE =
  'mutation ($input: CreateTeamInput!) { createTeam(input: $input) { team { id nameZh kind memberCount enterprise { id } } } }';
const ADD =
  'mutation ($input: AddTroupeMemberInput!) { addTroupeMember(input: $input) { member { id skill member { id } teams { id } } } }';

const ACCEPTANCE = { acceptedAt: at('09:00', '2013-10-01'), kind: 'SIGNED', reference: '报名表第3号' };

describe('the art troupe (S-75)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const leader = staff(newId(), 'TROUPE_MANAGER');
  const create = (input: object) => subgraph.ask(leader, CREATE, withKey(input));
  /** Takes in who has accepted. */
  const add = (input: object) => subgraph.ask(leader, ADD, withKey({ acceptance: ACCEPTANCE, ...input }));

  test('a team is the troupe’s own, or that of an enterprise that there is, once by its name', async () => {
    const troupeId = await buildTroupe(subgraph.sql);
    const enterpriseId = await listed(subgraph.sql, 'ENTERPRISE');
    const { team } = (await create({ troupeId, nameZh: '首钢艺术团', kind: 'ENTERPRISE', enterpriseId })).data.createTeam;
    expect(team).toMatchObject({ nameZh: '首钢艺术团', kind: 'ENTERPRISE', memberCount: 0, enterprise: { id: enterpriseId } });
    const code = (more: object) => subgraph.code(create({ troupeId, nameZh: '燕化艺术团', kind: 'ENTERPRISE', ...more }));
    expect(await code({})).toBe('BAD_USER_INPUT');
    expect(await code({ enterpriseId: newId() })).toBe('NOT_FOUND');
    expect(await code({ enterpriseId: await listed(subgraph.sql, 'SERVICE_POINT') })).toBe('NOT_FOUND');
    expect(await code({ kind: 'DIRECT', enterpriseId })).toBe('VALIDATION_FAILED');
    expect(await code({ troupeId: newId(), kind: 'DIRECT' })).toBe('NOT_FOUND');
    expect(await code({ nameZh: '首钢 艺术团', kind: 'DIRECT' })).toBe('DUPLICATE');
  });

  test('who is in two teams is one member of the troupe', async () => {
    const troupeId = await buildTroupe(subgraph.sql);
    const [choir, quyi] = [
      await buildTeam(subgraph.sql, { troupe_id: troupeId, name_zh: '合唱团' }),
      await buildTeam(subgraph.sql, { troupe_id: troupeId, name_zh: '曲艺团' }),
    ];
    const memberId = await buildPlacedMember(subgraph.sql);
    const first = (await add({ teamId: choir, memberId, skill: '女高音' })).data.addTroupeMember.member;
    const second = (await add({ teamId: quyi, memberId, skill: '女高音、快板' })).data.addTroupeMember.member;
    expect(second).toEqual({
      ...{ id: first.id, skill: '女高音、快板', member: { id: memberId } },
      teams: [{ id: choir }, { id: quyi }],
    });
    expect(await subgraph.code(add({ teamId: quyi, memberId, skill: '快板' }))).toBe('DUPLICATE');
    // Who leads a troupe reads no members' records, so whether an id is a member's is not told.
    expect(await subgraph.code(add({ teamId: await buildTeam(subgraph.sql), memberId: newId(), skill: '快板' }))).toBeNull();
    await buildTroupeMember(subgraph.sql, [quyi]);
    const READ = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ArtTroupe { foundedAt foundedMonth memberCount performanceCount
      teams { nameZh memberCount members(first: 1) { totalCount nodes { skill } pageInfo { hasNextPage } } } } } }`;
    const troupe = { r: [{ __typename: 'ArtTroupe', id: troupeId }] };
    const team = (nameZh: string, memberCount: number) => ({
      ...{ nameZh, memberCount },
      members: { totalCount: memberCount, nodes: [expect.anything()], pageInfo: { hasNextPage: memberCount > 1 } },
    });
    expect((await subgraph.ask(leader, READ, troupe)).data._entities).toEqual([
      {
        ...{ foundedAt: null, foundedMonth: '2011-09', memberCount: 2, performanceCount: 0 },
        teams: [team('合唱团', 1), team('曲艺团', 2)],
      },
    ]);
  });

  test('who is in it is read by those who lead it and by the city, and not by all staff who may look a worker up', async () => {
    const troupeId = await buildTroupe(subgraph.sql);
    const [teamId, memberId] = [await buildTeam(subgraph.sql, { troupe_id: troupeId }), await buildPlacedMember(subgraph.sql)];
    await add({ teamId, memberId, skill: '二胡' });
    const READ =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ArtTroupe { teams { members { nodes { member { id } } } } } } }';
    const read = async (role: Role) => {
      const { data } = await subgraph.ask(staff(newId(), role), READ, { r: [{ __typename: 'ArtTroupe', id: troupeId }] });
      return data._entities[0].teams[0].members.nodes;
    };
    for (const role of ['HOTLINE_AGENT', 'FUND_CASEWORKER', 'PRIVACY_OFFICER', 'AUDITOR', 'VENUE_MANAGER'] as const)
      expect(await read(role)).toEqual([{ member: null }]);
    for (const role of ['TROUPE_MANAGER', 'CITY_DEPT'] as const) expect(await read(role)).toEqual([{ member: { id: memberId } }]);
  });

  test('ten who add the same member to one team at once: one does', async () => {
    const [teamId, memberId] = [await buildTeam(subgraph.sql), await buildPlacedMember(subgraph.sql)];
    const codes = await Promise.all(Array.from({ length: 10 }, () => subgraph.code(add({ teamId, memberId, skill: '二胡' }))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'DUPLICATE')).toHaveLength(9);
  });

  test('what took place counts: with a cast and over, or reported; not what is to come, called off, or has no cast', async () => {
    const troupeId = await buildTroupe(subgraph.sql);
    const at14 = (day: string) => ({ start_at: at('14:00', day), end_at: at('16:00', day) });
    const team = () => buildTeam(subgraph.sql, { troupe_id: troupeId });
    await buildCastPerformance(subgraph.sql, { team_id: await team(), ...at14('2013-10-01') });
    const reported = { status: 'REPORTED', audience: 200, reported_at: at('17:00', '2013-10-02') };
    await buildPerformance(subgraph.sql, { team_id: await team(), ...at14('2013-10-02'), ...reported });
    await buildPerformance(subgraph.sql, { team_id: await team(), ...at14('2013-10-03') });
    await buildPerformance(subgraph.sql, {
      team_id: await team(),
      ...at14('2013-10-04'),
      status: 'CANCELLED',
      cancel_reason: '雨',
    });
    await buildCastPerformance(subgraph.sql, { team_id: await team() });
    const READ = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ArtTroupe { performanceCount } } }';
    const count = async (now?: string) =>
      (await subgraph.ask(ANONYMOUS, READ, { r: [{ __typename: 'ArtTroupe', id: troupeId }] }, now)).data._entities[0]
        .performanceCount;
    expect([await count(), await count(at('15:59', '2013-10-26')), await count(at('16:00', '2013-10-26'))]).toEqual([2, 2, 3]);
  });

  test('on erasure a member leaves teams and casts; the performance stays', async () => {
    const teamId = await buildTeam(subgraph.sql);
    const [memberId, other] = [newId(), await buildTroupeMember(subgraph.sql, [teamId])];
    const gone = await buildTroupeMember(subgraph.sql, [teamId], { member_id: memberId });
    const performanceId = await buildPerformance(subgraph.sql, { team_id: teamId }, [gone, other]);
    expect(await subgraph.send({ type: 'organisation.member.erased', subject: memberId, data: { memberId } })).toBe(204);
    expect(
      await subgraph.sql('select performer_id as id from performance_cast where performance_id = $1', [performanceId]),
    ).toEqual([{ id: other }]);
    expect(await subgraph.sql('select from troupe_team_member where performer_id = $1', [gone])).toEqual([]);
  });

  test('the troupe of the city is the one founded first; there may be none', async () => {
    const ask = async () => (await subgraph.ask(ANONYMOUS, '{ artTroupe { id } }')).data.artTroupe;
    const first = await buildTroupe(subgraph.sql, { founded_month: '1949-10' });
    expect(await ask()).toEqual({ id: first });
  });
});
