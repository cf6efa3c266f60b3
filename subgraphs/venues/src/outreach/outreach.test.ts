import { newId } from '@union-graph/subgraph';
import { eventsAbout, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildFacility, CHAOYANG, withKey } from '../../test/build.ts';
import { buildEvent } from '../../test/events.ts';
import { buildHome, buildOffer, buildOutreach, buildPalaceHall, buildTheatre, buildUnion } from '../../test/outreach.ts';
import { venues } from '../subgraph.ts';

const REQUEST =
  'id status version kind audienceSize place districtCode note rating ratingNote dueAt preferred { start end } scheduled { start end } delivery { audience at } requester { id } workersHome { id } offer { id } facility { id }';
const mutation = (name: string, selection = `request { ${REQUEST} }`) =>
  `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${selection} } }`;

const SHOW = { start: at('14:00', '2013-10-26'), end: at('16:00', '2013-10-26') };
const AFTER = at('17:00', '2013-10-26');

describe('what unions ask for of the five in and five out (S-67)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
  });
  afterAll(() => subgraph.stop());

  const officer = staff(newId(), 'JOINT_UNION_OFFICER', CHAOYANG);
  const troupe = staff(newId(), 'TROUPE_MANAGER');
  const venueManager = staff(newId(), 'VENUE_MANAGER', CHAOYANG);
  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const act = (viewer: Viewer, name: string, input: object, now?: string) =>
    subgraph.ask(viewer, mutation(name), withKey(input), now);
  const codeOf = (...args: Parameters<typeof act>) => subgraph.code(act(...args));
  const wish = { kind: 'FILM', preferred: [SHOW], audienceSize: 300, place: '职工之家礼堂' };
  const ask = (more: object) => act(officer, 'requestOutreach', { ...wish, ...more });
  const askCode = (more: object) => subgraph.code(ask(more));

  test('from the request to the rating, each by who may, in this order and in no other', async () => {
    const unionId = await buildUnion(subgraph.sql);
    const homeId = await buildHome(subgraph.sql, unionId);
    const offerId = await buildOffer(subgraph.sql, { kind: 'FILM', scope_path: '/city/', quota: 1 });
    const { request } = (await ask({ workersHomeId: homeId, offerId })).data.requestOutreach;
    expect(request).toMatchObject({
      ...{ status: 'SUBMITTED', version: 1, kind: 'FILM', audienceSize: 300, districtCode: '110105', dueAt: null },
      ...{ requester: { id: unionId }, workersHome: { id: homeId }, offer: { id: offerId }, preferred: [SHOW] },
    });
    const of = (expectedVersion: number, more: object = {}) => ({ requestId: request.id, expectedVersion, ...more });
    expect(await codeOf(troupe, 'scheduleOutreach', of(1, SHOW))).toBe('INVALID_TRANSITION');
    expect(await codeOf(officer, 'reviewOutreach', of(1, { accepted: true }))).toBe('FORBIDDEN');
    expect(await codeOf(troupe, 'reviewOutreach', of(1, { accepted: false }))).toBe('BAD_USER_INPUT');
    expect(await codeOf(troupe, 'reviewOutreach', of(1, { accepted: true }))).toBeNull();
    expect(await codeOf(officer, 'confirmDelivery', of(2, { audience: 300 }), AFTER)).toBe('INVALID_TRANSITION');
    expect(await codeOf(troupe, 'scheduleOutreach', of(2, SHOW))).toBeNull();
    expect((await eventsAbout(subgraph.sql, request.id)).at(-1)).toMatchObject({
      type: 'venues.outreach.scheduled',
      data: { unionId, kind: 'FILM', startsAt: SHOW.start },
    });
    expect(await codeOf(officer, 'confirmDelivery', of(3, { audience: 300 }))).toBe('VALIDATION_FAILED');
    expect(await codeOf(officer, 'rateOutreach', of(3, { rating: 5 }), AFTER)).toBe('INVALID_TRANSITION');
    const delivered = (await act(officer, 'confirmDelivery', of(3, { audience: 300 }), AFTER)).data.confirmDelivery.request;
    expect(delivered).toMatchObject({ status: 'DELIVERED', delivery: { audience: 300, at: AFTER }, rating: null });
    expect((await eventsAbout(subgraph.sql, request.id)).at(-1)).toMatchObject({
      type: 'venues.outreach.delivered',
      data: { unionId, kind: 'FILM', direction: 'OUT', audience: 300 },
    });
    for (const rating of [0, 6]) expect(await codeOf(officer, 'rateOutreach', of(4, { rating }), AFTER)).toBe('BAD_USER_INPUT');
    expect(await codeOf(troupe, 'rateOutreach', of(4, { rating: 5 }), AFTER)).toBe('FORBIDDEN');
    const rated = (await act(officer, 'rateOutreach', of(4, { rating: 5, note: '很好' }), AFTER)).data.rateOutreach.request;
    expect(rated).toMatchObject({ status: 'RATED', rating: 5, ratingNote: '很好', version: 5 });
    expect(await codeOf(officer, 'rateOutreach', of(5, { rating: 1 }), AFTER)).toBe('INVALID_TRANSITION');
    expect(await codeOf(officer, 'cancelOutreach', of(5, { reason: '不要了' }), AFTER)).toBe('INVALID_TRANSITION');
  });

  test('a union lists what it asked for; others of its part of the tree do, and nobody else', async () => {
    const unionId = await buildUnion(subgraph.sql);
    const requestId = await buildOutreach(subgraph.sql, { union_id: unionId });
    await buildOutreach(subgraph.sql, { union_id: unionId, status: 'DECLINED' });
    const LIST = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Union { outreachRequests(first: 5, status: SUBMITTED) { totalCount nodes { id status kind } } } } }`;
    const listed = async (viewer: Viewer) =>
      (await subgraph.ask(viewer, LIST, { r: [{ __typename: 'Union', id: unionId }] })).data._entities[0].outreachRequests;
    expect(await listed(officer)).toEqual({
      totalCount: 1,
      nodes: [{ id: requestId, status: 'SUBMITTED', kind: 'PERFORMANCE' }],
    });
    for (const viewer of [member(newId()), staff(newId(), 'JOINT_UNION_OFFICER', '/city/110101/'), staff(newId(), 'LAWYER')])
      expect((await listed(viewer)).totalCount).toBe(0);
  });

  test.each<[string, object, string]>([
    ['nobody asks', {}, 'BAD_USER_INPUT'],
    ['an unknown union', { unionId: newId() }, 'NOT_FOUND'],
    ['an unknown home', { workersHomeId: newId() }, 'NOT_FOUND'],
    ['an unknown offer', { offerId: newId() }, 'NOT_FOUND'],
    ['no time', { preferred: [] }, 'BAD_USER_INPUT'],
    ['six times', { preferred: Array(6).fill(SHOW) }, 'BAD_USER_INPUT'],
    ['a time that is over', { preferred: [{ start: at('08:00'), end: at('12:00') }] }, 'BAD_USER_INPUT'],
    ['a time that ends before it begins', { preferred: [{ start: SHOW.end, end: SHOW.start }] }, 'BAD_USER_INPUT'],
    ['a time of two days', { preferred: [{ ...SHOW, end: at('14:01', '2013-10-27') }] }, 'BAD_USER_INPUT'],
    ['a time far ahead', { preferred: [{ start: at('00:00', '2014-10-20'), end: at('01:00', '2014-10-20') }] }, 'BAD_USER_INPUT'],
    ['nobody to come', { audienceSize: 0 }, 'BAD_USER_INPUT'],
    ['too many', { audienceSize: 100_001 }, 'BAD_USER_INPUT'],
    ['a telephone number', { place: '联系13812345678' }, 'VALIDATION_FAILED'],
    ['another district', { districtCode: '110101' }, 'VALIDATION_FAILED'],
  ])('is refused: %s', async (what, more, code) => {
    const unionId = what === 'nobody asks' || what.includes('home') ? undefined : await buildUnion(subgraph.sql);
    expect(await askCode({ unionId, ...more })).toBe(code);
  });

  test('a home of another union, a union that has ended, one elsewhere, one that spans districts', async () => {
    const [unionId, other] = [await buildUnion(subgraph.sql), await buildUnion(subgraph.sql)];
    const homeId = await buildHome(subgraph.sql, other);
    expect(await askCode({ unionId, workersHomeId: homeId })).toBe('VALIDATION_FAILED');
    expect(await askCode({ unionId: await buildUnion(subgraph.sql, { has_ended: true }) })).toBe('VALIDATION_FAILED');
    expect(await askCode({ unionId: await buildUnion(subgraph.sql, { scope_path: '/city/110101/u/' }) })).toBe('FORBIDDEN');
    const wide = await buildUnion(subgraph.sql, { district_code: null });
    expect(await askCode({ unionId: wide })).toBe('BAD_USER_INPUT');
    expect(await askCode({ unionId: wide, districtCode: '110105' })).toBeNull();
  });

  test('an offer of another kind, for another part of the city, or on other days is not theirs to ask for', async () => {
    const unionId = await buildUnion(subgraph.sql);
    const code = async (overrides: object) =>
      askCode({ unionId, offerId: await buildOffer(subgraph.sql, { kind: 'FILM', ...overrides }) });
    expect(await code({ kind: 'COACHING' })).toBe('VALIDATION_FAILED');
    expect(await code({ scope_path: '/city/110101/' })).toBe('VALIDATION_FAILED');
    expect(await code({ from_on: '2013-10-27' })).toBe('VALIDATION_FAILED');
    expect(await code({ to_on: '2013-10-26' })).toBeNull();
  });

  test('the same is asked for once at a time, also by twenty at once, and however its place is typed', async () => {
    const unionId = await buildUnion(subgraph.sql);
    const [place, typed] = ['职工之家(二层)东侧', '职工之家（二层）东侧'];
    const codes = await Promise.all(Array.from({ length: 20 }, (_, at) => askCode({ unionId, place: at % 2 ? place : typed })));
    expect(codes.sort()).toEqual([...Array<string>(19).fill('DUPLICATE'), null]);
    const kept = await subgraph.sql<{ id: string; place: string }>('select id, place from outreach_request where union_id = $1', [
      unionId,
    ]);
    expect(kept.map((row) => row.place)).toEqual([place]);
    expect(await askCode({ unionId, place: '操场' })).toBeNull();
    await act(officer, 'cancelOutreach', { requestId: kept[0]?.id, expectedVersion: 1, reason: '改期' });
    expect(await askCode({ unionId, place })).toBeNull();
  });

  test('of twenty-five at once a union may have twenty open', async () => {
    const unionId = await buildUnion(subgraph.sql);
    const codes = await Promise.all(Array.from({ length: 25 }, (_, at) => askCode({ unionId, place: `礼堂${at}` })));
    expect(codes.filter((code) => code === null)).toHaveLength(20);
    expect(codes.filter((code) => code === 'QUOTA_EXCEEDED')).toHaveLength(5);
  });

  test('an offer serves as many as it can, also when ten are accepted at once; what is called off makes room', async () => {
    const offerId = await buildOffer(subgraph.sql, { kind: 'FILM', quota: 3 });
    const requests = await Promise.all(
      Array.from({ length: 10 }, () => buildOutreach(subgraph.sql, { kind: 'FILM', offer_id: offerId, provider_path: CHAOYANG })),
    );
    const accept = (requestId: string) => codeOf(troupe, 'reviewOutreach', { requestId, expectedVersion: 1, accepted: true });
    const codes = await Promise.all(requests.map(accept));
    expect(codes.filter((code) => code === null)).toHaveLength(3);
    expect(codes.filter((code) => code === 'QUOTA_EXCEEDED')).toHaveLength(7);
    expect(await askCode({ unionId: await buildUnion(subgraph.sql), offerId })).toBe('QUOTA_EXCEEDED');
    const [taken, waiting] = [requests[codes.indexOf(null)], requests[codes.indexOf('QUOTA_EXCEEDED')]];
    expect(await codeOf(officer, 'cancelOutreach', { requestId: taken, expectedVersion: 2, reason: '不办了' })).toBeNull();
    expect(await accept(waiting as string)).toBeNull();
    expect(await subgraph.sql('select taken from outreach_offer where id = $1', [offerId])).toEqual([{ taken: 3 }]);
  });

  describe('what workers come in for', () => {
    const into = async (facilityId: string | null, more: object = {}, request: object = {}) => {
      const requestId = await buildOutreach(subgraph.sql, { kind: 'THEATRE', status: 'REVIEWED', ...request });
      return codeOf(venueManager, 'scheduleOutreach', { requestId, expectedVersion: 1, ...SHOW, facilityId, ...more });
    };

    test('takes a place of that kind that is large enough, open and free', async () => {
      const theatre = await buildTheatre(subgraph.sql);
      expect(await into(null)).toBe('BAD_USER_INPUT');
      expect(await into(newId())).toBe('NOT_FOUND');
      expect(await into(await buildTheatre(subgraph.sql, { kind: 'CINEMA' }))).toBe('VALIDATION_FAILED');
      expect(await into(await buildFacility(subgraph.sql, { kind: 'THEATRE' }))).toBe('VALIDATION_FAILED');
      expect(await into(theatre, {}, { audience_size: 601 })).toBe('VALIDATION_FAILED');
      expect(await into(theatre, { start: at('08:59', '2013-10-26') })).toBe('OUTSIDE_HOURS');
      expect(await into(theatre)).toBeNull();
      expect(await into(theatre, { start: at('15:59', '2013-10-26'), end: at('18:00', '2013-10-26') })).toBe('SLOT_TAKEN');
      expect(await into(theatre, { start: at('16:00', '2013-10-26'), end: at('18:00', '2013-10-26') })).toBeNull();
      expect(await into(theatre, {}, { kind: 'FILM' })).toBe('VALIDATION_FAILED');
      const hall = await buildPalaceHall(subgraph.sql);
      expect(await into(hall, {}, { kind: 'PALACE' })).toBeNull();
      expect(await into(theatre, SHOW, { kind: 'PALACE' })).toBe('VALIDATION_FAILED');
    });

    test('an event or a closure there, and the other way round', async () => {
      const [theatre, other] = [await buildTheatre(subgraph.sql), await buildTheatre(subgraph.sql)];
      const eventId = await buildEvent(subgraph.sql, { facility_id: theatre, starts_at: SHOW.start, ends_at: SHOW.end });
      expect(await into(theatre)).toBe('SLOT_TAKEN');
      const off = "update culture_event set cancelled_at = $2, cancel_reason = '暴雨' where id = $1";
      await subgraph.sql(off, [eventId, at('10:00')]);
      expect(await into(theatre)).toBeNull();
      expect(await into(other)).toBeNull();
      const event = {
        ...{ nameZh: '演出', programme: 'PERFORMANCE', facilityId: other },
        ...{ startsAt: at('15:59', '2013-10-26'), endsAt: at('18:00', '2013-10-26') },
      };
      const PUBLISH = 'mutation ($input: PublishEventInput!) { publishEvent(input: $input) { event { id } } }';
      expect(await subgraph.code(subgraph.ask(venueManager, PUBLISH, withKey(event)))).toBe('SLOT_TAKEN');
      const closure = {
        facilityId: other,
        expectedVersion: 1,
        from: SHOW.start,
        to: SHOW.end,
        reason: '维修',
        moveBookings: false,
      };
      const CLOSE = 'mutation ($input: CloseFacilityInput!) { closeFacility(input: $input) { facility { id } } }';
      expect(await subgraph.code(subgraph.ask(venueManager, CLOSE, withKey(closure)))).toBe('VALIDATION_FAILED');
    });

    test('of twenty who are scheduled into one theatre at once one is; the constraint holds without the action, too', async () => {
      const theatre = await buildTheatre(subgraph.sql);
      const codes = await Promise.all(Array.from({ length: 20 }, () => into(theatre)));
      expect(codes.filter((code) => code === null)).toHaveLength(1);
      expect(codes.filter((code) => code === 'SLOT_TAKEN')).toHaveLength(19);
      const rows = buildOutreach(subgraph.sql, { kind: 'THEATRE', status: 'SCHEDULED', facility_id: theatre });
      await expect(rows).rejects.toThrow('outreach_request_no_overlap');
    });

    test('is given by the manager of the place, or by who has an offer of it', async () => {
      const theatre = await buildTheatre(subgraph.sql);
      const schedule = async (viewer: Viewer, request: object = {}) => {
        const requestId = await buildOutreach(subgraph.sql, { kind: 'THEATRE', status: 'REVIEWED', ...request });
        return codeOf(viewer, 'scheduleOutreach', { requestId, expectedVersion: 1, ...SHOW, facilityId: theatre });
      };
      expect(await schedule(troupe)).toBe('FORBIDDEN');
      const [own, elsewhere] = [
        await buildOffer(subgraph.sql, { facility_id: theatre }),
        await buildOffer(subgraph.sql, { facility_id: await buildTheatre(subgraph.sql) }),
      ];
      expect(await schedule(troupe, { offer_id: elsewhere, provider_path: CHAOYANG })).toBe('VALIDATION_FAILED');
      expect(await schedule(troupe, { offer_id: own, provider_path: CHAOYANG })).toBeNull();
    });

    test('is given on a day of the offer that was asked for', async () => {
      const theatre = await buildTheatre(subgraph.sql);
      const offerId = await buildOffer(subgraph.sql, { facility_id: theatre, to_on: '2013-11-30' });
      const request = { kind: 'THEATRE', status: 'REVIEWED', offer_id: offerId, provider_path: CHAOYANG };
      const on = async (day: string) => {
        const [requestId, start, end] = [
          await buildOutreach(subgraph.sql, request),
          ...['14:00', '16:00'].map((time) => at(time, day)),
        ];
        return codeOf(venueManager, 'scheduleOutreach', { requestId, expectedVersion: 1, start, end, facilityId: theatre });
      };
      expect([await on('2013-12-01'), await on('2013-11-30')]).toEqual(['VALIDATION_FAILED', null]);
    });
  });

  test('who made an offer reviews what is asked of it, wherever the union is', async () => {
    const offerId = await buildOffer(subgraph.sql, { facility_id: await buildTheatre(subgraph.sql) });
    const asked = {
      ...{ kind: 'THEATRE', offer_id: offerId, provider_path: CHAOYANG },
      ...{ scope_path: '/city/110101/u/', district_code: '110101' },
    };
    const requestId = await buildOutreach(subgraph.sql, asked);
    const decision = { requestId, expectedVersion: 1, accepted: false, note: '剧场维修' };
    expect(await codeOf(staff(newId(), 'VENUE_MANAGER', '/city/110108/'), 'reviewOutreach', decision)).toBe('NOT_FOUND');
    const { request } = (await act(venueManager, 'reviewOutreach', decision)).data.reviewOutreach;
    expect(request).toMatchObject({ status: 'DECLINED', note: '剧场维修' });
    expect(await codeOf(venueManager, 'reviewOutreach', { ...decision, expectedVersion: 2, accepted: true })).toBe(
      'INVALID_TRANSITION',
    );
  });

  test('what 12351 brought is closed, not reviewed; what a union asked for is reviewed, not closed', async () => {
    const wished = {
      ...{ union_id: null, kind: null, preferred: null, audience_size: null, place: null, scope_path: CHAOYANG },
      ...{ service_request_id: newId(), request_version: 1, due_at: at('10:00', '2013-11-01') },
    };
    const requestId = newId();
    await buildOutreach(subgraph.sql, { id: requestId, ...wished, union_id: null });
    expect(await codeOf(troupe, 'reviewOutreach', { requestId, expectedVersion: 1, accepted: true })).toBe('VALIDATION_FAILED');
    expect(await codeOf(officer, 'cancelOutreach', { requestId, expectedVersion: 1, reason: '不办了' })).toBe('FORBIDDEN');
    const close = { id: await buildOutreach(subgraph.sql), expectedVersion: 1, delivered: true, note: '已办' };
    expect(await codeOf(troupe, 'closeOutreach', close)).toBe('VALIDATION_FAILED');
  });

  test('a union that moves takes along what it asked for and whom it has', async () => {
    const unionId = await buildUnion(subgraph.sql);
    const [requestId, memberId] = [await buildOutreach(subgraph.sql, { union_id: unionId }), newId()];
    const [from, to] = [`${CHAOYANG}${unionId}/`, `/city/110101/${unionId}/`];
    await subgraph.sql('insert into member_place values ($1, $2, 1)', [memberId, from]);
    const moved = { fromPath: from, toPath: to, parentId: newId() };
    const sent = { type: 'organisation.union.moved', subject: unionId, aggregateversion: 3, data: moved };
    expect(await subgraph.send(sent)).toBe(204);
    expect(
      await subgraph.sql(
        `select scope_path as path from outreach_request where id = $1 union all select scope_path from known_union where union_id = $2
         union all select scope_path from member_place where member_id = $3`,
        [requestId, unionId, memberId],
      ),
    ).toEqual([{ path: to }, { path: to }, { path: to }]);
    const late = { kind: 'COMMUNITY_JOINT_UNION', scopePath: from, parentId: null, districtCode: '110105' };
    await subgraph.send({ type: 'organisation.union.activated', subject: unionId, aggregateversion: 2, data: late });
    expect(await subgraph.sql('select scope_path, district_code from known_union where union_id = $1', [unionId])).toEqual([
      { scope_path: to, district_code: '110101' },
    ]);
  });

  test('a union that moves takes along what its staff offer and work on', async () => {
    const unionId = await buildUnion(subgraph.sql);
    const [from, to] = [`${CHAOYANG}${unionId}/`, `/city/110101/${unionId}/`];
    const offerId = await buildOffer(subgraph.sql, { scope_path: from });
    const requestId = await buildOutreach(subgraph.sql, { scope_path: '/city/110102/', provider_path: from });
    const moved = { fromPath: from, toPath: to, parentId: newId() };
    await subgraph.send({ type: 'organisation.union.moved', subject: unionId, aggregateversion: 3, data: moved });
    expect(await subgraph.sql('select scope_path as path from outreach_offer where id = $1', [offerId])).toEqual([{ path: to }]);
    const review = { requestId, expectedVersion: 1, accepted: true };
    expect(await codeOf(staff(newId(), 'TROUPE_MANAGER', CHAOYANG), 'reviewOutreach', review)).toBe('NOT_FOUND');
    expect(await codeOf(staff(newId(), 'TROUPE_MANAGER', '/city/110101/'), 'reviewOutreach', review)).not.toBe('NOT_FOUND');
  });

  test('which homes and unions there are, organisation tells', async () => {
    const [unionId, homeId] = [newId(), newId()];
    const union = { kind: 'ENTERPRISE_UNION', scopePath: `${CHAOYANG}${unionId}/`, parentId: null, districtCode: '110105' };
    await subgraph.send({ type: 'organisation.union.activated', subject: unionId, aggregateversion: 1, data: union });
    const home = { unionId, districtCode: '110105' };
    expect(await subgraph.send({ type: 'organisation.home.listed', subject: homeId, aggregateversion: 1, data: home })).toBe(204);
    expect(await askCode({ workersHomeId: homeId })).toBeNull();
    const ended = { kind: 'ENTERPRISE_UNION', scopePath: union.scopePath, mergedIntoId: null };
    await subgraph.send({ type: 'organisation.union.dissolved', subject: unionId, aggregateversion: 2, data: ended });
    expect(await askCode({ workersHomeId: homeId })).toBe('VALIDATION_FAILED');
  });
});
