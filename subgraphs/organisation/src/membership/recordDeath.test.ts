import { newId } from '@union-graph/subgraph';
import { caller, eventsAbout, insert, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  buildCard,
  buildConsent,
  buildFederation,
  buildMember,
  buildPoint,
  buildRequest,
  buildStaff,
  buildUnionBelow,
  buildWorker,
  type UnionRow,
} from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const DIED = '2013-10-18';

describe('a death is recorded of everybody who has a record (2.1.3)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  let union: UnionRow;
  let other: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    call = caller(subgraph);
    const federation = await buildFederation(subgraph.sql);
    union = await buildUnionBelow(subgraph.sql, federation, 'COMMUNITY_JOINT_UNION');
    other = await buildUnionBelow(subgraph.sql, federation, 'COMMUNITY_JOINT_UNION');
  });
  afterAll(() => subgraph.stop());

  const die = async (memberId: unknown, more: object = {}, viewer = ADMIN) => {
    const [row] = await subgraph.sql<{ version: number }>('select version from member where id = $1', [memberId]);
    const input = { memberId, expectedVersion: row?.version, diedOn: DIED, ...more };
    return call('recordDeath', 'member { membershipStatus union { id } }', input, viewer);
  };
  const dies = async (...of: Parameters<typeof die>) => expect((await die(...of)).errors).toBeUndefined();
  const rowOf = async (table: string, id: unknown) =>
    (await subgraph.sql<Record<string, unknown>>(`select * from ${table} where id = $1`, [id]))[0];
  const told = async (id: unknown, type: string) =>
    (await eventsAbout(subgraph.sql, String(id))).filter((event) => event.type === type).map(({ data }) => data);

  test.each(['NONE', 'LEFT', 'EXPELLED'])(
    'of who is %s: no union loses a member, cards end, the others are told',
    async (status) => {
      const { id } = await buildWorker(subgraph.sql, { membership_status: status });
      const card = await buildCard(subgraph.sql, id, 'FROZEN');
      const { data } = await die(id);
      expect(data.recordDeath.member).toEqual({ membershipStatus: 'DECEASED', union: null });
      expect(await told(id, 'organisation.member.listed')).toMatchObject([{ hasDied: true, diedOn: DIED }]);
      expect(await told(id, 'organisation.member.left')).toEqual([]);
      expect((await rowOf('card', card.id))?.status).toBe('CANCELLED');
    },
  );

  test('a transfer that is under way is returned, and the member is counted nowhere', async () => {
    const { id } = await buildMember(subgraph.sql, { union });
    const card = await buildCard(subgraph.sql, id);
    const before = (await rowOf('trade_union', union.id))?.member_count as number;
    const asked = await call(
      'requestTransfer',
      'transfer { id }',
      { memberId: id, toUnionId: other.id, expectedVersion: 1 },
      ADMIN,
    );
    await dies(id);
    expect((await rowOf('membership_transfer', asked.data.requestTransfer.transfer.id))?.status).toBe('RETURNED');
    expect((await rowOf('card', card.id))?.status).toBe('CANCELLED');
    const counts = [await rowOf('trade_union', union.id), await rowOf('trade_union', other.id)];
    expect(counts.map((row) => row?.member_count)).toEqual([before - 1, 0]);
    expect((await told(id, 'organisation.member.listed')).at(-1)).toMatchObject({ hasDied: true });
  });

  test('an application that nobody has decided ends, and the record goes back to the district', async () => {
    const { id } = await buildWorker(subgraph.sql);
    const input = { memberId: id, unionId: union.id, evidenceRef: 'form-1' };
    const { data } = await call('applyForMembership', 'application { id version }', input, ADMIN);
    const application = data.applyForMembership.application;
    await dies(id);
    expect((await rowOf('membership_application', application.id))?.status).toBe('WITHDRAWN');
    expect((await rowOf('member', id))?.scope_path).toBe('/city/110105/');
    const decide = { applicationId: application.id, expectedVersion: application.version + 1, approve: true };
    const colleague = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
    const answer = call('decideMembership', 'application { id }', decide, colleague);
    expect(await subgraph.code(answer)).toBe('INVALID_TRANSITION');
  });

  test('consents end, and the others are told; a death that was wrong gives none back', async () => {
    const { id } = await buildMember(subgraph.sql, { union });
    const [standing, taken] = [
      await buildConsent(subgraph.sql, id),
      await buildConsent(subgraph.sql, id, { withdrawn_at: '2013-10-19T01:00:00Z' }),
    ];
    await dies(id);
    expect(await told(standing.id, 'organisation.consent.withdrawn')).toMatchObject([
      { memberId: id, withdrawnAt: '2013-10-19T02:00:00.000Z' },
    ]);
    expect(await told(taken.id, 'organisation.consent.withdrawn')).toEqual([]);
    const [row] = await subgraph.sql<{ version: number }>('select version from member where id = $1', [id]);
    const why = { reason: '登记错人', evidenceRef: 'id-card-1' };
    expect(
      (await call('withdrawDeath', 'member { id }', { memberId: id, expectedVersion: row?.version, ...why }, ADMIN)).errors,
    ).toBeUndefined();
    expect((await rowOf('consent', standing.id))?.withdrawn_at).not.toBeNull();
  });

  const AGENT = staff(newId(), 'HOTLINE_AGENT');
  const answerRequest = (requestId: unknown) =>
    call(
      'resolveServiceRequest',
      'request { status requesterHasDied satisfaction }',
      { requestId, expectedVersion: 1, answer: '已答复' },
      AGENT,
    );

  test('who handles a request sees the death; the answer closes it, and one that was answered is closed', async () => {
    const person = await buildMember(subgraph.sql, { union });
    const { id } = person;
    const [open, answered] = [
      await buildRequest(subgraph.sql, person, 'DISPATCHED'),
      await buildRequest(subgraph.sql, person, 'RESOLVED'),
    ];
    const seen = async () =>
      (await subgraph.ask(AGENT, `{ serviceRequest(id: "${open.id}") { status requesterHasDied } }`)).data.serviceRequest;
    expect(await seen()).toEqual({ status: 'DISPATCHED', requesterHasDied: false });
    await dies(id);
    expect(await seen()).toEqual({ status: 'DISPATCHED', requesterHasDied: true });
    expect((await rowOf('service_request', answered.id))?.status).toBe('CLOSED');
    expect((await answerRequest(open.id)).data.resolveServiceRequest.request).toEqual({
      status: 'CLOSED',
      requesterHasDied: true,
      satisfaction: null,
    });
  });

  test('of a death and an answer at once no request is left that waits for the dead', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await buildMember(subgraph.sql, { union });
      const request = await buildRequest(subgraph.sql, person, 'DISPATCHED');
      const [, answer] = await Promise.all([dies(person.id), answerRequest(request.id)]);
      expect(answer.errors).toBeUndefined();
      expect((await rowOf('service_request', request.id))?.status).toBe('CLOSED');
    }
  });

  test('once: somebody who has died does not die again', async () => {
    const { id } = await buildWorker(subgraph.sql);
    await dies(id);
    expect(await subgraph.code(die(id))).toBe('INVALID_TRANSITION');
  });

  test('an officer of the union hears that another one was faster, whatever they do; of other unions that there is nobody', async () => {
    const { id } = await buildMember(subgraph.sql, { union });
    const officer = () => staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path);
    const codes = await Promise.all(Array.from({ length: 6 }, () => subgraph.code(die(id, {}, officer()))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(new Set(codes.filter((code) => code !== null))).toEqual(new Set(['INVALID_TRANSITION']));
    const of = { memberId: id, expectedVersion: 1 };
    const acts: readonly [string, object][] = [
      ['expelMember', { decisionRef: 'minutes-7' }],
      ['leaveUnion', {}],
      ['retainMembership', { cause: 'UNEMPLOYED' }],
      ['correctMember', { nameZh: '改名', reason: '登记有误', evidenceRef: 'id-card-1' }],
    ];
    for (const [act, more] of acts) {
      const code = (viewer: typeof ADMIN) => subgraph.code(call(act, 'member { id }', { ...of, ...more }, viewer));
      expect([act, await code(officer())]).toEqual([act, 'INVALID_TRANSITION']);
      expect([act, await code(staff(newId(), 'JOINT_UNION_OFFICER', other.scope_path))]).toEqual([act, 'NOT_FOUND']);
    }
  });

  test('nobody died before the year in which the record says they were born, nor was born after they died', async () => {
    const { id } = await buildWorker(subgraph.sql, { birth_year: 1990 });
    expect(await subgraph.code(die(id, { diedOn: '1989-12-31' }))).toBe('BAD_USER_INPUT');
    await dies(id, { diedOn: '2001-05-02' });
    const correction = { memberId: id, expectedVersion: 2, reason: '登记有误', evidenceRef: 'id-card-1' };
    const born = (birthYear: number) => call('correctMember', 'member { birthYear }', { ...correction, birthYear }, ADMIN);
    expect(await subgraph.code(born(2002))).toBe('VALIDATION_FAILED');
    expect((await born(1980)).errors).toBeUndefined();
  });

  test('ends the work of who was on the staff: assignments, the chair of a union, and the login', async () => {
    const { id } = await buildMember(subgraph.sql, { union });
    await buildStaff(subgraph.sql, union, { id });
    const chaired = await buildUnionBelow(subgraph.sql, await buildFederation(subgraph.sql, '110101'), 'COMMUNITY_JOINT_UNION');
    await subgraph.sql('update trade_union set chair_id = $2 where id = $1', [chaired.id, id]);
    const assignment = newId();
    const place = { staff_member_id: id, union_id: union.id, from_day: '2013-05-01' };
    await insert(subgraph.sql, 'staff_assignment', { id: assignment, ...place });
    await dies(id);
    expect(await subgraph.sql('select status, left_at::text from staff_member where id = $1', [id])).toEqual([
      { status: 'LEFT', left_at: DIED },
    ]);
    expect(await subgraph.sql('select to_day::text from staff_assignment where id = $1', [assignment])).toEqual([
      { to_day: DIED },
    ]);
    expect((await rowOf('trade_union', chaired.id))?.chair_id).toBeNull();
    expect(await told(id, 'organisation.staff.listed')).toMatchObject([{ hasLeft: true }]);
    const again = call('assignStaff', 'assignment { id }', { staffId: id, unionId: union.id }, ADMIN);
    expect(await subgraph.code(again)).toBe('VALIDATION_FAILED');
    const acts = die((await buildWorker(subgraph.sql)).id, {}, staff(id, 'DISTRICT_ADMIN', '/city/110105/'));
    expect(await subgraph.code(acts)).toBe('VALIDATION_FAILED');
  });

  test('whose work had ended, or was yet to begin: the last day is not moved, and what never began is given up', async () => {
    const days = async (more: object) => {
      const { id } = await buildWorker(subgraph.sql);
      await buildStaff(subgraph.sql, union, { id, ...more });
      await dies(id);
      return subgraph.sql('select status, left_at::text from staff_member where id = $1', [id]);
    };
    expect(await days({ status: 'LEFT', left_at: '2013-09-01' })).toEqual([{ status: 'LEFT', left_at: '2013-09-01' }]);
    expect(await days({ hired_at: '2013-11-01' })).toEqual([{ status: 'LEFT', left_at: '2013-10-31' }]);
  });

  test('a contact point of a cadre who has died stays until another cadre takes it over (ORG-INV-9)', async () => {
    const { id } = await buildWorker(subgraph.sql);
    await buildStaff(subgraph.sql, union, { id, role: 'HQ_CADRE', employer: 'CITY_HQ' });
    const next = await buildStaff(subgraph.sql, union, { role: 'HQ_CADRE', employer: 'CITY_HQ' });
    const [point, link] = [await buildPoint(subgraph.sql), newId()];
    await insert(subgraph.sql, 'cadre_link', { id: link, cadre_id: id, service_point_id: point.id, since: '2013-05-01' });
    await dies(id);
    expect((await rowOf('cadre_link', link))?.ended_on).toBeNull();
    const input = { linkId: link, expectedVersion: 1, replacementCadreId: next.id };
    const { data } = await call('endCadreLink', 'replacement { cadre { id } }', input, staff(newId(), 'CITY_DEPT'));
    expect(data.endCadreLink.replacement.cadre.id).toBe(next.id);
  });
});
