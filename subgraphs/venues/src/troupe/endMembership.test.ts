import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, eventsAbout, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at } from '../../test/build.ts';
import { buildPlacedMember, tellLife } from '../../test/events.ts';
import { buildInvitation, buildMembership, buildPerformance, buildTeam, buildTroupeMember } from '../../test/troupe.ts';
import { venues } from '../subgraph.ts';

const SHOW = { start: at('14:00', '2013-10-26'), end: at('16:00', '2013-10-26'), place: '礼堂' };
const ACCEPTANCE = { acceptedAt: at('09:00', '2013-10-01'), kind: 'SIGNED', reference: '报名表第3号' };
const TEN_TIMES = Array.from({ length: 10 }, (_, at) => at + 1);

describe('who was in the art troupe, and has died (S-75)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
  });
  afterAll(() => subgraph.stop());

  const leader = staff(newId(), 'TROUPE_MANAGER');
  const call = (verb: string, fields: string, input: object, viewer: Viewer = leader) =>
    caller(subgraph)(verb, fields, input, viewer);
  const add = (teamId: string, memberId: string, more: object = {}) =>
    call('addTroupeMember', 'membership { id status version }', { teamId, memberId, skill: '二胡', ...more });
  const died = (memberId: string) => tellLife(subgraph, memberId);
  const membershipsOf = (memberId: string) =>
    subgraph.sql<{ id: string; status: string; version: number }>(
      `select i.id, i.status, i.version from troupe_team_member i join troupe_member m on m.id = i.performer_id where m.member_id = $1 order by i.id`,
      [memberId],
    );
  const openOf = async (memberId: string) =>
    (await membershipsOf(memberId)).filter(({ status }) => /INVITED|ACCEPTED/.test(status));
  const castOf = (performanceId: string) =>
    subgraph.sql(
      `select p.status, array_remove(array_agg(c.performer_id), null) as cast from performance p
       left join performance_cast c on c.performance_id = p.id where p.id = $1 group by p.id`,
      [performanceId],
    );
  /** Somebody who performs in a team. */
  const performer = async (teamId: string) => {
    const memberId = await buildPlacedMember(subgraph.sql);
    return { memberId, id: await buildTroupeMember(subgraph.sql, [teamId], { member_id: memberId }) };
  };

  test('is in no team, and in no cast to come; what they performed in stays, and so do the others', async () => {
    const teamId = await buildTeam(subgraph.sql);
    const [one, other] = [await performer(teamId), await performer(teamId)];
    const on = (day: string) => ({ team_id: teamId, start_at: at('14:00', day), end_at: at('16:00', day) });
    const past = await buildPerformance(subgraph.sql, on('2013-10-12'), [one.id]);
    const shared = await buildPerformance(subgraph.sql, on('2013-10-26'), [one.id, other.id]);
    const alone = await buildPerformance(subgraph.sql, on('2013-10-27'), [one.id]);
    expect(await died(one.memberId)).toBe(204);
    const [membership] = await membershipsOf(one.memberId);
    expect(membership).toMatchObject({ status: 'LEFT', version: 2 });
    expect(await castOf(past)).toEqual([{ status: 'CAST_CONFIRMED', cast: [one.id] }]);
    expect(await castOf(shared)).toEqual([{ status: 'CAST_CONFIRMED', cast: [other.id] }]);
    expect(await castOf(alone)).toEqual([{ status: 'PLANNED', cast: [] }]);
    expect(await openOf(other.memberId)).toHaveLength(1);
    const told = await eventsAbout(subgraph.sql, membership?.id as string);
    expect(told.map(({ type, data }) => [type, data])).toEqual([
      ['venues.teamMembership.ended', { memberId: one.memberId, teamId, scopePath: '/city/', because: 'DEATH' }],
    ]);
  });

  test('is invited to nothing; memberships that ended before stay as they ended', async () => {
    const [memberId, teamId] = [newId(), await buildTeam(subgraph.sql)];
    await buildInvitation(subgraph.sql, memberId, teamId);
    const [troupe] = await subgraph.sql<{ id: string; performer: string }>(
      `select m.troupe_id as id, m.id as performer from troupe_member m where m.member_id = $1`,
      [memberId],
    );
    const declined = { status: 'DECLINED', joined_at: null, left_at: at('09:00', '2013-10-01') };
    const other = await buildTeam(subgraph.sql, { troupe_id: troupe?.id });
    await buildMembership(subgraph.sql, { team_id: other, performer_id: troupe?.performer as string }, declined);
    await died(memberId);
    expect((await membershipsOf(memberId)).map(({ status, version }) => [status, version])).toEqual([
      ['WITHDRAWN', 2],
      ['DECLINED', 1],
    ]);
  });

  test('leaves their teams also when an earlier death is told again', async () => {
    const memberId = newId();
    await died(memberId);
    await buildInvitation(subgraph.sql, memberId);
    expect(await died(memberId)).toBe(204);
    expect(await openOf(memberId)).toEqual([]);
  });

  test.each(TEN_TIMES)('is left in no team, whatever is done at that moment (%i)', async () => {
    const [team, other] = [await buildTeam(subgraph.sql), await buildTeam(subgraph.sql)];
    const memberId = await buildPlacedMember(subgraph.sql);
    const membershipId = await buildInvitation(subgraph.sql, memberId, await buildTeam(subgraph.sql));
    const codes = await Promise.all([
      subgraph.code(add(team, memberId, { acceptance: ACCEPTANCE })),
      subgraph.code(add(other, memberId)),
      died(memberId).then((status) => (status === 204 ? null : String(status))),
      subgraph.code(call('acceptTeamInvitation', 'membership { id }', { membershipId, expectedVersion: 1 }, member(memberId))),
    ]);
    expect(await openOf(memberId)).toEqual([]);
    for (const code of codes) expect([null, 'VALIDATION_FAILED', 'VERSION_CONFLICT']).toContain(code);
  });

  test.each(TEN_TIMES)('is in no cast, whoever names them at that moment (%i)', async () => {
    const teamId = await buildTeam(subgraph.sql);
    const [one, other] = [await performer(teamId), await performer(teamId)];
    const performanceId = await buildPerformance(subgraph.sql, { team_id: teamId, ...day('2013-10-27') }, [one.id]);
    const [left] = await membershipsOf(other.memberId);
    const codes = await Promise.all([
      subgraph.code(call('schedulePerformance', 'performance { id }', { teamId, ...SHOW, castIds: [one.id, other.id] })),
      died(one.memberId).then((status) => (status === 204 ? null : String(status))),
      subgraph.code(
        call('confirmCast', 'performance { id }', { performanceId, expectedVersion: 1, castIds: [one.id, other.id] }),
      ),
      subgraph.code(call('leaveTeam', 'membership { id }', { membershipId: left?.id, expectedVersion: 1 })),
    ]);
    const cast = await subgraph.sql('select from performance_cast where performer_id = any($1)', [[one.id, other.id]]);
    expect(cast).toEqual([]);
    expect(await castOf(performanceId)).toEqual([{ status: 'PLANNED', cast: [] }]);
    for (const code of codes) expect([null, 'NOT_FOUND', 'VALIDATION_FAILED', 'VERSION_CONFLICT']).toContain(code);
  });

  test('of all of a cast who die at once, the last one leaves a performance that needs a cast', async () => {
    const [choir, quyi] = [await buildTeam(subgraph.sql), await buildTeam(subgraph.sql)];
    const cast = await Promise.all(TEN_TIMES.map(() => performer(choir)));
    for (const { memberId } of cast) await buildInvitation(subgraph.sql, memberId, quyi);
    const performanceId = await buildPerformance(
      subgraph.sql,
      { team_id: choir },
      cast.map(({ id }) => id),
    );
    expect(await Promise.all(cast.map(({ memberId }) => died(memberId)))).toEqual(TEN_TIMES.map(() => 204));
    expect(await castOf(performanceId)).toEqual([{ status: 'PLANNED', cast: [] }]);
    for (const { memberId } of cast) expect(await openOf(memberId)).toEqual([]);
  });
});

const day = (on: string) => ({ start_at: at('14:00', on), end_at: at('16:00', on) });
