import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { eventsAbout, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, CHAOYANG, withKey } from '../../test/build.ts';
import { buildOutreach } from '../../test/outreach.ts';
import { buildCastPerformance, buildPerformance, buildTeam, buildTroupe, buildTroupeMember } from '../../test/troupe.ts';
import { venues } from '../subgraph.ts';

const PERFORMANCE =
  'performance { id status version start end place audience report cancelReason team { id } cast { id } request { id } }';
const mutation = (name: string, selection = PERFORMANCE) =>
  `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${selection} } }`;
const REQUEST =
  'request { id status version note scheduled { start end } delivery { audience performance { id audience } } performance { id } }';

const DAY = '2013-10-26';
const SHOW = { start: at('14:00', DAY), end: at('16:00', DAY) };

describe('performances of the art troupe (S-75, VEN-INV-7)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
  });
  afterAll(() => subgraph.stop());

  const leader = staff(newId(), 'TROUPE_MANAGER');
  const officer = staff(newId(), 'JOINT_UNION_OFFICER', CHAOYANG);
  const act = (name: string, input: object, now?: string, selection = PERFORMANCE, viewer = leader) =>
    subgraph.ask(viewer, mutation(name, selection), withKey(input), now);
  const codeOf = (...args: Parameters<typeof act>) => subgraph.code(act(...args));
  const schedule = (teamId: string, more: object = {}) => act('schedulePerformance', { teamId, ...SHOW, place: '礼堂', ...more });
  const scheduleCode = (...args: Parameters<typeof schedule>) => subgraph.code(schedule(...args));

  /** A choir and a quyi team of one troupe, and a singer who is in both. */
  async function twoTeams() {
    const troupe_id = await buildTroupe(subgraph.sql);
    const [choir, quyi] = [await buildTeam(subgraph.sql, { troupe_id }), await buildTeam(subgraph.sql, { troupe_id })];
    return { choir, quyi, singer: await buildTroupeMember(subgraph.sql, [choir, quyi]) };
  }

  test('is planned, gets its cast, takes place by the time, and is reported', async () => {
    const { choir, singer } = await twoTeams();
    const { performance } = (await schedule(choir)).data.schedulePerformance;
    expect(performance).toMatchObject({ status: 'PLANNED', version: 1, ...SHOW, place: '礼堂', team: { id: choir }, cast: [] });
    const of = (expectedVersion: number, more: object = {}) => ({ performanceId: performance.id, expectedVersion, ...more });
    const over = at('16:00', DAY);
    expect(await codeOf('reportPerformance', of(1, { audience: 300 }), over)).toBe('INVALID_TRANSITION');
    for (const [castIds, code] of [
      [[], 'BAD_USER_INPUT'],
      [[singer, singer.toUpperCase()], 'BAD_USER_INPUT'],
      [['x'], 'BAD_USER_INPUT'],
      [[await buildTroupeMember(subgraph.sql, [await buildTeam(subgraph.sql)])], 'NOT_FOUND'],
    ] as const)
      expect([castIds, await codeOf('confirmCast', of(1, { castIds }))]).toEqual([castIds, code]);
    expect((await act('confirmCast', of(1, { castIds: [singer] }))).data.confirmCast.performance).toMatchObject({
      ...{ status: 'CAST_CONFIRMED', version: 2, cast: [{ id: singer }] },
    });
    expect(await codeOf('reportPerformance', of(2, { audience: 300 }), at('15:59', DAY))).toBe('INVALID_TRANSITION');
    const READ = `query ($id: ID) { performances(teamId: $id) { nodes { id status } } }`;
    const read = async (now: string) => (await subgraph.ask(ANONYMOUS, READ, { id: choir }, now)).data.performances.nodes;
    expect(await read(over)).toEqual([{ id: performance.id, status: 'PERFORMED' }]);
    expect(await read(at('00:00', '2013-10-27'))).toEqual([]);
    expect(
      (await act('reportPerformance', of(2, { audience: 300, report: '满座' }), over)).data.reportPerformance.performance,
    ).toMatchObject({ status: 'REPORTED', audience: 300, report: '满座' });
    expect((await eventsAbout(subgraph.sql, performance.id)).map(({ type, data }) => [type, data])).toEqual([
      ['venues.performance.reported', { teamId: choir, requestId: null, scopePath: '/city/', audience: 300 }],
    ]);
    expect(await codeOf('reportPerformance', of(3, { audience: 1 }), over)).toBe('INVALID_TRANSITION');
    expect(await codeOf('cancelPerformance', of(3, { reason: '误报' }), over)).toBe('INVALID_TRANSITION');
  });

  test.each<[string, object, string]>([
    ['in the past', { start: at('08:00'), end: at('09:00') }, 'BAD_USER_INPUT'],
    ['with its end before its start', { start: SHOW.end, end: SHOW.start }, 'BAD_USER_INPUT'],
    ['of two days', { end: at('14:01', '2013-10-27') }, 'BAD_USER_INPUT'],
    ['nowhere', { place: '　' }, 'BAD_USER_INPUT'],
    ['of no team', { teamId: newId() }, 'NOT_FOUND'],
  ])('none is planned %s', async (_, more, code) => expect(await scheduleCode(await buildTeam(subgraph.sql), more)).toBe(code));

  test.each<[string, string, string | null]>([
    ['13:00', '14:00', null],
    ['13:00', '14:01', 'SLOT_TAKEN'],
    ['15:59', '18:00', 'SLOT_TAKEN'],
    ['16:00', '18:00', null],
  ])('a team and a singer from %s to %s, beside 14:00–16:00: %s', async (start, end, code) => {
    const { choir, quyi, singer } = await twoTeams();
    await buildPerformance(subgraph.sql, { team_id: choir }, [singer]);
    const time = { start: at(start, DAY), end: at(end, DAY) };
    expect(await scheduleCode(quyi, { ...time, castIds: [singer] })).toBe(code);
    expect(await scheduleCode(quyi, { start: at('09:00', DAY), end: at('10:00', DAY), castIds: [singer] })).toBeNull();
    expect(await scheduleCode(choir, time)).toBe(code);
  });

  test('twenty who cast one singer at one time, by twenty teams: one does, also where the cast is named later', async () => {
    const troupe_id = await buildTroupe(subgraph.sql);
    const teams = await Promise.all(Array.from({ length: 20 }, () => buildTeam(subgraph.sql, { troupe_id })));
    const singer = await buildTroupeMember(subgraph.sql, teams);
    const others = await Promise.all(teams.map((team) => buildTroupeMember(subgraph.sql, [team])));
    const plan = await Promise.all(teams.map((team, index) => scheduleCode(team, { castIds: [others[index], singer] })));
    expect([plan.filter((code) => code === null).length, plan.filter((code) => code === 'SLOT_TAKEN').length]).toEqual([1, 19]);
    const later = { start_at: at('18:00', DAY), end_at: at('20:00', DAY) };
    const planned = await Promise.all(teams.map((team_id) => buildPerformance(subgraph.sql, { team_id, ...later })));
    const named = await Promise.all(
      planned.map((performanceId) => codeOf('confirmCast', { performanceId, expectedVersion: 1, castIds: [singer] })),
    );
    expect([named.filter((code) => code === null).length, named.filter((code) => code === 'SLOT_TAKEN').length]).toEqual([1, 19]);
  });

  test('moves with its cast to where all are free, and nowhere else; what is called off makes room', async () => {
    const { choir, quyi, singer } = await twoTeams();
    const busy = await buildPerformance(subgraph.sql, { team_id: quyi }, [singer]);
    const morning = { start_at: at('09:00', DAY), end_at: at('11:00', DAY) };
    const performanceId = await buildPerformance(subgraph.sql, { team_id: choir, ...morning }, [singer]);
    const move = (expectedVersion: number, start: string, end: string, more: object = {}) =>
      act('movePerformance', { performanceId, expectedVersion, start: at(start, DAY), end: at(end, DAY), ...more });
    expect(await subgraph.code(move(1, '12:00', '14:01'))).toBe('SLOT_TAKEN');
    expect(await subgraph.sql('select start_at, version from performance where id = $1', [performanceId])).toEqual([
      { start_at: new Date(morning.start_at), version: 1 },
    ]);
    const { performance } = (await move(1, '12:00', '14:00', { place: '广场' })).data.movePerformance;
    expect(performance).toMatchObject({ start: at('12:00', DAY), end: at('14:00', DAY), place: '广场', version: 2 });
    expect(await subgraph.sql('select end_at from performance_cast where performance_id = $1', [performanceId])).toEqual([
      { end_at: new Date(at('14:00', DAY)) },
    ]);
    const cancel = { performanceId: busy, expectedVersion: 1, reason: '场地停电' };
    expect((await act('cancelPerformance', cancel)).data.cancelPerformance.performance).toMatchObject({
      ...{ status: 'CANCELLED', cancelReason: '场地停电' },
    });
    expect(await subgraph.code(move(2, '14:00', '16:00'))).toBeNull();
    const gone = { performanceId: busy, expectedVersion: 2, ...SHOW };
    expect(await codeOf('movePerformance', gone)).toBe('INVALID_TRANSITION');
  });

  test('one that has begun is not moved, with its cast or without', async () => {
    const { choir, singer } = await twoTeams();
    for (const cast of [[singer], []]) {
      const performanceId = await buildPerformance(subgraph.sql, { team_id: choir }, cast);
      const later = { performanceId, expectedVersion: 1, start: at('14:00', '2013-10-28'), end: at('16:00', '2013-10-28') };
      for (const now of ['14:00', '15:59'])
        expect(await codeOf('movePerformance', later, at(now, DAY))).toBe('INVALID_TRANSITION');
      expect(await codeOf('movePerformance', later, at('13:59', DAY))).toBeNull();
      await act('cancelPerformance', { performanceId, expectedVersion: 2, reason: '改期' });
    }
  });

  test('a cast is named anew until it begins: who is taken out is free, and who comes in must be', async () => {
    const { choir, quyi, singer } = await twoTeams();
    const [second, busy] = [await buildTroupeMember(subgraph.sql, [choir]), await buildTroupeMember(subgraph.sql, [choir, quyi])];
    const performanceId = await buildPerformance(subgraph.sql, { team_id: choir }, [singer]);
    await buildPerformance(subgraph.sql, { team_id: quyi }, [busy]);
    const name = (expectedVersion: number, castIds: string[], now?: string) =>
      act('confirmCast', { performanceId, expectedVersion, castIds }, now);
    const castOf = async () =>
      (
        await subgraph.sql<{ id: string }>('select performer_id as id from performance_cast where performance_id = $1', [
          performanceId,
        ])
      )
        .map(({ id }) => id)
        .sort();
    expect(await subgraph.code(name(1, [second, busy]))).toBe('SLOT_TAKEN');
    expect(await castOf()).toEqual([singer]);
    expect((await name(1, [singer, second])).data.confirmCast.performance).toMatchObject({
      status: 'CAST_CONFIRMED',
      version: 2,
    });
    expect(await castOf()).toEqual([singer, second].sort());
    expect(await subgraph.code(name(2, [second]))).toBeNull();
    expect(await castOf()).toEqual([second]);
    expect(await subgraph.code(name(3, [singer], at('14:00', DAY)))).toBe('INVALID_TRANSITION');
    const other = { start: at('15:00', DAY), end: at('17:00', DAY), castIds: [singer] };
    await subgraph.sql("update performance set status = 'CANCELLED', cancel_reason = '停电' where team_id = $1", [quyi]);
    expect(await scheduleCode(quyi, other)).toBeNull();
  });

  test('two performances that exchange their casts at once end without a deadlock', async () => {
    const troupe_id = await buildTroupe(subgraph.sql);
    const [one, two] = [await buildTeam(subgraph.sql, { troupe_id }), await buildTeam(subgraph.sql, { troupe_id })];
    const people = await Promise.all(Array.from({ length: 6 }, () => buildTroupeMember(subgraph.sql, [one, two])));
    const [first, last] = [people.slice(0, 3), people.slice(3)];
    const shows = [
      await buildPerformance(subgraph.sql, { team_id: one }, first),
      await buildPerformance(subgraph.sql, { team_id: two }, last),
    ];
    for (let version = 1; version < 6; version++) {
      const codes = await Promise.all(
        shows.map((performanceId, n) =>
          codeOf('confirmCast', { performanceId, expectedVersion: 1, castIds: n === 0 ? last : first }),
        ),
      );
      expect(codes).toEqual(['SLOT_TAKEN', 'SLOT_TAKEN']);
    }
  });

  test('two that move to one time at once: one does', async () => {
    const { choir, quyi, singer } = await twoTeams();
    const [morning, evening] = [
      await buildPerformance(subgraph.sql, { team_id: choir, start_at: at('09:00', DAY), end_at: at('11:00', DAY) }, [singer]),
      await buildPerformance(subgraph.sql, { team_id: quyi, start_at: at('19:00', DAY), end_at: at('21:00', DAY) }, [singer]),
    ];
    const codes = await Promise.all(
      [morning, evening].map((performanceId) => codeOf('movePerformance', { performanceId, expectedVersion: 1, ...SHOW })),
    );
    expect(codes.sort()).toEqual(['SLOT_TAKEN', null]);
  });

  test('lists of performances and teams cost the same statements, however many there are', async () => {
    const troupe_id = await buildTroupe(subgraph.sql);
    const far = (n: number) => ({ start_at: at('14:00', `2014-03-${10 + n}`), end_at: at('16:00', `2014-03-${10 + n}`) });
    const team_id = await buildTeam(subgraph.sql, { troupe_id });
    for (let n = 0; n < 10; n++) {
      const own = await buildTeam(subgraph.sql, { troupe_id });
      const member = await buildTroupeMember(subgraph.sql, [own, team_id]);
      const performanceId = await buildPerformance(subgraph.sql, { team_id: own, ...far(n) }, [member]);
      const requestId = await buildOutreach(subgraph.sql);
      await subgraph.sql('update performance set request_id = $2 where id = $1', [performanceId, requestId]);
    }
    const LIST = `query ($first: Int!) { performances(from: "2014-03-01", first: $first) { totalCount nodes { status request { id performance { id } } cast { skill teams { nameZh memberCount } }
      team { nameZh members(first: 2) { totalCount nodes { teams { id } } } } } } }`;
    const costs = [];
    for (const first of [1, 10]) {
      subgraph.statements();
      expect((await subgraph.ask(leader, LIST, { first })).data.performances.nodes).toHaveLength(first);
      costs.push(subgraph.statements().length);
    }
    expect(costs).toEqual([costs[0], costs[0]]);
  });

  test('VEN-INV-7 is held by the database, too', async () => {
    const { choir, quyi, singer } = await twoTeams();
    await buildPerformance(subgraph.sql, { team_id: choir }, [singer]);
    await expect(buildPerformance(subgraph.sql, { team_id: choir })).rejects.toThrow('performance_no_overlap');
    await expect(buildPerformance(subgraph.sql, { team_id: quyi }, [singer])).rejects.toThrow('performance_cast_no_overlap');
    const stranger = await buildTroupeMember(subgraph.sql, [choir]);
    const other = { team_id: quyi, start_at: at('18:00', DAY), end_at: at('19:00', DAY) };
    await expect(buildPerformance(subgraph.sql, other, [stranger])).rejects.toMatchObject({
      constraint: 'performance_cast_accepted',
    });
  });

  describe('that meet what a union asked for (J-15)', () => {
    const meet = async (performanceId: string | undefined, more: object = {}, request: object = {}, viewer = leader) => {
      const requestId = await buildOutreach(subgraph.sql, { status: 'REVIEWED', ...request });
      const input = { requestId, expectedVersion: 1, performanceId, ...more };
      return { requestId, answer: await act('scheduleOutreach', input, undefined, REQUEST, viewer) };
    };
    const meetCode = async (...args: Parameters<typeof meet>) =>
      (await meet(...args)).answer.errors?.[0]?.extensions.code ?? null;

    test('one show meets one request, at its own time; delivered with its audience, it is reported and counted', async () => {
      const performanceId = await buildCastPerformance(subgraph.sql);
      expect(await meetCode(undefined)).toBe('BAD_USER_INPUT');
      expect(await meetCode(newId())).toBe('NOT_FOUND');
      expect(await meetCode(performanceId, { start: at('14:30', DAY) })).toBe('VALIDATION_FAILED');
      expect(await meetCode(performanceId, SHOW, { kind: 'FILM' })).toBe('VALIDATION_FAILED');
      expect(await meetCode(performanceId, {}, {}, staff(newId(), 'VENUE_MANAGER', CHAOYANG))).toBe('FORBIDDEN');
      const { requestId, answer } = await meet(performanceId);
      expect(answer.data.scheduleOutreach.request).toMatchObject({
        ...{ status: 'SCHEDULED', version: 2, scheduled: SHOW, performance: { id: performanceId } },
      });
      expect(await meetCode(performanceId)).toBe('DUPLICATE');
      const delivery = { requestId, expectedVersion: 2, audience: 300 };
      expect(await codeOf('confirmDelivery', delivery, at('15:00', DAY), REQUEST, officer)).toBe('INVALID_TRANSITION');
      const { request } = (await act('confirmDelivery', delivery, at('16:00', DAY), REQUEST, officer)).data.confirmDelivery;
      expect(request).toMatchObject({
        ...{ status: 'DELIVERED', delivery: { audience: 300, performance: { id: performanceId, audience: 300 } } },
      });
      expect((await eventsAbout(subgraph.sql, performanceId)).at(-1)).toMatchObject({
        ...{ type: 'venues.performance.reported', data: { requestId, audience: 300 } },
      });
    });

    test('what moves takes the request along, and the union is told', async () => {
      const performanceId = await buildCastPerformance(subgraph.sql);
      const { requestId } = await meet(performanceId);
      const to = { start: at('19:00', DAY), end: at('21:00', DAY) };
      expect(await codeOf('movePerformance', { performanceId, expectedVersion: 2, ...to })).toBeNull();
      expect((await eventsAbout(subgraph.sql, requestId)).map(({ data }) => data.startsAt)).toEqual([SHOW.start, to.start]);
      expect(await subgraph.sql('select start_at from outreach_request where id = $1', [requestId])).toEqual([
        { start_at: new Date(to.start) },
      ]);
    });

    test('what is called off on one side is called off on the other', async () => {
      const [one, two] = [await buildCastPerformance(subgraph.sql), await buildCastPerformance(subgraph.sql)];
      const [first, second] = [await meet(one), await meet(two)];
      const status = async (table: string, id: string) =>
        (await subgraph.sql<{ status: string }>(`select status from ${table} where id = $1`, [id]))[0]?.status;
      expect(await codeOf('cancelPerformance', { performanceId: one, expectedVersion: 2, reason: '演员生病' })).toBeNull();
      expect(await status('outreach_request', first.requestId)).toBe('CANCELLED');
      const off = { requestId: second.requestId, expectedVersion: 2, reason: '改期' };
      expect(await codeOf('cancelOutreach', off, undefined, REQUEST, officer)).toBeNull();
      expect(await status('performance', two)).toBe('CANCELLED');
      expect(await subgraph.sql('select is_live from performance_cast where performance_id = $1', [two])).toEqual([
        { is_live: false },
      ]);
    });

    test('ten requests that one show is to meet at once: it meets one', async () => {
      const performanceId = await buildCastPerformance(subgraph.sql);
      const codes = await Promise.all(Array.from({ length: 10 }, () => meetCode(performanceId)));
      expect(codes.filter((code) => code === null)).toHaveLength(1);
      expect(codes.filter((code) => code === 'DUPLICATE')).toHaveLength(9);
    });
  });
});
