import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { eventsAbout, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, withKey } from '../../test/build.ts';
import { buildPlacedMember } from '../../test/events.ts';
import { buildInvitation, buildMembership, buildPerformance, buildTeam, buildTroupeMember } from '../../test/troupe.ts';
import { venues } from '../subgraph.ts';

const MEMBERSHIP = 'membership { id version status invitedAt joinedAt acceptanceKind leftAt skill team { id } member { id } }';
const ACCEPTANCE = { acceptedAt: at('09:00', '2013-10-01'), kind: 'BY_PHONE', reference: '通话记录第7号' };
const SHOW = { start: at('14:00', '2013-10-26'), end: at('16:00', '2013-10-26'), place: '礼堂' };

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
});
afterAll(() => subgraph.stop());

const leader = staff(newId(), 'TROUPE_MANAGER');
const act = (name: string, input: object, viewer: Viewer = leader, selection = MEMBERSHIP) =>
  subgraph.ask(
    viewer,
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${selection} } }`,
    withKey(input),
  );
const done = async (name: string, input: object, viewer?: Viewer) => (await act(name, input, viewer)).data[name].membership;
const codeOf = (...args: Parameters<typeof act>) => subgraph.code(act(...args));
const stepOf = ({ id, version }: { id: string; version: number }) => ({ membershipId: id, expectedVersion: version });

/** Somebody who was invited to a team. */
async function invited() {
  const [teamId, memberId] = [await buildTeam(subgraph.sql), await buildPlacedMember(subgraph.sql)];
  const invite = () => done('addTroupeMember', { teamId, memberId, skill: '女高音' });
  return { teamId, memberId, self: member(memberId), invite, membership: await invite() };
}
const counts = async (teamId: string) => {
  const READ = '{ artTroupe { id } performances { totalCount } }';
  expect((await subgraph.ask(leader, READ)).errors).toBeUndefined();
  const [team] = await subgraph.sql<{ troupe_id: string }>('select troupe_id from troupe_team where id = $1', [teamId]);
  const troupe = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ArtTroupe { memberCount teams { id memberCount
    members { totalCount } memberships { totalCount } } } } }`;
  const r = [{ __typename: 'ArtTroupe', id: team?.troupe_id }];
  const [found] = (await subgraph.ask(leader, troupe, { r })).data._entities;
  const own = found.teams.find(({ id }: { id: string }) => id === teamId);
  return [found.memberCount, own.memberCount, own.members.totalCount, own.memberships.totalCount];
};

test('nobody is in a team who has not accepted: an invitation counts for nothing, and its person is in no cast', async () => {
  const { teamId, memberId, self, membership } = await invited();
  expect(membership).toMatchObject({ status: 'INVITED', joinedAt: null, leftAt: null, team: { id: teamId }, skill: '女高音' });
  expect(await counts(teamId)).toEqual([0, 0, 0, 1]);
  const [performer] = await subgraph.sql<{ id: string }>('select id from troupe_member where member_id = $1', [memberId]);
  const cast = { teamId, ...SHOW, castIds: [performer?.id] };
  expect(await codeOf('schedulePerformance', cast, leader, 'performance { id }')).toBe('NOT_FOUND');
  expect(await done('acceptTeamInvitation', stepOf(membership), self)).toMatchObject({
    ...{ status: 'ACCEPTED', joinedAt: at('10:00'), acceptanceKind: null, version: 2 },
  });
  expect(await counts(teamId)).toEqual([1, 1, 1, 1]);
  expect(await codeOf('schedulePerformance', cast, leader, 'performance { id }')).toBeNull();
  const data = { memberId, teamId, scopePath: '/city/' };
  expect((await eventsAbout(subgraph.sql, membership.id)).map(({ type, data: told }) => [type, told])).toEqual([
    ['venues.teamMembership.invited', data],
    ['venues.teamMembership.accepted', data],
  ]);
});

test('staff record an acceptance with where it lies, from the forming of the team to now, and accept for nobody without', async () => {
  const { teamId, self, membership } = await invited();
  const step = stepOf(membership);
  const accept = (more: object, viewer = leader) => codeOf('acceptTeamInvitation', { ...step, ...more }, viewer);
  expect(await accept({})).toBe('CONSENT_REQUIRED');
  expect(await accept({ acceptance: ACCEPTANCE }, self)).toBe('BAD_USER_INPUT');
  // An invitation of this moment was not accepted before.
  for (const acceptedAt of [at('08:59', '2011-09-20'), at('09:59'), at('10:01')])
    expect(await accept({ acceptance: { ...ACCEPTANCE, acceptedAt } })).toBe('VALIDATION_FAILED');
  for (const viewer of [member(newId()), staff(newId(), 'VENUE_MANAGER')])
    expect(await accept({ acceptance: ACCEPTANCE }, viewer)).toBe('NOT_FOUND');
  expect(await accept({ acceptance: ACCEPTANCE }, staff(newId(), 'CITY_DEPT'))).toBe('FORBIDDEN');
  const now = { ...ACCEPTANCE, acceptedAt: at('10:00') };
  const accepted = await done('acceptTeamInvitation', { ...step, acceptance: now });
  expect(accepted).toMatchObject({ status: 'ACCEPTED', joinedAt: now.acceptedAt, acceptanceKind: 'BY_PHONE' });
  expect(await codeOf('acceptTeamInvitation', stepOf(accepted), self)).toBe('INVALID_TRANSITION');
  const memberId = await buildPlacedMember(subgraph.sql);
  const taken = await done('addTroupeMember', { teamId, memberId, skill: '女中音', acceptance: ACCEPTANCE });
  expect(taken).toMatchObject({ status: 'ACCEPTED', joinedAt: ACCEPTANCE.acceptedAt, acceptanceKind: 'BY_PHONE' });
});

test('an invitation is declined or taken back, a member leaves; all may be invited anew', async () => {
  const { self, membership, invite } = await invited();
  expect(await codeOf('leaveTeam', stepOf(membership), member(newId()))).toBe('NOT_FOUND');
  expect(await done('leaveTeam', stepOf(membership), self)).toMatchObject({ status: 'DECLINED', leftAt: at('10:00') });
  const again = await invite();
  expect(again).toMatchObject({ id: membership.id, status: 'INVITED', version: 3, leftAt: null });
  const withdrawn = await done('leaveTeam', stepOf(again));
  expect(withdrawn.status).toBe('WITHDRAWN');
  for (const viewer of [self, leader]) {
    expect(await codeOf('leaveTeam', stepOf(withdrawn), viewer)).toBe('INVALID_TRANSITION');
    expect(await codeOf('acceptTeamInvitation', { ...stepOf(withdrawn) }, viewer)).toBe('INVALID_TRANSITION');
  }
  const accepted = await done('acceptTeamInvitation', stepOf(await invite()), self);
  expect(await done('leaveTeam', stepOf(accepted), self)).toMatchObject({ status: 'LEFT', joinedAt: at('10:00') });
  expect((await eventsAbout(subgraph.sql, membership.id)).map(({ data }) => data.because ?? null)).toEqual([
    ...[null, 'DECLINED', null, 'WITHDRAWN'],
    ...[null, null, 'LEFT'],
  ]);
});

test('who leaves is in the casts of what took place, and in none to come; a performance without a cast gets one anew', async () => {
  const team_id = await buildTeam(subgraph.sql);
  const who = newId();
  const performer = await buildTroupeMember(subgraph.sql, [], {
    member_id: who,
    ...{
      troupe_id: (await subgraph.sql<{ id: string }>('select troupe_id as id from troupe_team where id = $1', [team_id]))[0]?.id,
    },
  });
  const membershipId = await buildMembership(subgraph.sql, { team_id, performer_id: performer });
  const other = await buildTroupeMember(subgraph.sql, [team_id]);
  const on = (day: string) => ({ team_id, start_at: at('14:00', day), end_at: at('16:00', day) });
  const past = await buildPerformance(subgraph.sql, on('2013-10-12'), [performer]);
  const shared = await buildPerformance(subgraph.sql, on('2013-10-26'), [performer, other]);
  const alone = await buildPerformance(subgraph.sql, on('2013-10-27'), [performer]);
  expect((await done('leaveTeam', { membershipId, expectedVersion: 1 }, member(who))).status).toBe('LEFT');
  const found = await subgraph.sql(
    `select p.id, p.status, p.version, array_remove(array_agg(c.performer_id), null) as cast from performance p
     left join performance_cast c on c.performance_id = p.id where p.team_id = $1 group by p.id order by p.start_at`,
    [team_id],
  );
  expect(found).toEqual([
    { id: past, status: 'CAST_CONFIRMED', version: 1, cast: [performer] },
    { id: shared, status: 'CAST_CONFIRMED', version: 2, cast: [other] },
    { id: alone, status: 'PLANNED', version: 2, cast: [] },
  ]);
  const named = { performanceId: alone, expectedVersion: 2, castIds: [other] };
  expect(await codeOf('confirmCast', named, leader, 'performance { id }')).toBeNull();
});

test('of all of a cast who leave at once, the last one leaves a performance that needs a cast', async () => {
  const team_id = await buildTeam(subgraph.sql);
  const cast = await Promise.all(Array.from({ length: 10 }, () => buildTroupeMember(subgraph.sql, [team_id])));
  const performanceId = await buildPerformance(subgraph.sql, { team_id }, cast);
  const of = await subgraph.sql<{ id: string }>('select id from troupe_team_member where team_id = $1', [team_id]);
  const codes = await Promise.all(of.map(({ id }) => codeOf('leaveTeam', { membershipId: id, expectedVersion: 1 })));
  expect(codes).toEqual(Array(10).fill(null));
  expect(await subgraph.sql('select status, version from performance where id = $1', [performanceId])).toEqual([
    { status: 'PLANNED', version: 11 },
  ]);
});

test('one’s own teams are read under one’s own record; those of others by who leads the troupe, and the city', async () => {
  const { memberId, self, membership } = await invited();
  const READ = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { teamMemberships { id status team { nameZh } } } } }`;
  const read = async (viewer: Viewer) =>
    (await subgraph.ask(viewer, READ, { r: [{ __typename: 'Member', id: memberId }] })).data._entities[0].teamMemberships;
  for (const viewer of [self, leader, staff(newId(), 'CITY_DEPT')])
    expect(await read(viewer)).toEqual([{ id: membership.id, status: 'INVITED', team: { nameZh: expect.any(String) } }]);
  for (const viewer of [member(newId()), staff(newId(), 'VENUE_MANAGER'), staff(newId(), 'STATION_STAFF')])
    expect(await read(viewer)).toEqual([]);
});

test('the database lets nobody perform who has not accepted, also while they leave', async () => {
  const team_id = await buildTeam(subgraph.sql);
  const who = newId();
  await buildInvitation(subgraph.sql, who, team_id);
  const [performer] = await subgraph.sql<{ id: string }>('select id from troupe_member where member_id = $1', [who]);
  await expect(buildPerformance(subgraph.sql, { team_id }, [performer?.id as string])).rejects.toMatchObject({
    constraint: 'performance_cast_accepted',
  });
  const codes = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const { teamId, memberId, self, membership } = await invited();
      const accepted = await done('acceptTeamInvitation', stepOf(membership), self);
      const [one] = await subgraph.sql<{ id: string }>('select id from troupe_member where member_id = $1', [memberId]);
      const both = await Promise.all([
        codeOf('leaveTeam', stepOf(accepted), self),
        codeOf('schedulePerformance', { teamId, ...SHOW, castIds: [one?.id] }, leader, 'performance { id }'),
      ]);
      const left = await subgraph.sql('select from performance_cast where performer_id = $1', [one?.id]);
      return [both[0], [null, 'NOT_FOUND'].includes(both[1] as null), left.length];
    }),
  );
  expect(codes).toEqual(Array(10).fill([null, true, 0]));
});

test('what somebody is invited to do is not what they do until they accept', async () => {
  const [choir, memberId] = [await buildTeam(subgraph.sql), await buildPlacedMember(subgraph.sql)];
  const [row] = await subgraph.sql<{ troupe_id: string }>('select troupe_id from troupe_team where id = $1', [choir]);
  const quyi = await buildTeam(subgraph.sql, { troupe_id: row?.troupe_id });
  const performer = await buildTroupeMember(subgraph.sql, [choir], { member_id: memberId, skill: '女高音' });
  const skill = async () => (await subgraph.sql('select skill from troupe_member where id = $1', [performer]))[0]?.skill;
  const invite = (more: string) => done('addTroupeMember', { teamId: quyi, memberId, skill: more });
  const invitation = await invite('快板');
  expect([invitation.skill, await skill()]).toEqual(['快板', '女高音']);
  const declined = await done('leaveTeam', stepOf(invitation), member(memberId));
  expect([declined.skill, await skill()]).toEqual(['快板', '女高音']);
  const accepted = await done('acceptTeamInvitation', stepOf(await invite('女高音、京韵大鼓')), member(memberId));
  expect([accepted.skill, await skill()]).toEqual(['女高音、京韵大鼓', '女高音、京韵大鼓']);
});

test('nobody who has died is invited to a team, or taken into it by a record of their acceptance', async () => {
  const [teamId, memberId] = [await buildTeam(subgraph.sql), await buildPlacedMember(subgraph.sql)];
  await subgraph.sql('update member_place set has_died = true where member_id = $1', [memberId]);
  for (const more of [{}, { acceptance: ACCEPTANCE }]) {
    const { errors } = await act('addTroupeMember', { teamId, memberId, skill: '女高音', ...more });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'memberId' });
  }
  expect(await subgraph.sql('select from troupe_member where member_id = $1', [memberId])).toEqual([]);
});
