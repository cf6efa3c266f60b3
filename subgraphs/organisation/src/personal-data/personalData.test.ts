import { newId } from '@union-graph/subgraph';
import { eventsAbout, insert, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCard, buildConsent, buildMember, buildMerge, buildWorker } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const FIELDS = '{ request { id kind status dueAt isOverdue endedAt version parts { subgraph outcome legalBasis } } }';
const COPY = `mutation ($input: RequestMyDataInput!) { requestMyData(input: $input) ${FIELDS} }`;
const ERASE = `mutation ($input: RequestErasureInput!) { requestErasure(input: $input) ${FIELDS} }`;
const DECIDE = `mutation ($input: DecideDataRequestInput!) { decideDataRequest(input: $input) ${FIELDS} }`;
const READ = `query ($id: ID!) { personalDataRequest(id: $id) { status isOverdue endedAt refusalReason member { nameZh } parts { subgraph outcome legalBasis }
  organisationCopy { title columns rows { values } } } }`;
const OTHERS = ['mediation', 'training', 'venues', 'warmth-fund'];

describe('requests about one’s own data (J-17, PIPL arts. 45–50)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const ask = (mutation: string, viewer: Viewer, input: object) =>
    subgraph.ask(viewer, mutation, { input: { idempotencyKey: key(), ...input } });
  const read = async (viewer: Viewer, id: string, now?: string) =>
    (await subgraph.ask(viewer, READ, { id }, now)).data.personalDataRequest;
  const answer = (service: string, id: string, outcome = 'NO_DATA', legalBasis: string | null = null) =>
    subgraph.send({ type: `${service}.dataRequest.answered`, subject: id, aggregateversion: 1, data: { outcome, legalBasis } });
  const officer = () => staff(newId(), 'PRIVACY_OFFICER', '/city/');

  test('a copy: organisation has its part at once, everybody is told, and the last answer ends it', async () => {
    const { id: memberId } = await buildMember(subgraph.sql);
    await buildCard(subgraph.sql, memberId);
    const { data } = await ask(COPY, member(memberId), {});
    const { id } = data.requestMyData.request;
    expect(data.requestMyData.request).toMatchObject({
      kind: 'ACCESS',
      status: 'IN_PROGRESS',
      dueAt: '2013-11-18',
      isOverdue: false,
    });
    expect((await eventsAbout(subgraph.sql, id)).map(({ type, data }) => [type, data])).toContainEqual([
      'organisation.dataRequest.opened',
      { kind: 'ACCESS', memberId },
    ]);
    for (const service of OTHERS.slice(1)) await answer(service, id);
    expect(await read(member(memberId), id)).toMatchObject({ status: 'IN_PROGRESS', endedAt: null });
    await answer('mediation', id, 'COPIED');
    await answer('mediation', id, 'NO_DATA');
    const done = await read(member(memberId), id);
    expect(done).toMatchObject({
      status: 'FULFILLED',
      parts: [
        { subgraph: 'mediation', outcome: 'COPIED' },
        { subgraph: 'organisation', outcome: 'COPIED' },
        { subgraph: 'training', outcome: 'NO_DATA' },
        { subgraph: 'venues', outcome: 'NO_DATA' },
        { subgraph: 'warmth-fund', outcome: 'NO_DATA' },
      ],
    });
    const record = done.organisationCopy.find(({ title }: { title: string }) => title.startsWith('职工档案'));
    expect(record.rows[0].values[record.columns.indexOf('name_zh')]).toBe('王秀兰');
    expect(JSON.stringify(done.organisationCopy)).not.toContain('identity_hash');
    // The officer follows the request and does not read the copy; others do not learn of either.
    expect(await read(officer(), id)).toMatchObject({ status: 'FULFILLED', organisationCopy: null });
    expect(await read(staff(newId(), 'CITY_DEPT'), id)).toBeNull();
    expect(await read(member(newId()), id)).toBeNull();
  });

  test('erasure of who is in no union: after all others, the record tells nothing, consents end, everybody hears of it', async () => {
    const { id: memberId } = await buildWorker(subgraph.sql, {
      name_zh: '删某某',
      phone_masked: '000****7777',
      email: 'a@b.invalid',
    });
    const { id: consentId } = await buildConsent(subgraph.sql, memberId);
    const request = await insert(subgraph.sql, 'service_request', {
      id: newId(),
      channel: 'WEB',
      category: 'RIGHTS',
      topic: '工资',
      text: '删某某的工资',
      requester_id: memberId,
      district_code: '110105',
      scope_path: '/city/110105/',
      status: 'RECEIVED',
      received_at: '2013-10-01',
      due_at: '2013-10-10',
    });
    const { data } = await ask(ERASE, member(memberId), {});
    const { id } = data.requestErasure.request;
    for (const service of OTHERS.slice(1)) await answer(service, id, 'ERASED');
    expect((await subgraph.ask(member(memberId), '{ me { nameZh } }')).data.me).toEqual({ nameZh: '删某某' });
    await answer('mediation', id, 'KEPT_BY_LAW', '劳动争议调解仲裁法第14条');
    expect(await read(member(memberId), id)).toMatchObject({
      status: 'FULFILLED',
      organisationCopy: null,
      parts: expect.arrayContaining([
        { subgraph: 'mediation', outcome: 'KEPT_BY_LAW', legalBasis: '劳动争议调解仲裁法第14条' },
        { subgraph: 'organisation', outcome: 'KEPT_BY_LAW', legalBasis: expect.stringContaining('个人信息保护法') },
      ]),
    });
    const dump = await subgraph.sql(`select to_jsonb(m) as row from member m where id = $1`, [memberId]);
    expect(dump[0]).toEqual({
      row: expect.objectContaining({
        name_zh: expect.stringMatching(/^P-/),
        identity_masked: '000***',
        phone_masked: null,
        email: null,
        birth_year: null,
      }),
    });
    expect(await subgraph.sql(`select requester_id, text from service_request where id = $1`, [request.id])).toEqual([
      { requester_id: null, text: '已删除' },
    ]);
    expect((await eventsAbout(subgraph.sql, memberId)).map(({ type }) => type)).toEqual(['organisation.member.erased']);
    expect((await eventsAbout(subgraph.sql, consentId as string)).map(({ type }) => type)).toEqual([
      'organisation.consent.withdrawn',
    ]);
    // The same person may come again, as somebody unknown.
    await buildWorker(subgraph.sql, { identity_hash: 'h' });
    expect(await answer('training', id, 'ERASED')).toBe(204);
  });

  test('the record of a member stays, with its ground; what others keep is their answer', async () => {
    const { id: memberId } = await buildMember(subgraph.sql);
    const { data } = await ask(ERASE, member(memberId), {});
    for (const service of OTHERS) await answer(service, data.requestErasure.request.id, 'ERASED');
    expect(await read(member(memberId), data.requestErasure.request.id)).toMatchObject({
      status: 'FULFILLED',
      member: { nameZh: '王秀兰' },
      parts: expect.arrayContaining([
        { subgraph: 'organisation', outcome: 'KEPT_BY_LAW', legalBasis: expect.stringContaining('工会法') },
      ]),
    });
    expect((await eventsAbout(subgraph.sql, memberId)).map(({ type }) => type)).toEqual([]);
  });

  test('for somebody else: written wish, then the privacy officer, never the same person', async () => {
    const { id: memberId } = await buildMember(subgraph.sql);
    const clerk = staff(newId(), 'STATION_STAFF', '/city/110105/');
    expect(await subgraph.code(ask(COPY, clerk, { memberId }))).toBe('CONSENT_REQUIRED');
    expect(await subgraph.code(ask(COPY, staff(newId(), 'HOTLINE_AGENT'), { memberId, evidenceRef: 'p' }))).toBe('FORBIDDEN');
    expect(await subgraph.code(ask(COPY, staff(newId(), 'STATION_STAFF', '/city/110101/'), { memberId, evidenceRef: 'p' }))).toBe(
      'NOT_FOUND',
    );
    const { data } = await ask(COPY, clerk, { memberId, evidenceRef: 'paper-9' });
    const { id } = data.requestMyData.request;
    expect(data.requestMyData.request.status).toBe('RECEIVED');
    expect(await eventsAbout(subgraph.sql, id)).toEqual([]);
    const decide = (viewer: Viewer, more: object = {}) =>
      ask(DECIDE, viewer, { requestId: id, expectedVersion: 1, approve: true, ...more });
    expect(await subgraph.code(decide(clerk))).toBe('NOT_FOUND');
    expect(await subgraph.code(decide(member(memberId)))).toBe('FORBIDDEN');
    expect(await subgraph.code(decide(officer(), { approve: false }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(decide(officer(), { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    expect((await decide(officer())).data.decideDataRequest.request).toMatchObject({
      status: 'IN_PROGRESS',
      version: expect.any(Number),
    });
    expect((await eventsAbout(subgraph.sql, id)).map(({ type }) => type)).toContain('organisation.dataRequest.opened');
    expect(await subgraph.code(decide(officer(), { expectedVersion: 3 }))).toMatch(/INVALID_TRANSITION|VERSION_CONFLICT/);

    const self = officer();
    const own = await ask(ERASE, self, { memberId, evidenceRef: 'paper-10' });
    const { id: ownId } = own.data.requestErasure.request;
    expect(await subgraph.code(ask(DECIDE, self, { requestId: ownId, expectedVersion: 1, approve: true }))).toBe(
      'SEPARATION_OF_DUTIES',
    );
    await ask(DECIDE, officer(), { requestId: ownId, expectedVersion: 1, approve: false, reason: '证件不符' });
    expect(await read(member(memberId), ownId)).toMatchObject({ status: 'REFUSED', refusalReason: '证件不符' });
  });

  test('of a record that took up another one nothing is erased before the privacy officer has looked, as long as that can be taken back', async () => {
    const { id: memberId } = await buildWorker(subgraph.sql);
    await buildMerge(subgraph.sql, memberId, (await buildWorker(subgraph.sql)).id);
    expect((await ask(COPY, member(memberId), {})).data.requestMyData.request.status).toBe('IN_PROGRESS');
    const { id, status, dueAt } = (await ask(ERASE, member(memberId), {})).data.requestErasure.request;
    expect([status, dueAt]).toEqual(['RECEIVED', '2013-11-18']);
    expect(await eventsAbout(subgraph.sql, id)).toEqual([]);
    const decided = await ask(DECIDE, officer(), { requestId: id, expectedVersion: 1, approve: true });
    expect(decided.data.decideDataRequest.request.status).toBe('IN_PROGRESS');
    const { id: later } = await buildWorker(subgraph.sql);
    const merge = await buildMerge(subgraph.sql, later, (await buildWorker(subgraph.sql)).id);
    await subgraph.sql(`update merged_record set reversible_until = '2013-10-18' where id = $1`, [merge]);
    expect((await ask(ERASE, member(later), {})).data.requestErasure.request.status).toBe('IN_PROGRESS');
  });

  test('one open request of a kind, also twenty at once; a replay is the same one; late is told', async () => {
    const { id: memberId } = await buildMember(subgraph.sql);
    const once = key();
    const first = await ask(COPY, member(memberId), { idempotencyKey: once });
    expect(await ask(COPY, member(memberId), { idempotencyKey: once })).toEqual(first);
    expect(await subgraph.code(ask(COPY, member(memberId), {}))).toBe('DUPLICATE');
    const many = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(ask(ERASE, member(memberId), {}))));
    expect([many.filter((code) => code === null).length, many.filter((code) => code === 'DUPLICATE').length]).toEqual([1, 19]);
    const { id } = first.data.requestMyData.request;
    expect(await read(member(memberId), id, '2013-11-18T10:00:00+08:00')).toMatchObject({ isOverdue: false });
    expect(await read(member(memberId), id, '2013-11-19T10:00:00+08:00')).toMatchObject({ isOverdue: true });
    expect(await subgraph.code(ask(COPY, member(newId()), {}))).toBe('NOT_FOUND');
    expect(await answer('venues', id, 'SHRUGGED')).toBe(400);
  });
});
